import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { OutcomeStore } from '../outcomes/OutcomeStore';
import { CollectionLease } from './CollectionLease';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** A collection that the test ends. */
function startedBy(lease: CollectionLease) {
  let end: () => void = () => undefined;
  const ended = new Promise<string>(resolve => {
    end = () => resolve('collected');
  });
  const collect = jest.fn(() => ended);
  return { collect, end: () => end(), result: lease.run(collect) };
}

describe('the lease of collections', () => {
  let replicas: [CollectionLease, CollectionLease];
  let knex: Knex;
  let now: number;

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    const database = mockServices.database.mock({
      getClient: async () => knex,
    });
    // Creates the tables.
    await OutcomeStore.create(database);
    replicas = [
      await CollectionLease.create(database),
      await CollectionLease.create(database),
    ];
    now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  const run = (replica: CollectionLease, since?: number) =>
    replica.run(async () => 'collected', since);

  it('lets one of two replicas collect that start at the same time', async () => {
    const [one, other] = replicas.map(startedBy);
    for (const { end } of [one, other]) end();
    expect([await one.result, await other.result].sort()).toEqual([
      'collected',
      undefined,
    ]);
  });

  it('lets the other one collect once the first has finished', async () => {
    const first = startedBy(replicas[0]);
    await expect(run(replicas[1])).resolves.toBeUndefined();
    first.end();
    await expect(first.result).resolves.toBe('collected');
    await expect(run(replicas[1])).resolves.toBe('collected');
  });

  it('lets the other one collect after a failure', async () => {
    const failure = new Error('AWS does not answer.');
    await expect(
      replicas[0].run(() => Promise.reject(failure)),
    ).rejects.toThrow(failure);
    await expect(run(replicas[1])).resolves.toBe('collected');
  });

  it('expires when its replica has died', async () => {
    const dead = startedBy(replicas[0]);
    await expect(run(replicas[1])).resolves.toBeUndefined();
    now += 21_000;
    await expect(run(replicas[1])).resolves.toBe('collected');
    dead.end();
    await dead.result;
  });

  it('prevents a collection that another replica made recently', async () => {
    await run(replicas[0]);
    now += 10_000;
    await expect(run(replicas[1], 15_000)).resolves.toBeUndefined();
    now += 5_000;
    await expect(run(replicas[1], 15_000)).resolves.toBe('collected');
  });

  it('prevents nothing while the database fails', async () => {
    const [replica] = replicas;
    await knex.destroy();
    await expect(run(replica)).resolves.toBe('collected');
  });
});
