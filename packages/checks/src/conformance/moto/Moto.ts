import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Cleanup } from '../Cleanup';
import { startMoto } from '../startServer';
import { startChangeSetProxy } from './startChangeSetProxy';

const script = join(
  dirname(createRequire(__filename).resolve('@streamflix/checks/package.json')),
  'src/conformance/moto/motoRequests.py',
);

/** A resource in a template; its properties are not typed here. */
interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
}

/** A stack as moto reports it, through another SDK than the engine's. */
export interface MotoStack {
  id: string;
  status: string;
  /** Its statuses, oldest first. */
  states: string[];
  tags: Record<string, string>;
  outputs: Record<string, string>;
  /** The resources of its template; empty for a deleted stack. */
  resources: Record<string, TemplateResource>;
}

/** The resources that stacks have really created in a region, without the account's defaults. */
export interface MotoThings {
  vpcs: string[];
  subnets: number;
  clusters: string[];
  /** Number of shards by stream. */
  shards: Record<string, number>;
}

/** A new, unmodified moto, with requests to it that bypass the engine. */
export class Moto {
  private readonly answers: Interface;
  private readonly ended: Promise<unknown>;
  private complaint = '';
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    /** The engine's endpoint: `startChangeSetProxy`. */
    readonly url: string,
    private readonly helper: ChildProcessWithoutNullStreams,
  ) {
    this.answers = createInterface({ input: helper.stdout });
    this.ended = once(helper, 'close');
    helper.stdin.on('error', () => {});
    helper.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.complaint = (this.complaint + text).slice(-4_000);
    });
  }

  static async start(cleanup: Cleanup, python: string): Promise<Moto> {
    const moto = await startMoto(cleanup, python);
    const helper = cleanup.process(
      spawn(python, ['-W', 'ignore', script], {
        env: { PATH: process.env.PATH, AWS_ENDPOINT_URL: moto },
      }),
    );
    return new Moto(await startChangeSetProxy(moto), helper);
  }

  /** Creates secrets with the harness's own values. */
  async makeSecrets(region: string, names: readonly string[]): Promise<void> {
    await this.ask(region, 'secrets', names);
  }

  /** Allows API Gateway to write logs in a region: a new moto is like a new account. */
  async letApiGatewayLog(region: string): Promise<void> {
    await this.ask(region, 'logs', null);
  }

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

  /** Creates a stack in one call, without the engine: moto evaluates outputs only of such a stack. */
  async createStack(
    region: string,
    stack: { name: string; template: object; tags: Record<string, string> },
  ): Promise<void> {
    await this.ask(region, 'create', stack);
  }

  /** Sequential: responses arrive in the order of the requests. */
  private ask<Answer>(
    region: string,
    action: string,
    given: unknown,
  ): Promise<Answer> {
    const answer = this.last.then(async (): Promise<Answer> => {
      const line = once(this.answers, 'line');
      this.helper.stdin.write(`${JSON.stringify([region, action, given])}\n`);
      const broken = this.ended.then((): never => {
        throw new Error(`moto, ${action}: ${this.complaint}`);
      });
      return JSON.parse(String(await Promise.race([line, broken])));
    });
    this.last = answer.catch(() => {});
    return answer;
  }
}
