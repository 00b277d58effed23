-- A headless Neovim opens a broken flow and reads diagnostics and a hover from the real server.
--   FSFLOWC=target/debug/fsflowc nvim --headless -u NONE -c 'luafile editors/vim/test.lua'
local root = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
vim.opt.runtimepath:prepend(root)
vim.cmd('filetype plugin indent on | syntax on')

local function say(text) io.stdout:write(text .. '\n') end
local function fail(text)
  say('FAILED: ' .. text)
  vim.cmd('cquit 1')
end

local path = vim.fn.tempname() .. '.fsflow'
vim.fn.writefile({
  'start -> look',
  'look: liveness -> <',
  '  detected: bye',
  '  deepfake: bya',
  '  no_face | inconclusive: bye',
  '>',
  'bye: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end',
  'end',
}, path)

-- The file is open already, as it is when `setup` stands on the command line.
vim.cmd('edit ' .. path)
require('fsflow').setup({ cmd = { vim.env.FSFLOWC or 'fsflowc', 'lsp' } })
if vim.bo.filetype ~= 'fsflow' then fail('the file type is ' .. vim.bo.filetype) end

local diagnostics
vim.wait(10000, function()
  diagnostics = vim.diagnostic.get(0)
  return #diagnostics > 0
end, 20)
if #diagnostics == 0 then fail('no diagnostics came') end
for _, d in ipairs(diagnostics) do
  say(string.format('%d:%d %s [%s]', d.lnum + 1, d.col + 1, d.message:match('[^\n]*'), tostring(d.code)))
end
local unknown = vim.tbl_filter(function(d) return d.code == 'unknown-target' end, diagnostics)[1]
if not unknown or unknown.lnum ~= 3 or unknown.col ~= 12 then fail('`bya` is not reported in its place') end

local clients = vim.lsp.buf_get_clients(0)
local _, client = next(clients)
local can = client.server_capabilities or client.resolved_capabilities or {}
if can.hoverProvider then
  vim.api.nvim_win_set_cursor(0, { 2, 7 })
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(), 5000)
  local _, answer = next(answers or {})
  local hover = answer and answer.result and answer.result.contents
  local text = type(hover) == 'table' and (hover.value or hover[1]) or hover
  if not text then fail('no hover came') end
  say('hover: ' .. tostring(text):match('[^\n]*'))
else
  say('SKIPPED: the hover (this fsflowc has none)')
end

-- The mend of the file takes the diagnostics away.
vim.api.nvim_buf_set_lines(0, 3, 4, false, { '  deepfake: bye' })
local left
vim.wait(5000, function()
  left = vim.tbl_filter(function(d) return d.severity == vim.diagnostic.severity.ERROR end, vim.diagnostic.get(0))
  return #left == 0
end, 20)
if #left > 0 then fail('the error stays after it was mended') end

-- A file that is opened later is served as well, by the same server.
vim.fn.writefile({ 'start -> nowhere', 'end' }, path .. '.fsflow')
vim.cmd('edit! ' .. path .. '.fsflow')
vim.wait(5000, function() return #vim.diagnostic.get(0) > 0 end, 20)
if #vim.diagnostic.get(0) == 0 then fail('no diagnostics came for a second file') end
say('ok')
vim.cmd('qall!')
