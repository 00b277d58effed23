[
  (object)
  (list)
  (routes)
  (decide)
  (test)
] @indent

["}" "]"] @outdent
(routes ">" @outdent)
