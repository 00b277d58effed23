// Starts the language server of the compiler and says so when it can't.

import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, type Location, type Position, State } from 'vscode-languageclient/node';
import { type Found, findCompiler } from './finder.ts';
import { Restarts } from './restarts.ts';
import { complaint, parseVersion } from './version.ts';
import { CompiledViews } from './view.ts';

let running: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = new Server();
  running = server;
  context.subscriptions.push(
    server,
    new CompiledViews(
      () => server.compiler,
      (uri) => server.compiledJson(uri),
    ),
    vscode.commands.registerCommand('fsflow.showReferences', (...args: unknown[]) => server.showReferences(args)),
    vscode.commands.registerCommand('fsflow.restartServer', () => server.restart()),
    vscode.commands.registerCommand('fsflow.showLog', () => server.log.show()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('fsflow.server')) void server.restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart()),
  );
  await server.restart();
}

export async function deactivate(): Promise<void> {
  await running?.stop();
}

/** The server as this window has it, with its place in the status bar. */
class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel('fsflow', { log: true });
  compiler: string | undefined;
  private readonly status = vscode.languages.createLanguageStatusItem('fsflow.server', { language: 'fsflow' });
  private readonly restarts = new Restarts();
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();

  /** Stops the server if it runs, looks for the compiler anew, and starts it. */
  restart(): Promise<void> {
    this.restarts.forget();
    this.queue = this.queue.then(() => this.stop()).then(() => this.start());
    return this.queue;
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.needsStop()) await client.stop().catch((error: unknown) => this.log.warn(String(error)));
    await client?.dispose().catch(() => undefined);
  }

  /** The JSON of an open document; nothing when it has errors or the server does not tell. */
  async compiledJson(uri: vscode.Uri): Promise<string | undefined> {
    const client = this.client;
    if (client === undefined || !client.isRunning()) return undefined;
    const params = { command: 'fsflow.compiledJson', arguments: [client.code2ProtocolConverter.asUri(uri)] };
    try {
      const answer = await client.sendRequest<{ json?: string | null } | null>('workspace/executeCommand', params);
      return answer?.json ?? undefined;
    } catch (error) {
      this.log.debug(`no compiled JSON from the server: ${String(error)}`);
      return undefined;
    }
  }

  /** What a code lens of the server runs: a URI, a position and locations, as the protocol has them. */
  async showReferences([uri, position, locations]: unknown[]): Promise<void> {
    const convert = this.client?.protocol2CodeConverter;
    if (convert === undefined) return;
    const places = await convert.asReferences(locations as Location[]);
    const at = convert.asPosition(position as Position);
    await vscode.commands.executeCommand('editor.action.showReferences', convert.asUri(String(uri)), at, places);
  }

  dispose(): void {
    vscode.Disposable.from(this.status, this.log).dispose();
  }

  private async start(): Promise<void> {
    this.compiler = undefined;
    this.say('fsflowc', 'starting', vscode.LanguageStatusSeverity.Information, true);
    const found = findCompiler(surroundings());
    if (!('path' in found)) {
      this.log.error(`${found.message}\nlooked at:\n  ${found.looked.join('\n  ')}`);
      return this.fail('fsflowc not found', found.message);
    }
    const output = await version(found.path);
    const wrong = complaint(found.path, output);
    if (wrong !== undefined) return this.fail('fsflowc can’t be used', wrong);
    this.compiler = found.path;
    const number = parseVersion(output)?.join('.') ?? '';
    this.log.info(`fsflowc ${number} at ${found.path}, from ${found.origin}`);
    const client = this.create(found);
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      const text = newState === State.Running ? `fsflowc ${number}` : 'fsflowc is not running';
      const level = newState === State.Stopped ? 'Warning' : 'Information';
      this.say(text, found.path, vscode.LanguageStatusSeverity[level], newState === State.Starting);
    });
    try {
      await client.start();
    } catch (error) {
      this.fail('fsflowc did not start', `${found.path} lsp did not start: ${String(error)}`);
    }
  }

  private create(found: Found): LanguageClient {
    // On Windows a .cmd file needs the shell.
    const shell = found.path.endsWith('.cmd');
    const command = shell ? `"${found.path}"` : found.path;
    const client = new LanguageClient(
      'fsflow',
      'fsflow',
      { command, args: ['lsp'], options: { shell } },
      {
        documentSelector: [
          { language: 'fsflow', scheme: 'file' },
          { language: 'fsflow', scheme: 'untitled' },
        ],
        outputChannel: this.log,
        errorHandler: {
          error: () => ({ action: ErrorAction.Continue }),
          closed: () => this.closed(),
        },
      },
    );
    // The server sends lenses only to clients that say they know the command behind them.
    client.registerFeature({
      fillClientCapabilities: (capabilities) => {
        capabilities.experimental = { ...capabilities.experimental, commands: { commands: ['fsflow.showReferences'] } };
      },
      initialize: () => undefined,
      getState: () => ({ kind: 'static' }),
      clear: () => undefined,
    });
    return client;
  }

  private closed(): { action: CloseAction; handled?: boolean } {
    if (this.restarts.mayRestart(Date.now())) {
      this.log.warn('the server ended unexpectedly and is started again');
      return { action: CloseAction.Restart, handled: true };
    }
    this.fail('fsflowc keeps crashing', 'The server fsflowc lsp crashed too often and is not started again.');
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private say(text: string, detail: string, severity: vscode.LanguageStatusSeverity, busy = false): void {
    Object.assign(this.status, { text, detail, severity, busy });
    this.status.command = { command: 'fsflow.showLog', title: 'Log' };
  }

  private fail(short: string, message: string): void {
    this.log.error(message);
    this.say(short, message, vscode.LanguageStatusSeverity.Error);
    const settings = 'Open the setting';
    const again = 'Try again';
    void vscode.window.showErrorMessage(message, settings, again).then((answer) => {
      if (answer === again) return this.restart();
      if (answer === settings) return vscode.commands.executeCommand('workbench.action.openSettings', 'fsflow.server.path');
      return undefined;
    });
  }
}

function surroundings(): Parameters<typeof findCompiler>[0] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return {
    setting: vscode.workspace.getConfiguration('fsflow').get('server.path', ''),
    folders: folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath),
    trusted: vscode.workspace.isTrusted,
    home: homedir(),
    path: process.env['PATH'] ?? '',
    platform: process.platform,
    isExecutable,
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What the program says about itself; its complaint when it fails. */
function version(path: string): Promise<string> {
  const shell = path.endsWith('.cmd');
  return new Promise((settle) => {
    execFile(shell ? `"${path}"` : path, ['--version'], { timeout: 5_000, shell }, (error, out) => {
      settle(error === null ? out : error.message);
    });
  });
}
