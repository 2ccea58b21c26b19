import { mockServices } from '@backstage/backend-test-utils';
import type {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { AwsError } from '@streamflix/local-aws';
import { account, TestAws } from './__testUtils__/TestAws';
import { EntityNames } from './EntityNames';
import { EnvironmentEntityProvider } from './EnvironmentEntityProvider';

jest.setTimeout(60_000);

const [london, frankfurt] = ['eu-west-2', 'eu-central-1'];
const logger = mockServices.logger.mock();
let aws: TestAws;

/** A connection that records the mutations of a provider and the resulting names. */
class RecordingConnection implements EntityProviderConnection {
  mutations: EntityProviderMutation[] = [];
  private names = new Set<string>();

  async applyMutation(mutation: EntityProviderMutation) {
    this.mutations.push(mutation);
    const added = mutation.type === 'full' ? mutation.entities : mutation.added;
    if (mutation.type === 'full') this.names.clear();
    else {
      for (const removed of mutation.removed) {
        if ('entityRef' in removed) {
          this.names.delete(removed.entityRef.replace('resource:default/', ''));
        }
      }
    }
    for (const { entity } of added) this.names.add(entity.metadata.name);
  }

  async refresh() {}

  get types() {
    return this.mutations.map(({ type }) => type);
  }

  get entities() {
    return [...this.names].sort();
  }
}

const createProvider = (access = aws.access) =>
  new EnvironmentEntityProvider(
    access,
    { run: async () => {} },
    new EntityNames(async refs => refs.map(() => undefined), logger),
  );

async function connect(access = aws.access) {
  const connection = new RecordingConnection();
  const provider = createProvider(access);
  await provider.connect(connection);
  return { provider, connection };
}

const deny = (...regions: string[]) => {
  aws.beforeCall = (operation, call) => {
    if (operation === 'DescribeStacks' && regions.includes(call.region)) {
      throw new AwsError('AccessDenied', 'For the test.', 403);
    }
  };
};

beforeEach(async () => {
  aws = await TestAws.start();
  await aws.create('one', london);
  await aws.create('one', frankfurt);
  await aws.create('two', frankfurt);
  jest.clearAllMocks();
});
afterEach(() => aws.stop());

const all = [
  'streamflix-one-eu-central-1',
  'streamflix-one-eu-west-2',
  'streamflix-two-eu-central-1',
];

describe('a complete listing', () => {
  it('replaces all environments in the catalog', async () => {
    const { provider, connection } = await connect();
    await provider.refresh();
    expect(connection.types).toEqual(['full']);
    expect(connection.entities).toEqual(all);
    const [mutation] = connection.mutations;
    const keys =
      mutation.type === 'full'
        ? mutation.entities.map(({ locationKey }) => locationKey)
        : [];
    expect(new Set(keys)).toEqual(new Set(['streamflix-environments']));
  });

  it('removes an environment that no longer exists', async () => {
    const { provider, connection } = await connect();
    await provider.refresh();
    await aws.remove({ suffix: 'one', region: frankfurt });
    await provider.refresh();
    expect(connection.entities).toEqual(all.slice(1));
  });

  it('keeps an environment until its deletion has finished', async () => {
    const { provider, connection } = await connect();
    aws.onDelete = () => ({ kind: 'stall' });
    await aws.remove({ suffix: 'one', region: frankfurt }, { wait: false });
    await provider.refresh();
    expect(connection.entities).toEqual(all);
  });

  it('shows two environments with the same name in two accounts', async () => {
    const other = { account: '111111111111', region: london };
    const { provider, connection } = await connect({
      ...aws.access,
      targets: async () => [{ account, region: london }, other],
      clients: ({ region }) => aws.access.clients({ account, region }),
    });
    await provider.refresh();
    expect(connection.entities).toEqual([
      'streamflix-one-eu-west-2',
      'streamflix-one-eu-west-2-111111111111',
    ]);
    await aws.remove({ suffix: 'one', region: london });
    await provider.changed({ ...other, suffix: 'one' });
    expect(connection.entities).toEqual(['streamflix-one-eu-west-2']);
    expect(logger.warn).not.toHaveBeenCalled();
  });
});

describe('a listing that fails', () => {
  it('for one target keeps its environments, adds those of other targets, and names the target', async () => {
    const { provider, connection } = await connect();
    await provider.refresh();
    await aws.create('three', london);
    deny(frankfurt);
    await expect(provider.refresh()).rejects.toThrow(
      /eu-central-1 of account 000000000000: AWS denies cloudformation:DescribeStacks/,
    );
    expect(connection.types).toEqual(['full', 'delta']);
    expect(connection.entities).toEqual(
      [...all, 'streamflix-three-eu-west-2'].sort(),
    );
  });

  it('for one target still removes environments that no longer exist in another', async () => {
    const { provider, connection } = await connect();
    await provider.refresh();
    await aws.remove({ suffix: 'one', region: london });
    deny(frankfurt);
    await expect(provider.refresh()).rejects.toThrow();
    expect(connection.entities).toEqual([all[0], all[2]]);
  });

  it('for every target removes nothing, also after a restart', async () => {
    const { provider, connection } = await connect();
    await provider.refresh();
    const before = connection.mutations.length;
    deny(london, frankfurt);
    await expect(provider.refresh()).rejects.toThrow();
    const restarted = createProvider();
    await restarted.connect(connection);
    await expect(restarted.refresh()).rejects.toThrow();
    expect(connection.types.slice(before)).not.toContain('full');
    expect(connection.entities).toEqual(all);
  });

  it('because AWS does not respond changes nothing', async () => {
    const { provider, connection } = await connect();
    await provider.refresh();
    await aws.stop();
    await expect(provider.refresh()).rejects.toThrow(/cannot be reached/);
    expect(connection.entities).toEqual(all);
  });

  it('is corrected by the next one that succeeds', async () => {
    const { provider, connection } = await connect();
    deny(frankfurt);
    await expect(provider.refresh()).rejects.toThrow();
    expect(connection.entities).toEqual([all[1]]);
    aws.beforeCall = () => {};
    await provider.refresh();
    expect(connection.entities).toEqual(all);
  });
});

describe('the event of a change', () => {
  it('adds a new environment without a listing', async () => {
    const { provider, connection } = await connect();
    await provider.refresh();
    await provider.changed(await aws.create('three', london));
    expect(connection.types).toEqual(['full', 'delta']);
    expect(connection.entities).toContain('streamflix-three-eu-west-2');
  });

  it('removes an environment that no longer exists', async () => {
    const { provider, connection } = await connect();
    await provider.refresh();
    const ref = { account, region: london, suffix: 'one' };
    await aws.remove(ref);
    await provider.changed(ref);
    expect(connection.entities).toEqual([all[0], all[2]]);
  });

  it('does not remove an environment that still exists', async () => {
    const { provider, connection } = await connect();
    await provider.refresh();
    await provider.changed({ account, region: london, suffix: 'one' });
    expect(connection.entities).toEqual(all);
  });

  it('changes nothing when AWS denies reading the stack', async () => {
    const { provider, connection } = await connect();
    await provider.refresh();
    deny(london);
    const ref = { account, region: london, suffix: 'one' };
    await expect(provider.changed(ref)).rejects.toThrow();
    expect(connection.types).toEqual(['full']);
  });

  it('is ignored for targets of another installation', async () => {
    const { provider, connection } = await connect();
    await provider.changed({ account, region: 'us-east-1', suffix: 'one' });
    expect(connection.mutations).toEqual([]);
  });

  it('overrides a listing that started before it', async () => {
    const { provider, connection } = await connect();
    await provider.refresh();
    const ref = { account, region: london, suffix: 'one' };
    // The listing of Frankfurt waits until the environment in London, already listed, is gone.
    let proceed = () => {};
    const gone = new Promise<void>(resolve => {
      proceed = resolve;
    });
    let listed = () => {};
    const waits = new Promise<void>(resolve => {
      listed = resolve;
    });
    aws.beforeCall = async (operation, { region }) => {
      if (operation === 'DescribeStacks' && region === frankfurt) {
        listed();
        await gone;
      }
    };
    const refreshing = provider.refresh();
    await waits;
    await aws.remove(ref);
    await provider.changed(ref);
    proceed();
    await refreshing;
    expect(connection.entities).toEqual([all[0], all[2]]);
  });
});
