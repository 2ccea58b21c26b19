import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { DiagnosticsStore } from '@streamflix/backstage-plugin-streamflix-node';
import type { Knex } from 'knex';
import { OutcomeStore } from './OutcomeStore';
import { StoredDiagnostics } from './StoredDiagnostics';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const reasons = ['CannotPullContainerError: not found'];

describe('why tasks stopped', () => {
  let knex: Knex;
  let store: OutcomeStore;
  const logger = mockServices.logger.mock();
  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    store = await OutcomeStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    jest.clearAllMocks();
  });
  afterEach(() => jest.restoreAllMocks());

  async function replica() {
    const memory = new Map<string, readonly string[]>();
    const ofProcess: DiagnosticsStore = {
      get: async event => memory.get(event),
      set: async (event, found) => void memory.set(event, found),
    };
    const diagnostics = await StoredDiagnostics.create(
      mockServices.database.mock({ getClient: async () => knex }),
      ofProcess,
      logger,
    );
    return { memory, diagnostics };
  }
  const readElsewhere = async (event: string) =>
    (await replica()).diagnostics.get(event);

  it('is known to every replica, also one that starts later, once one has read it', async () => {
    await (await replica()).diagnostics.set('event', reasons);
    expect(await readElsewhere('event')).toEqual(reasons);
    expect(await readElsewhere('another')).toBeUndefined();
  });

  it('is shared by the first reading of a process in which another plugin has found it', async () => {
    const { memory, diagnostics } = await replica();
    memory.set('event', reasons);
    expect(await readElsewhere('event')).toBeUndefined();
    expect(await diagnostics.get('event')).toEqual(reasons);
    expect(await readElsewhere('event')).toEqual(reasons);
  });

  it('is deleted when AWS no longer describes a stack of its time', async () => {
    await (await replica()).diagnostics.set('event', reasons);
    await store.deleteOld();
    expect(await readElsewhere('event')).toEqual(reasons);
    const { now } = Date;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 91 * 86_400_000);
    await store.deleteOld();
    expect(await readElsewhere('event')).toBeUndefined();
  });

  it('does not fail a reading when the database does not respond, and stays known to its process', async () => {
    const { diagnostics } = await replica();
    await knex.destroy();
    expect(await diagnostics.get('event')).toBeUndefined();
    await diagnostics.set('event', reasons);
    expect(await diagnostics.get('event')).toEqual(reasons);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('The reasons of failures could not be stored'),
    );
  });
});
