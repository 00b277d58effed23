; The queries of editors/tree-sitter-fsflow with the names that Zed knows.

(comment) @comment
(doc_comment) @comment.doc
(file_doc_comment) @comment.doc

(string) @string
(folded_string) @string
(escape_sequence) @string.escape
(template) @string.special
(number) @number
(boolean) @boolean
(null) @constant.builtin
(word) @constant

(interpolation) @punctuation.special
(interpolation_in_text) @punctuation.special
(param_name) @variable.parameter

(reference source: (identifier) @variable.builtin)
(reference key: (_) @property)
(key) @property

(node_id) @function
(node_type) @type
(param_type) @type.builtin
(outcome) @variant
(decision_name) @label
(check_name) @attribute
(allow "@" @attribute)
(allow "allow" @attribute)

; The condition of sessions that did not complete.
((atom . (node_id) @keyword .)
  (#eq? @keyword "incomplete"))

; A node whose id is its type.
(node
  id: (node_id) @type
  !type
  (#any-of? @type "start" "end"))

["api" "param" "import" "session" "decide" "ensure" "test"] @keyword
["say" "when" "and" "or" "never" "with" "requires"] @keyword
(not "not" @keyword)
(else_route "else" @keyword)
(otherwise) @keyword
(operator) @operator

["->" "=>" "|" "="] @operator
["{" "}" "[" "]" "(" ")" "<" ">"] @punctuation.bracket
["," ":" "."] @punctuation.delimiter
