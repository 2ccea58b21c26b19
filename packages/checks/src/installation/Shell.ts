import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Characters of output that an error message contains. */
const tail = 4_000;

/** Milliseconds a process may take to end after SIGTERM. */
const grace = 15_000;

/** A command in progress, with everything it has started. */
export class Command {
  output = '';
  private readonly child: ChildProcess;

  constructor(
    private readonly text: string,
    directory: string,
    environment: NodeJS.ProcessEnv,
  ) {
    this.child = spawn('bash', ['-e', '-o', 'pipefail', '-c', text], {
      cwd: directory,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: a signal also reaches what the command has started.
      detached: true,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (read: string) => {
        this.output += read;
      });
    }
    const kill = () => this.signal('SIGKILL');
    process.once('exit', kill);
    this.child.once('close', () => process.off('exit', kill));
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Waits until it has ended. @returns its output. @throws Error with the end of its output, when it has failed */
  async end(): Promise<string> {
    if (this.isRunning) await once(this.child, 'close');
    if (this.child.exitCode !== 0) throw this.error('failed');
    return this.output;
  }

  /** Waits until it is ready. @throws Error with the end of its output, when it has ended, or the time is over */
  async ready(
    isReady: () => Promise<boolean> | boolean,
    seconds: number,
  ): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!(await isReady())) {
      if (!this.isRunning) throw this.error('ended');
      if (Date.now() > deadline) {
        throw this.error(`was not ready within ${seconds} s`);
      }
      await sleep(200);
    }
  }

  async stop(): Promise<void> {
    if (!this.isRunning) return;
    const ended = once(this.child, 'close');
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), grace);
    await ended;
    clearTimeout(timer);
  }

  private signal(name: NodeJS.Signals): void {
    if (this.isRunning && this.child.pid) process.kill(-this.child.pid, name);
  }

  private error(what: string): Error {
    return new Error(`${this.text}\n${what}:\n${this.output.slice(-tail)}`);
  }
}

/** This process's variables without those of the npx or Yarn that runs it, which an npx that it starts would take as its own options. */
const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)),
  );

/** Runs commands with the same environment, and stops at the end what still runs. */
export class Shell {
  private readonly started: Command[] = [];

  /** @param environment - variables in addition to those of this process */
  constructor(private readonly environment: Record<string, string>) {}

  /** Starts a command that runs until it is stopped. */
  start(
    directory: string,
    text: string,
    environment: Record<string, string> = {},
  ): Command {
    const command = new Command(text, directory, {
      ...ownEnvironment(),
      ...this.environment,
      ...environment,
    });
    this.started.push(command);
    return command;
  }

  /** Runs a command to its end. @returns its output. @throws Error with the end of its output, when it fails */
  run(
    directory: string,
    text: string,
    environment?: Record<string, string>,
  ): Promise<string> {
    return this.start(directory, text, environment).end();
  }

  async stop(): Promise<void> {
    await Promise.all(this.started.map(command => command.stop()));
  }
}
