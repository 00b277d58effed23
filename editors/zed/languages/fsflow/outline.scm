(node id: (node_id) @name) @item
(param "param" @context name: (param_name) @name) @item
(test "test" @context name: (string) @name) @item
