#!/usr/bin/env bash
# Makes the pictures of editors/README.md from real runs: Visual Studio Code's engine reads the TextMate grammar, and Neovim
# in a terminal shows what the language server says. Needs node, tmux, nvim, chromium, and `npm ci` in editors/vscode.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
export FSFLOWC=${FSFLOWC:-$root/target/debug/fsflowc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

shoot() { # page, picture, width, height
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size="$3,$4" \
    --screenshot="$PWD/$2" "file://$1" >"$work/chromium.log" 2>&1 || { cat "$work/chromium.log"; exit 1; }
}

sed -n '/^start/,/^purpose/p' "$root/examples/wire-transfer.fsflow" | head -n -1 >"$work/shown.fsflow"
node page.mjs flow "$work/shown.fsflow" >"$work/flow.html"
shoot "$work/flow.html" highlighting.png 1000 650

cat >"$work/payment.fsflow" <<'FLOW'
//! Confirms a card payment before it is captured.
api "1.0.47"

param merchant

start -> greeting

greeting: conversation say """
  Welcome to ${merchant}! I will take a short look at you, then we go through the payment.
""" -> liveness

liveness -> <
  detected: closing
  deepfake: closng
>

closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end

end
FLOW
cat >"$work/init.lua" <<LUA
vim.opt.runtimepath:prepend('$root/editors/vim')
vim.cmd('filetype plugin indent on | syntax on')
vim.opt.signcolumn = 'yes'
vim.opt.laststatus = 0
vim.opt.termguicolors = true
vim.cmd('colorscheme desert | hi Normal guibg=#1b2229 | hi SignColumn guibg=#1b2229 | hi NonText guibg=#1b2229')
require('fsflow').setup({ cmd = { '$FSFLOWC', 'lsp' } })
vim.diagnostic.config({ virtual_text = { prefix = '■' } })
LUA
tmux -L pictures -f /dev/null new-session -d -x 108 -y 21 "TERM=tmux-256color nvim -n -u $work/init.lua $work/payment.fsflow"
sleep 3
tmux -L pictures capture-pane -e -p >"$work/screen.txt"
tmux -L pictures kill-server
node page.mjs screen "$work/screen.txt" >"$work/screen.html"
shoot "$work/screen.html" inline-error.png 1030 520
