" Settings of a buffer with a flow.

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal commentstring=//\ %s
setlocal comments=b:///,b://!,b://
setlocal formatoptions-=t formatoptions+=croql
setlocal shiftwidth=2 softtabstop=2 expandtab
setlocal textwidth=100
setlocal suffixesadd=.fsflow
setlocal include=^\\s*import
setlocal define=^\\ze\\h[[:alnum:]_-]*\\s*\\%(:\\\|->\\)
setlocal foldmethod=syntax foldlevel=99
setlocal matchpairs+=<:>

let b:undo_ftplugin = 'setlocal commentstring< comments< formatoptions< shiftwidth< softtabstop< expandtab<'
      \ . ' textwidth< suffixesadd< include< define< foldmethod< foldlevel< matchpairs<'
