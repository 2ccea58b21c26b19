import { CountingProxy } from '../bench/CountingProxy';
import { freePort } from '../realBackend/freePort';
import { PrivateServer } from '../realBackend/PrivateServer';
import type { Layers } from './runLayers';
import type { Command, Shell } from './Shell';

/** Seconds until a replica is ready on a busy machine. */
const startTimeout = 240;

/** Starts of a replica, of which the first may meet the other one while it creates tables. */
const maxStarts = 5;

/** One of the portal's processes. */
export class Replica {
  private command?: Command;

  constructor(
    readonly url: string,
    private readonly aws: CountingProxy,
    private readonly start: () => Command,
  ) {}

  /** Number of calls of an operation of AWS, such as `ecs:DescribeServices`. */
  calls(operation: string): number {
    return this.aws.calls.get(operation) ?? 0;
  }

  /** Starts it, and starts it again when it ends, as an orchestrator does, until it is ready. */
  async ready(): Promise<void> {
    for (let starts = 1; ; starts++) {
      this.command = this.start();
      try {
        await this.command.ready(() => this.isReady(), startTimeout);
        return;
      } catch (error) {
        if (this.command.isRunning || starts === maxStarts) throw error;
      }
    }
  }

  private async isReady(): Promise<boolean> {
    try {
      const path = '/.backstage/health/v1/readiness';
      return (await fetch(this.url + path)).ok;
    } catch {
      return false;
    }
  }

  async stop(): Promise<void> {
    await this.command?.stop();
    await this.aws.stop();
  }
}

/** Two replicas of an image on PostgreSQL and Redis. */
export class Replicas {
  private constructor(
    readonly each: readonly [Replica, Replica],
    private readonly servers: readonly PrivateServer[],
  ) {}

  /** @param refreshSeconds - time between two collections of status */
  static async prepare(
    shell: Shell,
    image: Layers,
    awsUrl: string,
    refreshSeconds: number,
  ): Promise<Replicas> {
    const [database, cache] = await Promise.all([
      PrivateServer.postgres(),
      PrivateServer.redis(),
    ]);
    const replica = async () => {
      const port = await freePort();
      const url = `http://localhost:${port}`;
      const aws = await CountingProxy.start(awsUrl);
      return new Replica(url, aws, () =>
        shell.start(image.directory, image.command, {
          ...image.environment,
          POSTGRES_HOST: '127.0.0.1',
          POSTGRES_PORT: String(database.port),
          POSTGRES_USER: 'postgres',
          POSTGRES_PASSWORD: 'none-needed',
          VALKEY_URL: `redis://127.0.0.1:${cache.port}`,
          AWS_ENDPOINT_URL: aws.url,
          AWS_ACCESS_KEY_ID: 'local',
          AWS_SECRET_ACCESS_KEY: 'local',
          AWS_REGION: 'eu-west-2',
          APP_CONFIG_app_baseUrl: JSON.stringify(url),
          APP_CONFIG_backend_baseUrl: JSON.stringify(url),
          APP_CONFIG_backend_listen: JSON.stringify(`127.0.0.1:${port}`),
          APP_CONFIG_auth_providers_guest_dangerouslyAllowOutsideDevelopment:
            'true',
          APP_CONFIG_streamflix_refreshInterval: JSON.stringify(
            `${refreshSeconds}s`,
          ),
        }),
      );
    };
    return new Replicas([await replica(), await replica()], [database, cache]);
  }

  async stop(): Promise<void> {
    await Promise.all(this.each.map(replica => replica.stop()));
    await Promise.all(this.servers.map(server => server.stop()));
  }
}
