import { strictEqual as equal } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Belongings } from '../Belongings';
import { environmentFor } from '../accessTo';

/** Something the CLI printed: shapes are what is judged here, so none is assumed. Leaves are text, numbers or truth. */
export interface Printed {
  readonly [name: string]: Printed;
}

/** A leaf as it is written. */
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
    private readonly belongings: Belongings,
    /** Its home: there is no configuration in it. */
    private readonly home: string,
  ) {}

  /** Runs a command to its end, whatever that is. */
  async run(command: string, ...more: string[]): Promise<Ended> {
    const child = this.belongings.process(
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
   * What a command prints.
   *
   * @throws Error with what it complained of, when it fails
   */
  async print(command: string, ...more: string[]): Promise<Printed> {
    const { code, stdout, stderr } = await this.run(command, ...more);
    if (code !== 0)
      throw new Error(`aws ${command} ended with ${code}: ${stderr}`);
    return stdout.trim() ? JSON.parse(stdout) : {};
  }

  /**
   * Asserts that a command fails in these words.
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
    const told = name ? `${name}: ${message}` : stderr;
    if (typeof error === 'string') equal(told, error);
    else if (!error.test(told)) throw new Error(told);
    // Version 1 knows 255 for every error of a service; version 2 says 254.
    equal(code, 255, told);
  }
}

/** Asserts that something printed has the fields that AWS documents: all of the first, and of others only the second. */
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

/** A list in something printed. */
export const list = (printed: unknown): Printed[] =>
  Array.isArray(printed) ? printed : [];
