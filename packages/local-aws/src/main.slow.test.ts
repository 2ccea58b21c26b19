import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startLocalAws } from './server/startLocalAws';

const tsx = pathToFileURL(require.resolve('tsx')).href;

// Each test starts processes.
jest.setTimeout(60_000);

/** The command as a user starts it, in its own process. */
describe('the command local-aws', () => {
  const processes: ChildProcess[] = [];
  afterEach(() => {
    processes.splice(0).forEach(each => each.kill('SIGKILL'));
  });

  function start(...args: string[]) {
    const child = spawn(
      process.execPath,
      // Without tsx's intermediate process: killing that would leave the command running.
      ['--import', tsx, resolve(__dirname, 'main.ts'), ...args],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    processes.push(child);
    const output = { out: '', err: '' };
    child.stdout.on('data', chunk => {
      output.out += chunk;
    });
    child.stderr.on('data', chunk => {
      output.err += chunk;
    });
    return { child, output };
  }

  async function ready({ child, output }: ReturnType<typeof start>) {
    while (!output.out.includes('\n')) {
      if (child.exitCode !== null) throw new Error(output.err);
      await new Promise(done => setTimeout(done, 50));
    }
    return /http:\/\/127\.0\.0\.1:\d+/.exec(output.out)?.[0] ?? '';
  }

  const ended = async ({ child }: ReturnType<typeof start>) => {
    if (child.exitCode === null && child.signalCode === null) {
      await once(child, 'exit');
    }
    return child.exitCode;
  };

  const isHeard = (url: string) =>
    fetch(`${url}/_local-aws/health`).then(
      () => true,
      () => false,
    );

  it('refuses limits that are not numbers by type', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'limits-'));
    const file = join(directory, 'limits.json');
    await writeFile(file, '{"AWS::EC2::VPC": "many"}');
    const command = start('--port', '0', '--limits', file);
    expect(await ended(command)).toBe(1);
    expect(command.output.err).toContain('must hold a JSON object of numbers');
    await rm(directory, { recursive: true });
  });

  it('prints its address in one line, and stops on SIGTERM', async () => {
    const command = start('--port', '0', '--speed', '120');
    const url = await ready(command);
    expect(command.output.out).toBe(
      `Local AWS answers at ${url}, 120 times as fast as AWS; every region has the secrets streamflix/database, streamflix/database-replica, streamflix/api-keys.\n`,
    );
    const health = await fetch(`${url}/_local-aws/health`);
    expect(await health.json()).toMatchObject({ speed: 120, stacks: 0 });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends at once on %s',
    async signal => {
      const command = start('--port', '0');
      const url = await ready(command);
      expect(await isHeard(url)).toBe(true);
      const before = Date.now();
      command.child.kill(signal);
      expect(await ended(command)).toBe(0);
      expect(Date.now() - before).toBeLessThan(2_000);
      expect(await isHeard(url)).toBe(false);
    },
    30_000,
  );

  it('ends when its parent process has ended', async () => {
    const parent = spawn(process.execPath, [
      '-e',
      'setInterval(() => {}, 1e6)',
    ]);
    processes.push(parent);
    const command = start('--port', '0', '--parent', String(parent.pid));
    const url = await ready(command);
    parent.kill('SIGKILL');
    await ended(command);
    expect(await isHeard(url)).toBe(false);
  });

  it('reports a port in use', async () => {
    const first = await startLocalAws();
    const { port } = new URL(first.url);
    const command = start('--port', port);
    expect(await ended(command)).toBe(1);
    expect(command.output.err).toBe(
      `Port ${port} on 127.0.0.1 is already in use. End the program that uses it, or choose another with --port.\n`,
    );
    await first.stop();
  });

  it('starts with the faults of a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-aws-'));
    const file = join(folder, 'faults.yaml');
    await writeFile(file, 'faults:\n  - kind: throttle\n    id: first\n');
    const command = start('--port', '0', '--faults', file);
    const url = await ready(command);
    expect(command.output.out).toMatch(/ Faults on purpose: 1\.\n$/);
    const faults = await fetch(`${url}/_local-aws/faults`);
    expect(await faults.json()).toMatchObject({
      faults: [{ id: 'first', kind: 'throttle', strikes: 0 }],
    });
    await writeFile(file, 'faults:\n  - kind: throttel\n');
    const refused = start('--port', '0', '--faults', file);
    expect(await ended(refused)).toBe(1);
    expect(refused.output.err).toContain(
      `${file}:2: faults[0].kind: must be one of `,
    );
    await rm(folder, { recursive: true });
  });

  it.each([
    [['--speed', 'fast'], 'It must be a number above 0.'],
    [['--port', '70000'], 'It must be a whole number from 0 to 65535.'],
    [['--parent', 'x'], 'It must be the id of a process.'],
  ])(
    'refuses %j',
    async (args, message) => {
      const command = start(...args);
      expect(await ended(command)).toBe(1);
      expect(command.output.err).toContain(message);
    },
    30_000,
  );
});
