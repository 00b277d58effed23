-- Starts the language server for flows. Works from Neovim 0.7 on.

local M = {}

-- The compiler of the project, or the one in PATH.
local function compiler(root)
  for _, place in ipairs({ 'node_modules/.bin/fsflowc', '.venv/bin/fsflowc' }) do
    local path = root .. '/' .. place
    if vim.fn.executable(path) == 1 then return path end
  end
  return 'fsflowc'
end

local function root_of(file)
  local folder = vim.fn.fnamemodify(file, ':p:h')
  for _, mark in ipairs({ 'fsflow.toml', '.git' }) do
    local found = vim.fn.findfile(mark, folder .. ';')
    if found == '' then found = vim.fn.finddir(mark, folder .. ';') end
    if found ~= '' then return vim.fn.fnamemodify(found, ':p:h' .. (mark == '.git' and ':h' or '')) end
  end
  return folder
end

local clients = {}

local function attach(options, buffer)
  local root = root_of(vim.api.nvim_buf_get_name(buffer))
  local cmd = options.cmd or { compiler(root), 'lsp' }
  if vim.fn.executable(cmd[1]) ~= 1 then
    vim.notify_once('fsflowc was not found: install it, or give its path to require("fsflow").setup', vim.log.levels.WARN)
    return
  end
  local config = { name = 'fsflow', cmd = cmd, root_dir = root, on_attach = options.on_attach }
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  local id = clients[root]
  if not id or not vim.lsp.get_client_by_id(id) or vim.lsp.get_client_by_id(id).is_stopped() then
    id = vim.lsp.start_client(config)
    clients[root] = id
  end
  if id then vim.lsp.buf_attach_client(buffer, id) end
end

-- Serves flows that are opened from now on and those that are open already.
-- `cmd`: the command to start, else it is looked for. `on_attach(client, buffer)`: called for each buffer.
function M.setup(options)
  options = options or {}
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('fsflow', { clear = true }),
    pattern = 'fsflow',
    callback = function(event) attach(options, event.buf) end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.bo[buffer].filetype == 'fsflow' then attach(options, buffer) end
  end
end

return M
