import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScaffolderApi, type Task, type TaskEnd } from './ScaffolderApi';

const root = resolve(
  dirname(require.resolve('@streamflix/local-aws/package.json')),
  '../..',
);

/** The example backend takes so many milliseconds to start on a machine that has other things to do, or it never will. */
const patience = 300_000;

export interface RealBackendOptions {
  /** Where AWS is imitated; it must outlive the backend, so run it in another process than the backend's. */
  endpoint: string;
  /** Port to listen on; any free one when missing, the same in every life. */
  port?: number;
  /** Seconds without a heartbeat after which a task counts as orphaned; 2 when missing. Backstage looks every 10 s. */
  staleSeconds?: number;
  /** Further configuration, over the example's and over what is said here. */
  config?: object;
  /** Flags of Node.js besides, such as a module to be loaded first. */
  flags?: readonly string[];
}

/**
 * The example backend of this repository as it is, in a process of its own that may be killed and started again: real
 * sign-in as the guest, SQLite in files, the templates of the repository, task recovery on.
 *
 * Nothing of a life is lost with it but what a killed process loses: the database lies in a directory that `dispose` removes.
 */
export class RealBackend {
  readonly url: string;
  readonly #directory: string;
  readonly #output: string[] = [];
  readonly #api: ScaffolderApi;
  readonly #flags: readonly string[];
  #process?: ChildProcess;

  private constructor(port: number, options: RealBackendOptions) {
    this.url = `http://127.0.0.1:${port}`;
    this.#api = new ScaffolderApi(this.url);
    this.#directory = mkdtempSync(join(tmpdir(), 'streamflix-backend-'));
    const { endpoint, staleSeconds = 2, flags = [] } = options;
    this.#flags = flags;
    const configs = [
      {
        app: { baseUrl: this.url },
        backend: {
          baseUrl: this.url,
          listen: { host: '127.0.0.1', port },
          database: {
            client: 'better-sqlite3',
            connection: { directory: this.#directory },
          },
        },
        scaffolder: {
          taskRecovery: {
            enabled: true,
            staleTimeout: { seconds: staleSeconds },
          },
        },
        streamflix: { aws: { endpoint } },
      },
      options.config ?? {},
    ];
    configs.forEach((config, i) =>
      // YAML takes JSON.
      writeFileSync(this.#configFile(i), JSON.stringify(config)),
    );
  }

  #configFile(i: number): string {
    return join(this.#directory, `config-${i}.yaml`);
  }

  /** Makes one and starts it. */
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
   * Starts it, and waits until it answers.
   *
   * @throws Error with the end of what it wrote when it does not start
   */
  async start(): Promise<void> {
    if (this.isRunning) throw new Error('The backend is running already.');
    const configs = [
      join(root, 'app-config.yaml'),
      this.#configFile(0),
      this.#configFile(1),
    ];
    const child = spawn(
      process.execPath,
      [
        '--import',
        // From here: the backend has no use for it.
        require.resolve('tsx'),
        ...this.#flags,
        'src/index.ts',
        ...configs.flatMap(file => ['--config', file]),
      ],
      {
        // The example's templates and people are relative to it.
        cwd: join(root, 'packages/backend'),
        // The guest signs in nowhere else, and what runs the tests has settings of its own.
        env: {
          ...process.env,
          NODE_ENV: 'development',
          NODE_OPTIONS: '',
          LOG_LEVEL: 'info',
        },
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      },
    );
    this.#process = child;
    // Whoever tries it ends it, also when they end early.
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) throw new Error('It was started without its output.');
      stream.setEncoding('utf8');
      stream.on('data', text => this.#output.push(text));
    }
    const deadline = Date.now() + patience;
    while (!(await this.#isReady())) {
      if (!this.isRunning || Date.now() > deadline) {
        await this.kill();
        throw new Error(
          `The backend did not start. It wrote last:\n${this.output.slice(
            -2000,
          )}`,
        );
      }
      await sleep(100);
    }
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

  /** A pipe to file descriptor 3 of the process, for what `flags` loads into it. */
  get pipe(): Duplex {
    const pipe = this.#process?.stdio[3];
    if (!(pipe instanceof Duplex)) throw new Error('The backend is dead.');
    return pipe;
  }

  /** Everything it wrote in all its lives. */
  get output(): string {
    return this.#output.join('');
  }

  /** `kill -9`: it hears nothing of it. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Shuts it down as an orderly operator would, with SIGTERM, and waits until it has ended. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child || !this.isRunning) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Kills it and starts it again on what it left. */
  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** Kills it and removes what it left. Calls that still wait for a task reject. */
  async dispose(): Promise<void> {
    this.#api.close();
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /**
   * Begins to run a template of the example's catalog as the guest.
   *
   * @param template - its name, such as `create-streamflix-environment`; waited for while the catalog has yet to read it
   * @returns the task's id
   */
  createTask(template: string, values: object): Promise<string> {
    return this.#api.create(template, values);
  }

  /** Cancels a task; it may end much later, see `waitForTask`. */
  cancelTask(id: string): Promise<void> {
    return this.#api.cancel(id);
  }

  /** Takes the credentials of a task away, as the end of a sign-in does; the backend must not be running. */
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

  /** Runs a task that has ended badly again. */
  retryTask(id: string): Promise<void> {
    return this.#api.retry(id);
  }

  /** How a task is now. */
  task(id: string): Promise<Task> {
    return this.#api.read(id);
  }

  /** How the latest thousand tasks are, by id; takes little of the backend's time. */
  taskStatuses(): Promise<Map<string, string>> {
    return this.#api.statuses();
  }

  /** Waits until a line of the task's log is like this, or the signal is aborted, which rejects. */
  waitForLine(id: string, line: RegExp, signal?: AbortSignal): Promise<void> {
    return this.#api.waitForLine(id, line, signal);
  }

  /**
   * Waits for a task's end: lines of all lives of the backend are in its log. That it has lost its credentials is no end while it may
   * be run again for that.
   */
  waitForTask(id: string): Promise<TaskEnd> {
    return this.#api.waitForEnd(id);
  }

  /** What a path of the backend answers the guest, such as `/api/notifications`. */
  get(path: string): Promise<unknown> {
    return this.#api.request(path);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
