au BufRead,BufNewFile *.fsflow setfiletype fsflow
