import { randomUUID } from 'node:crypto';
import {
  CloudFormationClient,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { ConfigReader } from '@backstage/config';
import {
  createAwsAccess,
  deployEnvironment,
  TerminalAuthorizer,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { policiesOfInstallation } from '../policy/generatedPolicies';
import { freePort } from '../realBackend/freePort';
import { onServers } from '../realBackend/onServers';
import { PrivateServer } from '../realBackend/PrivateServer';
import type { AuditEvent } from '../realBackend/LogEntry';
import { RealBackend } from '../realBackend/RealBackend';
import { Outage } from './Outage';

export const region = 'eu-central-1';
const account = '000000000000';

/** The parts that can be made unavailable. */
export const parts = [
  'event bus',
  'notifications',
  'cache',
  'database',
] as const;

export type Part = (typeof parts)[number];

/** Two replicas of the example on PostgreSQL and Redis, like a real installation, and an AWS whose operations take seconds. */
export class Installation {
  private constructor(
    readonly aws: LocalAws,
    readonly replicas: readonly [RealBackend, RealBackend],
    private readonly access: AwsAccess,
    private readonly servers: Record<'database' | 'cache', PrivateServer>,
    private readonly outages: Record<'events' | 'notifications', Outage>,
  ) {}

  static async open(): Promise<Installation> {
    const aws = await startLocalAws({
      speed: 100,
      policies: await policiesOfInstallation(false),
    });
    const [database, cache] = await Promise.all([
      PrivateServer.postgres(),
      PrivateServer.redis(),
    ]);
    const servers = onServers({ database, cache });
    const started: RealBackend[] = [];
    const ports = [await freePort(), await freePort()];
    // The address of both plugins is the first replica's; the second's while the first is down.
    const target = () =>
      started.find(replica => replica.isReady)?.url ??
      `http://127.0.0.1:${ports[started.length % ports.length]}`;
    const outages = {
      events: await Outage.open(target),
      notifications: await Outage.open(target),
    };
    const start = async (port: number) => {
      const replica = await RealBackend.start({
        port,
        endpoint: aws.url,
        database: servers.database,
        config: {
          backend: { cache: servers.cache },
          discovery: {
            endpoints: [
              {
                target: {
                  internal: `${outages.events.url}/api/{{pluginId}}`,
                  external: `${outages.events.url}/api/{{pluginId}}`,
                },
                plugins: ['events'],
              },
              {
                target: {
                  internal: `${outages.notifications.url}/api/{{pluginId}}`,
                  external: `${outages.notifications.url}/api/{{pluginId}}`,
                },
                plugins: ['notifications'],
              },
            ],
          },
          // A poll of another replica delays a shutdown by this time.
          events: { useEventBus: 'always', notifyTimeoutMs: 3_000 },
          streamflix: { regions: [region] },
        },
      });
      started.push(replica);
      return replica;
    };
    const access = createAwsAccess({
      config: new ConfigReader({
        streamflix: { regions: [region], aws: { endpoint: aws.url } },
        aws: {
          mainAccount: { accessKeyId: 'local', secretAccessKey: 'local' },
        },
      }),
    });
    // Sequential: one replica creates the tables of each plugin.
    const replicas = [await start(ports[0]), await start(ports[1])] as const;
    return new Installation(
      aws,
      replicas,
      access,
      { database, cache },
      outages,
    );
  }

  async close(): Promise<void> {
    for (const replica of this.replicas) await replica.dispose();
    for (const outage of Object.values(this.outages)) await outage.close();
    for (const server of Object.values(this.servers)) await server.stop();
    await this.aws.stop();
  }

  /** Makes a part unavailable. @returns a function that restores it */
  interrupt(part: Part): () => void {
    if (part === 'database' || part === 'cache') {
      const server = this.servers[part];
      server.pause();
      return () => server.resume();
    }
    const outage = this.outages[part === 'event bus' ? 'events' : part];
    outage.isActive = true;
    return () => {
      outage.isActive = false;
    };
  }

  /** Creates an environment from a terminal. */
  async create(suffix: string): Promise<void> {
    const { message, outcome } = await deployEnvironment(this.access, {
      token: randomUUID(),
      authorizer: new TerminalAuthorizer(this.access, { account, region }),
      input: {
        suffix,
        region,
        blueprint: 'video-pipeline',
        owner: 'group:default/video',
      },
    });
    if (outcome !== 'created') throw new Error(message);
  }

  /** Status of the stack of an environment; `absent` when there is none. */
  async status(suffix: string): Promise<string> {
    const client = new CloudFormationClient({
      region,
      endpoint: this.aws.url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    try {
      const { Stacks = [] } = await client.send(
        new DescribeStacksCommand({ StackName: `streamflix-${suffix}` }),
      );
      return Stacks[0]?.StackStatus ?? 'absent';
    } catch (error) {
      if (error instanceof Error && /does not exist/.test(error.message)) {
        return 'absent';
      }
      throw error;
    }
  }

  /** Audit events of the outcomes of an environment's operations, from both replicas. */
  outcomes(suffix: string, eventId: string): AuditEvent[] {
    return this.replicas
      .flatMap(({ auditEvents }) => auditEvents)
      .filter(
        event =>
          event.plugin === 'streamflix' &&
          event.eventId === eventId &&
          event.status !== 'initiated' &&
          event.meta?.suffix === suffix,
      );
  }

  /** Titles of ada's notifications about an environment. */
  async notifications(suffix: string): Promise<string[]> {
    const replica = this.replicas.find(({ isReady }) => isReady);
    const answer = (await replica
      ?.as('ada')
      .request('/api/notifications?limit=1000')) as {
      notifications: { payload: { title: string } }[];
    };
    return answer.notifications
      .map(({ payload }) => payload.title)
      .filter(title => title.includes(`Environment ${suffix} in`));
  }
}
