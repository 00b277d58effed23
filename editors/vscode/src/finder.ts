// Where the compiler is: the setting, then the project, then PATH. Knows nothing of the editor.

import { delimiter, isAbsolute, join, resolve } from 'node:path';

/** Where a compiler was found. */
export interface Found {
  path: string;
  origin: 'setting' | 'node_modules' | '.venv' | 'PATH';
}

/** What to say when there is none. */
export interface Missing {
  message: string;
  /** The places that were looked at, for the log. */
  looked: string[];
}

/** What the search needs to know. */
export interface Surroundings {
  /** The setting `fsflow.server.path`; empty when it is not set. */
  setting: string;
  /** The folders of the workspace. */
  folders: string[];
  /** Whether the user trusts them: programs from other folders are never run. */
  trusted: boolean;
  home: string;
  /** The environment variable PATH. */
  path: string;
  platform: NodeJS.Platform;
  isExecutable(path: string): boolean;
}

/** Finds the compiler. A setting that names no program is a mistake to be told, not a reason to look elsewhere. */
export function findCompiler(around: Surroundings): Found | Missing {
  const names = around.platform === 'win32' ? ['fsflowc.exe', 'fsflowc.cmd'] : ['fsflowc'];
  const looked: string[] = [];
  const first = (folders: string[]): string | undefined => {
    const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
    looked.push(...candidates);
    return candidates.find((candidate) => around.isExecutable(candidate));
  };

  if (around.setting.trim() !== '') {
    const candidates = expand(around.setting.trim(), around);
    const path = candidates.find((candidate) => around.isExecutable(candidate));
    if (path !== undefined) return { path, origin: 'setting' };
    return {
      message: `The setting fsflow.server.path names no program: ${around.setting}`,
      looked: candidates,
    };
  }
  if (around.trusted) {
    const local = first(around.folders.map((folder) => join(folder, 'node_modules', '.bin')));
    if (local !== undefined) return { path: local, origin: 'node_modules' };
    const bin = around.platform === 'win32' ? 'Scripts' : 'bin';
    const venv = first(around.folders.map((folder) => join(folder, '.venv', bin)));
    if (venv !== undefined) return { path: venv, origin: '.venv' };
  }
  const separator = around.platform === 'win32' ? ';' : delimiter;
  const anywhere = first(around.path.split(separator).filter((folder) => isAbsolute(folder)));
  if (anywhere !== undefined) return { path: anywhere, origin: 'PATH' };
  return {
    message:
      'The compiler fsflowc was not found. Install it so that it is in PATH, add it to the project, or name it in the setting fsflow.server.path.',
    looked,
  };
}

function expand(setting: string, around: Surroundings): string[] {
  const path = setting.startsWith('~/') ? join(around.home, setting.slice(2)) : setting;
  const inFolder = (folder: string): string => resolve(folder, path.replaceAll('${workspaceFolder}', folder));
  return isAbsolute(path) ? [path] : around.folders.map(inFolder);
}
