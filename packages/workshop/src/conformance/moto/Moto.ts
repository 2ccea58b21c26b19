import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Belongings } from '../Belongings';
import { startMoto } from '../startServer';

const script = join(
  dirname(
    createRequire(__filename).resolve('@streamflix/workshop/package.json'),
  ),
  'src/conformance/moto/besides.py',
);

/** A fresh moto, unmodified, and what is done to it beside the engine. */
export class Moto {
  private constructor(
    readonly url: string,
    private readonly python: string,
    private readonly belongings: Belongings,
  ) {}

  static async start(belongings: Belongings, python: string): Promise<Moto> {
    return new Moto(await startMoto(belongings, python), python, belongings);
  }

  /** Makes secrets with values of its own. */
  async makeSecrets(region: string, names: readonly string[]): Promise<void> {
    await this.run(region, 'secrets', names);
  }

  /** Lets API Gateway write logs in a region: a fresh moto is a fresh account. */
  async letApiGatewayLog(region: string): Promise<void> {
    await this.run(region, 'logs', null);
  }

  /** Those of the resource types that moto's CloudFormation takes, and does not make. */
  async unknownOf(types: readonly string[]): Promise<string[]> {
    return (await this.run('eu-west-2', 'types', types)) as string[];
  }

  /** Deletes the route tables of a region. */
  async deleteRouteTables(region: string): Promise<void> {
    await this.run(region, 'routes', null);
  }

  /** What moto does otherwise than AWS, for a stack that it has; true where it still does. */
  async limitsOf(region: string, stack: string) {
    return (await this.run(region, 'limits', stack)) as Record<string, boolean>;
  }

  private async run(
    region: string,
    action: 'secrets' | 'logs' | 'types' | 'routes' | 'limits',
    given: unknown,
  ): Promise<unknown> {
    const child = this.belongings.process(
      spawn(this.python, ['-W', 'ignore', script, region, action], {
        env: { PATH: process.env.PATH, AWS_ENDPOINT_URL: this.url },
      }),
    );
    const ended = once(child, 'close');
    const written = text(child.stdout);
    const complaint = text(child.stderr);
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(given));
    const [code] = await ended;
    if (code !== 0) {
      throw new Error(
        `moto, ${action}, ended with ${code}.\n${await complaint}`,
      );
    }
    return JSON.parse(await written);
  }
}
