// The compiled JSON of a document as a command line gives it, without the editor.

import { execFile } from 'node:child_process';

/** What the side view shows. */
export interface Compiled {
  text: string;
  ok: boolean;
}

/** Compiles `text` as if it stood in `folder`; `params` is a JSON file with values, or empty. */
export function compile(compiler: string, text: string, folder: string, params: string): Promise<Compiled> {
  const args = ['build', '-', '--color', 'never', ...(params === '' ? [] : ['--params', params])];
  return new Promise((settle) => {
    const child = execFile(compiler, args, { cwd: folder, timeout: 10_000, maxBuffer: 64 << 20 }, (error, out, err) => {
      settle(error === null ? { text: out, ok: true } : { text: explain(err || error.message), ok: false });
    });
    // A compiler that ends before it has read everything is no fault of ours.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(text);
  });
}

/** What the compiler says, as comments, so that the view stays JSON with comments. */
export function explain(output: string): string {
  const lines = output.trimEnd().split('\n');
  return ['The flow does not compile:', '', ...lines].map((line) => `// ${line}`.trimEnd()).join('\n') + '\n';
}
