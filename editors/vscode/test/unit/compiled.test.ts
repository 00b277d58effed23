import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { compile, explain } from '../../src/compiled.ts';

const compiler =
  process.env['FSFLOWC'] ?? fileURLToPath(new URL('../../../../target/debug/fsflowc', import.meta.url));
const skip = existsSync(compiler) ? false : 'SKIPPED: fsflowc is not built (cargo build)';

test('what is wrong becomes comments', () => {
  assert.equal(explain('error: x\n\n  | y\n'), '// The flow does not compile:\n//\n// error: x\n//\n//   | y\n');
});

test('a text that is not saved is compiled by the real compiler', { skip }, async () => {
  const compiled = await compile(compiler, 'start -> end\nend\n', tmpdir(), '');
  assert.ok(compiled.ok, compiled.text);
  assert.equal(JSON.parse(compiled.text)[0].outcome, 'end');
});

test('a flow that is wrong is explained', { skip }, async () => {
  const compiled = await compile(compiler, 'start -> nowhere\nend\n', tmpdir(), '');
  assert.ok(!compiled.ok);
  assert.match(compiled.text, /^\/\/ The flow does not compile:[^]*unknown-target/);
});

test('a compiler that is not there is explained', async () => {
  const compiled = await compile('/nowhere/fsflowc', '', tmpdir(), '');
  assert.match(compiled.text, /ENOENT/);
});
