// The grammar for the `tree-sitter` package: `new Parser().setLanguage(require('tree-sitter-fsflow'))`.
const binding = require('../../build/Release/tree_sitter_fsflow_binding.node');
binding.nodeTypeInfo = require('../../src/node-types.json');
module.exports = binding;
