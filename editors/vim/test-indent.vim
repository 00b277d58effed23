" Every example, with its indentation taken away, is indented as the formatter wrote it.
"   nvim --headless -u NONE -S editors/vim/test-indent.vim (or vim -es)
let s:root = expand('<sfile>:p:h')
exe 'set runtimepath^=' . s:root
filetype plugin indent on
syntax on
set nomore report=9999
let s:wrong = []
for s:file in split(glob(s:root . '/../../examples/**/*.fsflow'), '\n')
  silent exe 'edit ' . fnameescape(s:file)
  let s:before = getline(1, '$')
  " The lines inside texts keep their indentation: it is the text's own.
  for s:lnum in range(1, line('$'))
    call setline(s:lnum, substitute(getline(s:lnum), '^\s\+', '', ''))
  endfor
  syn sync fromstart
  silent normal! gg=G
  for s:lnum in range(1, line('$'))
    if getline(s:lnum) !=# s:before[s:lnum - 1]
      call add(s:wrong, fnamemodify(s:file, ':t') . ':' . s:lnum . ': [' . getline(s:lnum) . ']')
    endif
  endfor
  silent undo
  set nomodified
endfor
call writefile(len(s:wrong) ? s:wrong : ['ok'], '/dev/stdout', 'a')
if len(s:wrong)
  cquit
endif
qall!
