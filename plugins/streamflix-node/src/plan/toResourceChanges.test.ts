import type { ResourceChange as AwsResourceChange } from '@aws-sdk/client-cloudformation';
import { toResourceChanges } from './toResourceChanges';

/** The only change of its change set. */
const toResourceChange = (change: AwsResourceChange) =>
  toResourceChanges([change])[0];

const cluster: AwsResourceChange = {
  Action: 'Modify',
  LogicalResourceId: 'Database',
  ResourceType: 'AWS::RDS::DBCluster',
  Replacement: 'True',
  PolicyAction: 'ReplaceAndDelete',
  Details: [
    {
      Target: {
        Attribute: 'Properties',
        Name: 'StorageEncrypted',
        RequiresRecreation: 'Always',
      },
    },
    { Target: { Attribute: 'Properties', Name: 'BackupRetentionPeriod' } },
    { Target: { Attribute: 'Properties', Name: 'StorageEncrypted' } },
    { Target: { Attribute: 'Tags' } },
  ],
};

describe('a change of a resource', () => {
  it('names the properties that differ, each once', () => {
    expect(toResourceChange(cluster).properties).toEqual([
      'BackupRetentionPeriod',
      'StorageEncrypted',
      'Tags',
    ]);
  });

  it('is a replacement when it may become one', () => {
    const action = (Replacement: AwsResourceChange['Replacement']) =>
      toResourceChange({ ...cluster, Replacement }).action;
    expect([action('True'), action('Conditional'), action('False')]).toEqual([
      'replace',
      'replace',
      'change',
    ]);
  });

  it('loses data when a store is replaced or removed', () => {
    expect(toResourceChange(cluster).losesData).toBe(true);
    expect(
      toResourceChange({
        ...cluster,
        Action: 'Remove',
        Replacement: undefined,
      }),
    ).toMatchObject({ action: 'remove', losesData: true });
  });

  it('loses no data when AWS keeps the old resource or a snapshot of it', () => {
    for (const PolicyAction of [
      'ReplaceAndRetain',
      'ReplaceAndSnapshot',
    ] as const) {
      expect(toResourceChange({ ...cluster, PolicyAction }).losesData).toBe(
        false,
      );
    }
  });

  it('loses no data when the resource holds none', () => {
    const service = { ...cluster, ResourceType: 'AWS::ECS::Service' };
    expect(toResourceChange(service).losesData).toBe(false);
  });

  it('distinguishes an Aurora instance, whose data is in the cluster, from an instance that has its own', () => {
    const instance = { ...cluster, ResourceType: 'AWS::RDS::DBInstance' };
    const aurora = JSON.stringify({
      Properties: { DBClusterIdentifier: 'database-abc' },
    });
    expect(toResourceChange(instance).losesData).toBe(true);
    expect(
      toResourceChange({ ...instance, BeforeContext: aurora }).losesData,
    ).toBe(false);
  });

  it('has no properties when the resource is new', () => {
    expect(
      toResourceChange({
        Action: 'Add',
        LogicalResourceId: 'Stream',
        ResourceType: 'AWS::Kinesis::Stream',
      }),
    ).toEqual({
      action: 'add',
      logicalId: 'Stream',
      type: 'AWS::Kinesis::Stream',
      properties: [],
      losesData: false,
    });
  });
});
