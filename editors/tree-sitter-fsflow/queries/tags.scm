(
  (doc_comment)* @doc
  .
  (node id: (node_id) @name) @definition.function
  (#strip! @doc "^///\\s*")
  (#select-adjacent! @doc @definition.function)
)

(param name: (param_name) @name) @definition.constant
(decision name: (decision_name) @name) @definition.constant
(test name: (string (text) @name)) @definition.test

(target node: (node_id) @name) @reference.call
