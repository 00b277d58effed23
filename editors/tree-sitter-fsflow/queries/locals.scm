; Every name of a flow is known in the whole file.
(source_file) @local.scope

(node id: (node_id) @local.definition.function)
(param name: (param_name) @local.definition.parameter)
(decision name: (decision_name) @local.definition.constant)

(target node: (node_id) @local.reference)
(atom node: (node_id) @local.reference)
(expected (node_id) @local.reference)
(interpolation (param_name) @local.reference)
(interpolation_in_text (param_name) @local.reference)
