import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Restarts } from '../../src/restarts.ts';

test('a server that crashes is started four times, then no more', () => {
  const restarts = new Restarts();
  assert.deepEqual([0, 1, 2, 3, 4].map((second) => restarts.mayRestart(second * 1000)), [true, true, true, true, false]);
});

test('crashes that lie far apart do not count together', () => {
  const restarts = new Restarts(1, 1000);
  assert.deepEqual([0, 2000, 4000].map((at) => restarts.mayRestart(at)), [true, true, true]);
});

test('a start that the user asked for begins anew', () => {
  const restarts = new Restarts(1, 1000);
  restarts.mayRestart(0);
  restarts.forget();
  assert.ok(restarts.mayRestart(1));
});
