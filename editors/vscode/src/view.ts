// "Show compiled JSON": a read-only side view that follows the document.

import { basename, dirname, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { compile } from './compiled.ts';

const SCHEME = 'fsflow-json';
const DELAY = 150;

/** Gives the text of the views and tells when it has changed. */
export class CompiledViews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly parts: vscode.Disposable[];
  readonly onDidChange = this.changed.event;

  /** `ask` gets the JSON from the running server; nothing when it has none to give. */
  constructor(
    private readonly compiler: () => string | undefined,
    private readonly ask: (uri: vscode.Uri) => Promise<string | undefined>,
  ) {
    this.parts = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      // An import may have changed as well, so that every view follows.
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'fsflow') this.refresh();
      }),
      vscode.commands.registerCommand('fsflow.showCompiledJson', () => this.show()),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const compiler = this.compiler();
    if (compiler === undefined) return '// The compiler fsflowc was not found.\n';
    const source = vscode.Uri.parse(uri.query, true);
    const document = await vscode.workspace.openTextDocument(source);
    const values = params(source);
    // Values of parameters are known to the command line only, and it explains what is wrong.
    const json = values === '' ? await this.ask(source) : undefined;
    if (json !== undefined) return json;
    const compiled = await compile(compiler, document.getText(), dirname(source.fsPath), values);
    return compiled.text;
  }

  private async show(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'fsflow' || document.uri.scheme !== 'file') {
      void vscode.window.showInformationMessage('Open a saved .fsflow file first.');
      return;
    }
    const name = basename(document.uri.path, '.fsflow') + '.json';
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}`, query: document.uri.toString() });
    const view = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(view, 'jsonc');
    const column = vscode.ViewColumn.Beside;
    await vscode.window.showTextDocument(view, { viewColumn: column, preserveFocus: true, preview: true });
  }

  private refresh(): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme !== SCHEME) continue;
      const key = uri.toString();
      clearTimeout(this.timers.get(key));
      this.timers.set(key, setTimeout(() => this.changed.fire(uri), DELAY));
    }
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.parts, this.changed).dispose();
  }
}

function params(source: vscode.Uri): string {
  const path = vscode.workspace.getConfiguration('fsflow', source).get('compiledJson.params', '');
  const folder = vscode.workspace.getWorkspaceFolder(source)?.uri.fsPath;
  return path === '' || isAbsolute(path) || folder === undefined ? path : join(folder, path);
}
