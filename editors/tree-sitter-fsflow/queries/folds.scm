[
  (object)
  (list)
  (routes)
  (folded_string)
  (decide)
  (test)
] @fold
