import { faultsFromRules, type ResourceOperation } from './ResourceFaults';

const operation: ResourceOperation = {
  region: 'eu-west-2',
  stackName: 'streamflix-demo',
  logicalId: 'DatabaseWriter',
  type: 'AWS::RDS::DBInstance',
  operation: 'create',
  isRollback: false,
};

describe('faultsFromRules', () => {
  it('strikes what the patterns match and nothing else', () => {
    const faults = faultsFromRules([
      {
        type: 'AWS::RDS::*',
        logicalId: 'Database*',
        operation: 'create',
        fault: { kind: 'fail', reason: 'No capacity.' },
      },
    ]);
    expect(faults.onResource(operation)).toEqual({
      kind: 'fail',
      reason: 'No capacity.',
    });
    expect(
      faults.onResource({ ...operation, operation: 'delete' }),
    ).toBeUndefined();
    expect(
      faults.onResource({ ...operation, type: 'AWS::SNS::Topic' }),
    ).toBeUndefined();
  });

  it('strikes only the tries it is told to, counted per stack and resource', () => {
    const faults = faultsFromRules([
      {
        operation: 'create',
        attempts: [1, 3],
        fault: { kind: 'stall' },
      },
    ]);
    const tries = () =>
      [1, 2, 3, 4].map(() => faults.onResource(operation) !== undefined);
    expect(tries()).toEqual([true, false, true, false]);
    expect(faults.onResource({ ...operation, stackName: 'other' })).toEqual({
      kind: 'stall',
    });
  });

  it('can wait for the way back', () => {
    const faults = faultsFromRules([
      {
        operation: 'update',
        isRollback: true,
        fault: { kind: 'fail', reason: 'stuck' },
      },
    ]);
    const update = { ...operation, operation: 'update' as const };
    expect(faults.onResource(update)).toBeUndefined();
    expect(faults.onResource({ ...update, isRollback: true })).toBeDefined();
  });
});
