// What `fsflowc --version` says, and whether that is new enough.

/** The oldest compiler that has the language server. */
export const OLDEST: Version = [0, 1, 0];

/** Major, minor, patch. */
export type Version = readonly [number, number, number];

/** The version in the output of `fsflowc --version`; nothing when it is another program's. */
export function parseVersion(output: string): Version | undefined {
  const found = /^fsflowc (\d+)\.(\d+)\.(\d+)/.exec(output.trim());
  if (found === null) return undefined;
  return [Number(found[1]), Number(found[2]), Number(found[3])];
}

/** Whether `version` is `oldest` or newer. */
export function isAtLeast(version: Version, oldest: Version): boolean {
  for (const index of [0, 1, 2] as const) {
    if (version[index] !== oldest[index]) return version[index] > oldest[index];
  }
  return true;
}

/** What is wrong with a compiler that says this about itself; nothing when it will do. */
export function complaint(path: string, output: string): string | undefined {
  const version = parseVersion(output);
  if (version === undefined) return `${path} is not fsflowc: it calls itself "${output.trim().slice(0, 60)}"`;
  if (isAtLeast(version, OLDEST)) return undefined;
  return `${path} is fsflowc ${version.join('.')}; this extension needs ${OLDEST.join('.')} or newer. Update the compiler.`;
}
