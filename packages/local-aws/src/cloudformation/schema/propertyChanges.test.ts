import { propertyChanges } from './propertyChanges';
import { schemaOf } from './ResourceSchema';

const recreation = (
  type: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
) =>
  Object.fromEntries(
    propertyChanges(schemaOf(type), before, after).map(
      ({ name, requiresRecreation }) => [name, requiresRecreation],
    ),
  );

describe('propertyChanges', () => {
  it('reads from the schema which changes require a replacement', () => {
    expect(
      recreation(
        'AWS::RDS::DBCluster',
        { DatabaseName: 'a', BackupRetentionPeriod: 7, Engine: 'x', Port: 1 },
        { DatabaseName: 'b', BackupRetentionPeriod: 8, Engine: 'y', Port: 1 },
      ),
    ).toEqual({
      DatabaseName: 'Always',
      BackupRetentionPeriod: 'Never',
      Engine: 'Conditionally',
    });
  });

  it('reports a nested member that forces a replacement although its property does not', () => {
    const budget = (name: string) => ({
      Budget: { BudgetName: name, BudgetType: 'COST', TimeUnit: 'MONTHLY' },
    });
    expect(
      recreation('AWS::Budgets::Budget', budget('a'), budget('b')),
    ).toEqual({ Budget: 'Always' });
    expect(
      recreation('AWS::Budgets::Budget', budget('a'), {
        Budget: { ...budget('a').Budget, TimeUnit: 'DAILY' },
      }),
    ).toEqual({ Budget: 'Never' });
  });

  it('reports no change when only the order of keys differs', () => {
    expect(
      recreation(
        'AWS::EFS::AccessPoint',
        { PosixUser: { Uid: '1', Gid: '2' } },
        { PosixUser: { Gid: '2', Uid: '1' } },
      ),
    ).toEqual({});
  });

  it('changes the engine of a replication group in place, as the template reference says', () => {
    expect(
      recreation(
        'AWS::ElastiCache::ReplicationGroup',
        { Engine: 'redis' },
        { Engine: 'valkey' },
      ),
    ).toEqual({ Engine: 'Never' });
  });
});
