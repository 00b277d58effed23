// Turns a flow, coloured by the TextMate grammar, or a terminal's screen (`tmux capture-pane -e`), into an HTML page.
//   node page.mjs flow FILE.fsflow > page.html        node page.mjs screen CAPTURE > page.html
import { readFileSync } from 'node:fs';
import { lines, loadGrammar } from '../vscode/test/classes.mjs';

const COLOURS = [
  ['comment.', '#7f8c98'],
  ['constant.character.escape', '#d7ba7d'],
  ['variable.parameter', '#e5c07b'],
  ['variable.language.template', '#e5c07b'],
  ['string.', '#a5d6a7'],
  ['keyword.control', '#c792ea'],
  ['keyword.operator', '#89ddff'],
  ['support.type', '#4ec9b0'],
  ['entity.name.type', '#4ec9b0'],
  ['entity.name.function', '#82aaff'],
  ['variable.other.enummember', '#f78c6c'],
  ['entity.name.label', '#f78c6c'],
  ['variable.other.property', '#9cdcfe'],
  ['constant.', '#ff9cac'],
  ['variable.', '#d19a66'],
];

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const colourOf = (scopes) => COLOURS.find(([prefix]) => scopes.some((scope) => scope.startsWith(prefix)))?.[1];
const span = (style, text) => (style === '' ? escape(text) : `<span style="${style}">${escape(text)}</span>`);

async function flow(path) {
  const grammar = await loadGrammar();
  const out = [];
  for (const { line, tokens } of lines(grammar, readFileSync(path, 'utf8').trimEnd())) {
    const colour = ({ scopes }) => colourOf(scopes);
    const spans = tokens.map((token) =>
      span(colour(token) ? `color:${colour(token)}` : '', line.slice(token.startIndex, token.endIndex)),
    );
    out.push(spans.join(''));
  }
  return out.join('\n');
}

const BASE = ['#1b2229', '#ff6b6b', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#c5cdd9'];
const BRIGHT = ['#5c6773', '#ff8f8f', '#b5e08f', '#f5d79b', '#8cc8ff', '#dfa0f0', '#7fd6e0', '#ffffff'];

function indexed(index) {
  if (index < 16) return (index < 8 ? BASE : BRIGHT)[index % 8];
  if (index >= 232) return `rgb(${Array(3).fill(8 + (index - 232) * 10).join()})`;
  const cube = index - 16;
  const level = (part) => (part === 0 ? 0 : 55 + part * 40);
  return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level).join()})`;
}

function screen(path) {
  let style = {};
  const apply = (codes) => {
    while (codes.length > 0) {
      const code = codes.shift();
      const colour = () => (codes.shift() === 5 ? indexed(codes.shift()) : `rgb(${codes.splice(0, 3).join()})`);
      if (code === 0) style = {};
      else if (code === 1) style['font-weight'] = 'bold';
      else if (code === 3) style['font-style'] = 'italic';
      else if (code === 4) style['text-decoration'] = 'underline wavy #ff6b6b';
      else if (code === 7) Object.assign(style, { background: '#c5cdd9', color: '#1b2229' });
      else if (code === 24) delete style['text-decoration'];
      else if (code === 38) style.color = colour();
      else if (code === 48) style.background = colour();
      else if (code === 39) delete style.color;
      else if (code === 49) delete style.background;
      else if (code >= 30 && code <= 37) style.color = BASE[code - 30];
      else if (code >= 40 && code <= 47) style.background = BASE[code - 40];
      else if (code >= 90 && code <= 97) style.color = BRIGHT[code - 90];
    }
  };
  const parts = readFileSync(path, 'utf8').trimEnd().split(/\x1b\[([\d;:]*)m/);
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return apply(part.split(/[;:]/).map(Number)), '';
      return span(Object.entries(style).map(([key, value]) => `${key}:${value}`).join(';'), part);
    })
    .join('');
}

const [kind, path] = process.argv.slice(2);
const body = kind === 'flow' ? await flow(path) : screen(path);
process.stdout.write(`<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; background: #1b2229; }
  pre { margin: 0; padding: 18px 22px; color: #c5cdd9; font: 15px/1.45 "DejaVu Sans Mono", monospace; }
</style><pre>${body}</pre>`);
