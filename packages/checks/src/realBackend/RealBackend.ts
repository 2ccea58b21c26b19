import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { freePort } from './freePort';
import { isAuditEvent, type AuditEvent, type LogEntry } from './LogEntry';
import { ScaffolderApi, type Task, type TaskEnd } from './ScaffolderApi';
import {
  root,
  writeConfigFiles,
  type RealBackendOptions,
} from './writeConfigFiles';

/** Milliseconds the example backend may take to start on a busy machine. */
const startTimeout = 300_000;

/**
 * The example backend of this repository, unchanged, in its own process that can be killed and restarted: the example's users and
 * policy, real Backstage tokens, the templates of the repository, task recovery on, NODE_ENV=production.
 *
 * Only the memory of a killed process is lost: the database is in a directory that `dispose` removes, or where `database` defines
 * it.
 */
export class RealBackend {
  readonly url: string;
  readonly #directory: string;
  readonly #output: string[] = [];
  readonly #disposed = new AbortController();
  readonly #guest: ScaffolderApi;
  readonly #flags: readonly string[];
  readonly #configFiles: readonly string[];
  #process?: ChildProcess;
  #isReadyNow = false;

  private constructor(port: number, options: RealBackendOptions) {
    this.url = `http://127.0.0.1:${port}`;
    this.#guest = this.as('guest');
    this.#directory = mkdtempSync(join(tmpdir(), 'streamflix-backend-'));
    this.#flags = options.flags ?? [];
    this.#configFiles = writeConfigFiles(this.#directory, port, options);
  }

  /** Creates and starts a backend. */
  static async start(options: RealBackendOptions): Promise<RealBackend> {
    const backend = new RealBackend(
      options.port ?? (await freePort()),
      options,
    );
    try {
      await backend.start();
    } catch (error) {
      await backend.dispose();
      throw error;
    }
    return backend;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @throws Error with the end of its output when it does not start
   */
  async start(): Promise<void> {
    if (this.isRunning) throw new Error('The backend is running already.');
    const child = spawn(
      process.execPath,
      [
        '--import',
        // Resolved from here, because it is not a dependency of the backend.
        require.resolve('tsx'),
        '--import',
        pathToFileURL(require.resolve('./testSignIn')).href,
        ...this.#flags,
        'src/index.ts',
        ...this.#configFiles.flatMap(file => ['--config', file]),
      ],
      {
        // The example's templates and users are relative to it.
        cwd: join(root, 'packages/backend'),
        env: {
          ...process.env,
          // Shutdown and logging differ in development.
          NODE_ENV: 'production',
          // The test runner's options must not apply to the backend.
          NODE_OPTIONS: '',
          LOG_LEVEL: 'info',
        },
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      },
    );
    this.#process = child;
    // It is killed when this process exits.
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) throw new Error('The backend was started without output.');
      stream.setEncoding('utf8');
      stream.on('data', text => this.#output.push(text));
    }
    const deadline = Date.now() + startTimeout;
    while (!(await this.#isReady())) {
      if (!this.isRunning || Date.now() > deadline) {
        await this.kill();
        throw new Error(
          `The backend did not start. The end of its output:\n${this.output.slice(
            -2000,
          )}`,
        );
      }
      await sleep(100);
    }
    this.#isReadyNow = true;
  }

  /** Whether it runs and has reported that it is ready. */
  get isReady(): boolean {
    return this.isRunning && this.#isReadyNow;
  }

  async #isReady(): Promise<boolean> {
    try {
      const path = '/.backstage/health/v1/readiness';
      return (await fetch(this.url + path)).ok;
    } catch {
      return false;
    }
  }

  get isRunning(): boolean {
    const child = this.#process;
    return !!child && child.exitCode === null && child.signalCode === null;
  }

  /** A pipe to file descriptor 3 of the process, for modules that `flags` loads. */
  get pipe(): Duplex {
    const pipe = this.#process?.stdio[3];
    if (!(pipe instanceof Duplex)) {
      throw new Error('The backend is not running.');
    }
    return pipe;
  }

  /** Its output since its first start. */
  get output(): string {
    return this.#output.join('');
  }

  /** Its log entries since its first start. */
  get log(): LogEntry[] {
    return this.output
      .split('\n')
      .filter(line => line.startsWith('{') && line.endsWith('}'))
      .map(line => JSON.parse(line));
  }

  /** The audit events in its log since its first start, such as those with `plugin: 'streamflix'`. */
  get auditEvents(): AuditEvent[] {
    return this.log.filter(isAuditEvent);
  }

  /** `kill -9`: the process cannot react. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Stops it with SIGTERM, as an orchestrator does. @returns seconds until it exited */
  async terminate(): Promise<number> {
    const started = performance.now();
    await this.#end('SIGTERM');
    return (performance.now() - started) / 1000;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child || !this.isRunning) return;
    this.#isReadyNow = false;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Kills and restarts it. */
  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** Kills it and removes its files. Pending waits for tasks fail. */
  async dispose(): Promise<void> {
    this.#disposed.abort(new Error('The backend has been disposed of.'));
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /**
   * Removes the credentials of a task, as after an expired sign-in; the backend must not be running, and its database must be
   * SQLite.
   */
  forgetCredentials(id: string): void {
    if (this.isRunning) throw new Error('The backend is running.');
    const database = new DatabaseSync(
      join(this.#directory, 'scaffolder.sqlite'),
    );
    const { changes } = database
      .prepare('update tasks set secrets = null where id = ?')
      .run(id);
    database.close();
    if (changes !== 1) throw new Error(`There is no task ${id}.`);
  }

  /**
   * The backend as one user sees it, signed in with a real Backstage token.
   *
   * @param user - of the example's catalog: `ada` and `grace` (group video), `alan` (group content), `guest` (platform and video)
   */
  as(user: string): ScaffolderApi {
    return new ScaffolderApi(this.url, user, this.#disposed.signal);
  }

  /** Starts a task as the guest; this and the methods below are those of `ScaffolderApi`. */
  createTask(template: string, values: object): Promise<string> {
    return this.#guest.createTask(template, values);
  }

  cancelTask(id: string): Promise<void> {
    return this.#guest.cancelTask(id);
  }

  retryTask(id: string): Promise<void> {
    return this.#guest.retryTask(id);
  }

  task(id: string): Promise<Task> {
    return this.#guest.task(id);
  }

  taskStatuses(): Promise<Map<string, string>> {
    return this.#guest.taskStatuses();
  }

  waitForLine(id: string, line: RegExp, signal?: AbortSignal): Promise<void> {
    return this.#guest.waitForLine(id, line, signal);
  }

  waitForTask(id: string): Promise<TaskEnd> {
    return this.#guest.waitForTask(id);
  }

  /** The response for a path, requested by the guest, such as `/api/notifications`. */
  get(path: string): Promise<unknown> {
    return this.#guest.request(path);
  }
}
