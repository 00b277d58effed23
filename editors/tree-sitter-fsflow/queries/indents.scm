; Neovim's captures. Helix has its own file under `editors/helix/`.
[
  (object)
  (list)
  (routes)
  (decide)
  (test)
] @indent.begin

["}" "]"] @indent.branch @indent.end
(routes ">" @indent.branch @indent.end)

(folded_string) @indent.auto
(comment) @indent.ignore
