import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentList } from '@streamflix/backstage-plugin-streamflix-common';
import {
  deployEnvironment,
  TerminalAuthorizer,
} from '@streamflix/backstage-plugin-streamflix-node';
import { startLocalAws } from '@streamflix/local-aws';
import { CountingProxy } from '../bench/CountingProxy';
import { localAccess } from '../bench/localAccess';
import { onServers } from './onServers';
import { PrivateServer } from './PrivateServer';
import { RealBackend } from './RealBackend';

// The example backend is started three times here.
jest.setTimeout(600_000);

const account = '000000000000';
const region = 'eu-west-2';
const suffixes = ['first', 'second'];

/** Seconds between two collections, and for which a replica that died prevents others from collecting. */
const refresh = 5;
const lease = 20;

/** What changes only with a stack. */
const readOnce = [
  /^cloudformation:GetTemplate$/,
  /^kinesis:DescribeStreamSummary$/,
  /^apigateway:GET .*\/stages\/\*$/,
];
const described = /^ecs:DescribeServices$/;

interface Replica {
  backend: RealBackend;
  /** Counts its calls. */
  proxy: CountingProxy;
}

async function createEnvironments(url: string): Promise<void> {
  const access = localAccess(url);
  for (const suffix of suffixes) {
    const { outcome } = await deployEnvironment(access, {
      token: randomUUID(),
      authorizer: new TerminalAuthorizer(access, { account, region }),
      input: {
        suffix,
        region,
        blueprint: 'complete',
        owner: 'group:default/video',
      },
    });
    expect(outcome).toBe('created');
  }
}

async function startReplica(
  url: string,
  servers: ReturnType<typeof onServers>,
): Promise<Replica> {
  const proxy = await CountingProxy.start(url);
  const backend = await RealBackend.start({
    endpoint: proxy.url,
    database: servers.database,
    config: {
      backend: { cache: servers.cache },
      streamflix: {
        regions: [region],
        refreshInterval: { seconds: refresh },
      },
    },
  });
  return { backend, proxy };
}

const callsBy = ({ proxy }: Replica, operation: RegExp) =>
  [...proxy.calls]
    .filter(([name]) => operation.test(name))
    .reduce((sum, [, calls]) => sum + calls, 0);

const collectionsBy = (replica: Replica) =>
  callsBy(replica, described) / suffixes.length;

async function until(isReached: () => boolean | Promise<boolean>) {
  while (!(await isReached())) await sleep(100);
}

async function isHealthyIn({ backend }: Replica) {
  const { items } = (await backend.get(
    '/api/streamflix/environments',
  )) as EnvironmentList;
  return (
    items.length === suffixes.length &&
    items.every(({ health }) => health === 'healthy')
  );
}

if (PrivateServer.areInstalled()) {
  describe('two replicas on PostgreSQL and Redis', () => {
    const replicas: Replica[] = [];
    const started: { stop(): Promise<unknown> }[] = [];

    beforeAll(async () => {
      const aws = await startLocalAws({ speed: 1_000 });
      started.push(aws);
      await createEnvironments(aws.url);
      const database = await PrivateServer.postgres();
      const cache = await PrivateServer.redis();
      started.push(database, cache);
      for (const _ of ['one', 'other']) {
        const replica = await startReplica(
          aws.url,
          onServers({ database, cache }),
        );
        const { backend, proxy } = replica;
        started.push(proxy, { stop: () => backend.dispose() });
        replicas.push(replica);
      }
    });
    afterAll(async () => {
      for (const each of started.reverse()) await each.stop();
    });

    /** Of both replicas together. */
    const calls = (operation: RegExp) =>
      replicas.reduce((sum, replica) => sum + callsBy(replica, operation), 0);

    /** Collections of both replicas while something happens, and the number of those that one backend would make at most. */
    async function during(run: () => Promise<void>) {
      const before = calls(described);
      const startedAt = performance.now();
      await run();
      const seconds = (performance.now() - startedAt) / 1000;
      return {
        made: (calls(described) - before) / suffixes.length,
        most: Math.floor(seconds / refresh) + 1,
      };
    }

    function expectReadOnce() {
      for (const operation of readOnce) {
        expect([operation, calls(operation)]).toEqual([
          operation,
          suffixes.length,
        ]);
      }
    }

    it('share one collection, and both serve it', async () => {
      for (const replica of replicas) await until(() => isHealthyIn(replica));
      const { made, most } = await during(() => sleep(4 * refresh * 1000));
      expect(made).toBeGreaterThan(1);
      expect(made).toBeLessThanOrEqual(most);
      expectReadOnce();
    });

    it('read nothing twice when the one that collects is killed while it does', async () => {
      const before = replicas.map(collectionsBy);
      let collecting: Replica | undefined;
      await until(() => {
        collecting = replicas.find(
          (replica, nth) => collectionsBy(replica) > before[nth],
        );
        return collecting !== undefined;
      });
      const other = replicas.find(replica => replica !== collecting);
      if (!collecting || !other) throw new Error('There is no other replica.');
      const others = collectionsBy(other);
      const { made, most } = await during(async () => {
        await collecting?.backend.kill();
        expect(await isHealthyIn(other)).toBe(true);
        const killedAt = performance.now();
        await until(() => collectionsBy(other) >= others + 2);
        expect(performance.now() - killedAt).toBeLessThan(
          (lease + 4 * refresh) * 1000,
        );
        expect(await isHealthyIn(other)).toBe(true);
      });
      expect(made).toBeLessThanOrEqual(most);
      expectReadOnce();
    });

    it('continue without reading anything again when one returns and the other is killed', async () => {
      const dead = replicas.find(({ backend }) => !backend.isRunning);
      const living = replicas.find(({ backend }) => backend.isRunning);
      if (!dead || !living) throw new Error('One replica should be running.');
      const { made, most } = await during(async () => {
        await dead.backend.start();
        await living.backend.kill();
        const before = collectionsBy(dead);
        await until(() => collectionsBy(dead) >= before + 2);
        expect(await isHealthyIn(dead)).toBe(true);
      });
      expect(made).toBeLessThanOrEqual(most);
      expectReadOnce();
    });
  });
} else {
  it.todo(
    'two replicas share one collection: PostgreSQL or Redis is not installed',
  );
}
