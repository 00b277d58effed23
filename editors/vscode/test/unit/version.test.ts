import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaint, isAtLeast, parseVersion } from '../../src/version.ts';

test('a version is read from what the compiler says', () => {
  assert.deepEqual(parseVersion('fsflowc 0.1.0\n'), [0, 1, 0]);
  assert.deepEqual(parseVersion('fsflowc 12.3.4-beta.1'), [12, 3, 4]);
  assert.equal(parseVersion('ruff 0.1.0'), undefined);
  assert.equal(parseVersion(''), undefined);
});

test('versions are compared as numbers', () => {
  assert.ok(isAtLeast([0, 10, 0], [0, 9, 9]));
  assert.ok(isAtLeast([1, 0, 0], [0, 9, 9]));
  assert.ok(isAtLeast([0, 1, 0], [0, 1, 0]));
  assert.ok(!isAtLeast([0, 0, 9], [0, 1, 0]));
});

test('what is wrong is said with the path and the remedy', () => {
  assert.equal(complaint('/bin/fsflowc', 'fsflowc 0.1.0'), undefined);
  assert.match(complaint('/bin/fsflowc', 'fsflowc 0.0.3') ?? '', /\/bin\/fsflowc is fsflowc 0\.0\.3.*needs 0\.1\.0.*Update/);
  assert.match(complaint('/bin/x', 'GNU something 1.0') ?? '', /not fsflowc.*GNU something/);
});
