" Indentation of flows, as `fsflowc fmt` writes it: two spaces within each bracket.

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=GetFsflowIndent(v:lnum)
setlocal indentkeys=0},0],0),0>,!^F,o,O
setlocal nosmartindent
let b:undo_indent = 'setlocal indentexpr< indentkeys< smartindent<'

if exists('*GetFsflowIndent')
  finish
endif

" The line without its strings, its comment, and the signs that are no brackets.
function! s:Code(lnum) abort
  let code = substitute(getline(a:lnum), '^\s*"""', '', '')
  let code = substitute(code, '\v"%([^"\\]|\\.)*"', '', 'g')
  let code = substitute(code, '//.*', '', '')
  return substitute(code, '\v-\>|\=\>|[<>]\=|<when>[^:]*:', '', 'g')
endfunction

" How many brackets stay open at the end of the line; 0 for a line of a folded text.
function! s:Opened(lnum) abort
  let code = s:Code(a:lnum)
  let opened = len(substitute(code, '[^{\[(<]', '', 'g')) - len(substitute(code, '[^}\])>]', '', 'g'))
  " Brackets that close at the beginning have moved this line already.
  return opened + len(substitute(matchstr(code, '\v^\s*[}\])>]+'), '\s', '', 'g'))
endfunction

function! s:InText(lnum) abort
  return synIDattr(synID(a:lnum, 1, 0), 'name') =~# '^fsflow\%(Folded\|Escape\|Param\|Template\)$'
endfunction

" Whether the line goes on with a long condition or a long case of a test; such lines stand one step deeper.
function! s:Continues(lnum) abort
  let above = getline(prevnonblank(a:lnum - 1))
  return getline(a:lnum) =~# '^\s*=>' || s:Joins(a:lnum) || above =~# '^[^:"]*,$' && above !~# '^\s*//'
endfunction

" Whether the line goes on with the condition of a rule, and not with a group of its own.
function! s:Joins(lnum) abort
  let joins = '\v^\s*%(and|or)\s+[^: ]'
  let lnum = a:lnum
  while getline(lnum) =~# joins
    let lnum = prevnonblank(lnum - 1)
  endwhile
  return lnum != a:lnum && s:Code(lnum) =~# '[:=]'
endfunction

function! GetFsflowIndent(lnum) abort
  let above = prevnonblank(a:lnum - 1)
  if above == 0
    return 0
  endif
  let indent = indent(above)
  if getline(above) =~# '"""\s*$' && !s:InText(above)
    return getline(a:lnum) =~# '^\s*"""' ? indent : indent + shiftwidth()
  endif
  let text_ends = getline(above) =~# '^\s*"""'
  if !text_ends && (s:InText(a:lnum) || s:InText(above))
    return getline(a:lnum) =~# '^\s*"""' ? max([indent - shiftwidth(), 0]) : indent
  endif
  if s:Opened(above) > 0
    let indent += shiftwidth()
  endif
  let indent += shiftwidth() * (s:Continues(a:lnum) - s:Continues(above))
  if s:Code(a:lnum) =~# '\v^\s*[}\])>]'
    let indent -= shiftwidth()
  endif
  return max([indent, 0])
endfunction
