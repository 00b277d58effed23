const assert = require('node:assert');
const { test } = require('node:test');

test('the grammar loads and reads a flow', () => {
  const Parser = require('tree-sitter');
  const parser = new Parser();
  parser.setLanguage(require('.'));
  const tree = parser.parse('start -> end\nend\n');
  assert.strictEqual(tree.rootNode.hasError, false);
  assert.strictEqual(tree.rootNode.namedChildCount, 2);
});
