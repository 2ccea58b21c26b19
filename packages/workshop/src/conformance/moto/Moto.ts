import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Belongings } from '../Belongings';
import { startMoto } from '../startServer';
import { startChangeSetProxy } from './startChangeSetProxy';

const script = join(
  dirname(
    createRequire(__filename).resolve('@streamflix/workshop/package.json'),
  ),
  'src/conformance/moto/besides.py',
);

/** A resource of a template; what its properties are is not known here. */
interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
}

/** A stack as moto itself shows it, to another SDK than the engine's. */
export interface MotoStack {
  id: string;
  status: string;
  /** What it went through, oldest first. */
  states: string[];
  tags: Record<string, string>;
  outputs: Record<string, string>;
  /** Those of its template; none of a stack that is gone. */
  resources: Record<string, TemplateResource>;
}

/** What stacks have really made in a region, the account's own defaults left out. */
export interface MotoThings {
  vpcs: string[];
  subnets: number;
  clusters: string[];
  /** Of each stream. */
  shards: Record<string, number>;
}

/** A fresh moto, unmodified, and what is done to it, and asked of it, beside the engine. */
export class Moto {
  private readonly answers: Interface;
  private readonly ended: Promise<unknown>;
  private complaint = '';
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    /** Where the engine finds it: behind `startChangeSetProxy`. */
    readonly url: string,
    private readonly besides: ChildProcessWithoutNullStreams,
  ) {
    this.answers = createInterface({ input: besides.stdout });
    this.ended = once(besides, 'close');
    besides.stdin.on('error', () => {});
    besides.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.complaint = (this.complaint + text).slice(-4_000);
    });
  }

  static async start(belongings: Belongings, python: string): Promise<Moto> {
    const moto = await startMoto(belongings, python);
    const besides = belongings.process(
      spawn(python, ['-W', 'ignore', script], {
        env: { PATH: process.env.PATH, AWS_ENDPOINT_URL: moto },
      }),
    );
    return new Moto(await startChangeSetProxy(moto), besides);
  }

  /** Makes secrets with values of its own. */
  async makeSecrets(region: string, names: readonly string[]): Promise<void> {
    await this.ask(region, 'secrets', names);
  }

  /** Lets API Gateway write logs in a region: a fresh moto is a fresh account. */
  async letApiGatewayLog(region: string): Promise<void> {
    await this.ask(region, 'logs', null);
  }

  /** Those of the resource types that moto's CloudFormation takes, and does not make. */
  unknownOf(types: readonly string[]): Promise<string[]> {
    return this.ask('eu-west-2', 'types', types);
  }

  /** Deletes the route tables of a region. */
  async deleteRouteTables(region: string): Promise<void> {
    await this.ask(region, 'routes', null);
  }

  /**
   * A stack by its name or ARN.
   *
   * @throws Error when there is none
   */
  async stack(region: string, name: string): Promise<MotoStack> {
    const stack = await this.findStack(region, name);
    if (!stack) throw new Error(`moto has no stack ${name} in ${region}.`);
    return stack;
  }

  findStack(region: string, name: string): Promise<MotoStack | null> {
    return this.ask(region, 'stack', name);
  }

  things(region: string): Promise<MotoThings> {
    return this.ask(region, 'things', null);
  }

  /** Makes a stack past the engine, in one call: only of such a stack does moto work out outputs. */
  async createStack(
    region: string,
    stack: { name: string; template: object; tags: Record<string, string> },
  ): Promise<void> {
    await this.ask(region, 'create', stack);
  }

  /** What moto does otherwise than AWS, for a stack that it has; true where it still does. */
  limitsOf(region: string, stack: string): Promise<Record<string, boolean>> {
    return this.ask(region, 'limits', stack);
  }

  /** One after the other: answers come in the order of the questions. */
  private ask<Answer>(
    region: string,
    action: string,
    given: unknown,
  ): Promise<Answer> {
    const answer = this.last.then(async (): Promise<Answer> => {
      const line = once(this.answers, 'line');
      this.besides.stdin.write(`${JSON.stringify([region, action, given])}\n`);
      const broken = this.ended.then((): never => {
        throw new Error(`moto, ${action}: ${this.complaint}`);
      });
      return JSON.parse(String(await Promise.race([line, broken])));
    });
    this.last = answer.catch(() => {});
    return answer;
  }
}
