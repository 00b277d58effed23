// Reads a JSON list of texts and answers, for each, which bytes are a comment, string, keyword, type, id or outcome to the
// TextMate grammar, read by the engine of Visual Studio Code. Used by tests/it/editors/textmate.rs and by the pictures.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const oniguruma = require('vscode-oniguruma');
const textmate = require('vscode-textmate');
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** From the scopes of a token to its class, the first that fits. */
const CLASSES = [
  ['comment.', 'comment'],
  ['entity.name.function.node.', 'id'],
  ['variable.other.enummember.outcome.', 'outcome'],
  ['entity.name.type.', 'type'],
  ['string.quoted.', 'string'],
  ['keyword.control.', 'keyword'],
];

export async function loadGrammar() {
  await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => {
      const path = here('../syntaxes/fsflow.tmLanguage.json');
      return textmate.parseRawGrammar(readFileSync(path, 'utf8'), path);
    },
  });
  return registry.loadGrammar('source.fsflow');
}

/** The tokens of a text, with the offset in bytes at which each line begins. */
export function* lines(grammar, text) {
  let stack = textmate.INITIAL;
  let offset = 0;
  for (const line of text.split('\n')) {
    const shown = line.replace(/\r$/, '');
    const { tokens, ruleStack } = grammar.tokenizeLine(shown, stack);
    stack = ruleStack;
    yield { line: shown, tokens, offset };
    offset += Buffer.byteLength(line) + 1;
  }
}

export function classOf(scopes) {
  return CLASSES.find(([prefix]) => scopes.some((scope) => scope.startsWith(prefix)))?.[1];
}

function classes(grammar, text) {
  const found = [];
  for (const { line, tokens, offset } of lines(grammar, text)) {
    for (const { startIndex, endIndex, scopes } of tokens) {
      const name = classOf(scopes);
      const end = Math.min(endIndex, line.length);
      if (name && startIndex < end) {
        const at = (index) => offset + Buffer.byteLength(line.slice(0, index));
        found.push([at(startIndex), at(end), name]);
      }
    }
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const grammar = await loadGrammar();
  const texts = JSON.parse(readFileSync(0, 'utf8'));
  process.stdout.write(JSON.stringify(texts.map((text) => classes(grammar, text))));
}
