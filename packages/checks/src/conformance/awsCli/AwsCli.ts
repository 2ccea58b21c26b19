import { strictEqual as equal } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Cleanup } from '../Cleanup';
import { environmentFor } from '../accessTo';

/** Output of the CLI. Its shape is what is checked, so none is assumed. Leaves are text, numbers or booleans. */
export interface Printed {
  readonly [name: string]: Printed;
}

/** A leaf as text. */
export const word = (printed: Printed | undefined): string => String(printed);

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The AWS CLI, unmodified. */
export class AwsCli {
  constructor(
    private readonly python: string,
    private readonly endpoint: string,
    private readonly cleanup: Cleanup,
    /** Its home directory, without configuration. */
    private readonly home: string,
  ) {}

  /** Runs a command until it exits, with any exit code. */
  async run(command: string, ...more: string[]): Promise<Ended> {
    const child = this.cleanup.process(
      spawn(
        this.python,
        ['-W', 'ignore', '-m', 'awscli', ...command.split(' '), ...more],
        {
          env: environmentFor(this.endpoint, this.home),
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      ),
    );
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code, stdout, stderr: stderr.trim() };
  }

  /**
   * The output of a command.
   *
   * @throws Error with its error output, when it fails
   */
  async print(command: string, ...more: string[]): Promise<Printed> {
    const { code, stdout, stderr } = await this.run(command, ...more);
    if (code !== 0)
      throw new Error(`aws ${command} ended with ${code}: ${stderr}`);
    return stdout.trim() ? JSON.parse(stdout) : {};
  }

  /**
   * Asserts that a command fails with this error.
   *
   * @see https://docs.aws.amazon.com/cli/v1/userguide/cli-usage-returncodes.html
   * @param error - `<code>: <message>`
   */
  async refuses(error: string | RegExp, command: string, ...more: string[]) {
    const { code, stderr } = await this.run(command, ...more);
    const [, name, message] =
      /^An error occurred \((\w+)\) when calling the \w+ operation: (.*)$/s.exec(
        stderr,
      ) ?? [];
    const result = name ? `${name}: ${message}` : stderr;
    if (typeof error === 'string') equal(result, error);
    else if (!error.test(result)) throw new Error(result);
    // Version 1 uses 255 for every error of a service; version 2 uses 254.
    equal(code, 255, result);
  }
}

/** Asserts that an object has the fields that AWS documents: all of the first set, and otherwise only fields of the second. */
export function fields(
  printed: Printed | undefined,
  always: string,
  sometimes = '',
): void {
  const names = Object.keys(printed ?? {});
  const required = always.split(' ');
  const missing = required.filter(name => !names.includes(name));
  const strange = names.filter(
    name => ![...required, ...sometimes.split(' ')].includes(name),
  );
  if (missing.length + strange.length > 0) {
    throw new Error(
      `Missing: ${missing.join(', ') || 'nothing'}. Not documented: ${
        strange.join(', ') || 'nothing'
      }.`,
    );
  }
}

/** A list in the output. */
export const list = (printed: unknown): Printed[] =>
  Array.isArray(printed) ? printed : [];
