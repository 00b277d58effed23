import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCompiler, type Surroundings } from '../../src/finder.ts';

const around = (programs: string[], more: Partial<Surroundings> = {}): Surroundings => ({
  setting: '',
  folders: ['/srv/shop'],
  trusted: true,
  home: '/home/ada',
  path: '/usr/local/bin:/usr/bin',
  platform: 'linux',
  isExecutable: (path) => programs.includes(path),
  ...more,
});

const everywhere = ['/srv/shop/node_modules/.bin/fsflowc', '/srv/shop/.venv/bin/fsflowc', '/usr/bin/fsflowc'];

test('the project comes before PATH, and node_modules before .venv', () => {
  assert.deepEqual(findCompiler(around(everywhere)), { path: everywhere[0], origin: 'node_modules' });
  assert.deepEqual(findCompiler(around(everywhere.slice(1))), { path: everywhere[1], origin: '.venv' });
  assert.deepEqual(findCompiler(around(everywhere.slice(2))), { path: everywhere[2], origin: 'PATH' });
});

test('the setting comes first, absolute, from home or from the folder', () => {
  const found = (setting: string, program: string): unknown => findCompiler(around([...everywhere, program], { setting }));
  assert.deepEqual(found('/opt/fsflowc', '/opt/fsflowc'), { path: '/opt/fsflowc', origin: 'setting' });
  assert.deepEqual(found('~/bin/fsflowc', '/home/ada/bin/fsflowc'), { path: '/home/ada/bin/fsflowc', origin: 'setting' });
  const local = { path: '/srv/shop/tools/fsflowc', origin: 'setting' };
  assert.deepEqual(found('tools/fsflowc', '/srv/shop/tools/fsflowc'), local);
  assert.deepEqual(found('${workspaceFolder}/tools/fsflowc', '/srv/shop/tools/fsflowc'), local);
});

test('a setting that names nothing is told, whatever else is there', () => {
  const missing = findCompiler(around(everywhere, { setting: '/opt/nothing' }));
  assert.ok('message' in missing && missing.message.includes('/opt/nothing'));
});

test('a folder that is not trusted brings no compiler along', () => {
  assert.deepEqual(findCompiler(around(everywhere, { trusted: false })), { path: '/usr/bin/fsflowc', origin: 'PATH' });
});

test('relative folders in PATH are not looked at', () => {
  assert.ok('message' in findCompiler(around(['fsflowc', './fsflowc'], { path: '.:' })));
});

test('without a compiler it says what to do and where it looked', () => {
  const missing = findCompiler(around([]));
  assert.ok('message' in missing);
  assert.match(missing.message, /PATH.*fsflow\.server\.path/);
  assert.deepEqual(missing.looked, [
    '/srv/shop/node_modules/.bin/fsflowc',
    '/srv/shop/.venv/bin/fsflowc',
    '/usr/local/bin/fsflowc',
    '/usr/bin/fsflowc',
  ]);
});
