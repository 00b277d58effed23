; The last pattern that matches a node wins in the tree-sitter CLI and in Neovim.

(comment) @comment
(doc_comment) @comment.documentation
(file_doc_comment) @comment.documentation

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
(condition_name) @label
(value_path ["extracted" "provided" "report"] @variable.builtin)
(value_path [(identifier) (string)] @property)
(check_name) @attribute
(allow "@" @attribute)
(allow "allow" @attribute)

; The conditions of sessions that did not complete, and of reports that can't tell decisions apart.
((atom . (node_id) @keyword .)
  (#any-of? @keyword "incomplete" "ambiguous"))

; A node whose id is its type.
(node
  id: (node_id) @type
  !type
  (#any-of? @type "start" "end"))

["api" "param" "import" "session" "decide" "ensure" "test"] @keyword
["say" "when" "and" "or" "never" "with" "requires"] @keyword
["grant" "because" "let" "of" "stops" "at"] @keyword
(expected "not" @keyword)
(not "not" @keyword)
(else_route "else" @keyword)
(otherwise) @keyword
(operator) @operator

["->" "=>" "|" "="] @operator
["{" "}" "[" "]" "(" ")" "<" ">"] @punctuation.bracket
["," ":" "."] @punctuation.delimiter
