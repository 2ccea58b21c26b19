import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort';

/** Milliseconds a server may take to accept connections. */
const startTimeout = 30_000;

const find = (patterns: string[]): string | undefined =>
  patterns.flatMap(pattern => globSync(pattern)).find(existsSync);

const postgresBinary = () =>
  find(['/usr/lib/postgresql/*/bin/postgres', '/usr/local/bin/postgres']);

const redisBinary = () =>
  find([
    '/usr/bin/{redis,valkey}-server',
    '/usr/local/bin/{redis,valkey}-server',
  ]);

function required(binary: string | undefined, packages: string): string {
  if (!binary) throw new Error(`Install ${packages}: it was not found.`);
  return binary;
}

/** PostgreSQL refuses to run as root; its packages create a user. */
function postgresUser(): { uid?: number; gid?: number } {
  if (userInfo().uid !== 0) return {};
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

const accepts = (port: number) =>
  new Promise<boolean>(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });

/** A test's database or cache: on a free port of this machine, in a directory that `stop` removes. */
export class PrivateServer {
  private constructor(
    readonly port: number,
    private readonly directory: string,
    private readonly child: ChildProcess,
    private readonly stopSignal: NodeJS.Signals,
  ) {}

  /** Whether PostgreSQL and Redis or Valkey are installed. */
  static areInstalled(): boolean {
    return !!postgresBinary() && !!redisBinary();
  }

  /**
   * PostgreSQL: `{ client: 'pg', connection: { host: '127.0.0.1', port, user: 'postgres' } }`.
   *
   * @throws Error when it is not installed, or does not start
   */
  static async postgres(): Promise<PrivateServer> {
    const binary = required(postgresBinary(), 'postgresql');
    const directory = mkdtempSync(join(tmpdir(), 'streamflix-postgres-'));
    const user = postgresUser();
    if (user.uid !== undefined && user.gid !== undefined) {
      chownSync(directory, user.uid, user.gid);
    }
    const data = join(directory, 'data');
    execFileSync(
      join(dirname(binary), 'initdb'),
      ['--pgdata', data, '--username', 'postgres', '--auth', 'trust'],
      { ...user, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const port = await freePort();
    const settings = { max_connections: 500, fsync: 'off' };
    return PrivateServer.start({
      binary,
      directory,
      port,
      args: [
        ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', directory],
        ...Object.entries(settings).flatMap(each => ['-c', each.join('=')]),
      ],
      user,
      // Does not wait for clients.
      stopSignal: 'SIGINT',
    });
  }

  /** Redis or Valkey: `redis://127.0.0.1:<port>`. @throws Error when it is not installed, or does not start */
  static async redis(): Promise<PrivateServer> {
    const binary = required(redisBinary(), 'redis-server or valkey-server');
    const directory = mkdtempSync(join(tmpdir(), 'streamflix-redis-'));
    const port = await freePort();
    return PrivateServer.start({
      binary,
      directory,
      port,
      args: [
        ...['--port', String(port), '--bind', '127.0.0.1'],
        ...['--save', '', '--appendonly', 'no'],
      ],
      stopSignal: 'SIGTERM',
    });
  }

  private static async start(options: {
    binary: string;
    directory: string;
    port: number;
    args: string[];
    user?: { uid?: number; gid?: number };
    stopSignal: NodeJS.Signals;
  }): Promise<PrivateServer> {
    const { binary, directory, port, args, user, stopSignal } = options;
    const child = spawn(binary, args, {
      ...user,
      cwd: directory,
      stdio: 'ignore',
    });
    const server = new PrivateServer(port, directory, child, stopSignal);
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    const deadline = Date.now() + startTimeout;
    while (!(await accepts(port))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        await server.stop();
        throw new Error(`${binary} did not start.`);
      }
      await sleep(50);
    }
    return server;
  }

  /** Stops it, as in an outage if clients are connected, and removes its data. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill(this.stopSignal);
      await ended;
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Stops it from responding, with its connections open, until `resume`. */
  pause(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }
}
