import type {
  ResourceChange,
  ResourceChangeDetail,
} from '@aws-sdk/client-cloudformation';
import { changedProperties, resolveReplacements } from './resolveReplacements';

const unknown = '{{changeSet:KNOWN_AFTER_APPLY}}';

const context = (Properties: object) => JSON.stringify({ Properties });

/** A key whose policy is updated in place. */
const key: ResourceChange = {
  Action: 'Modify',
  LogicalResourceId: 'Key',
  ResourceType: 'AWS::KMS::Key',
  Replacement: 'False',
};

/** The change AWS reports for a property that takes its value from the key. */
function uses(
  attribute: string,
  after: unknown,
  source: 'ResourceAttribute' | 'ResourceReference' = 'ResourceAttribute',
): ResourceChange {
  const detail = {
    Target: {
      Attribute: 'Properties',
      Name: 'KmsKeyId',
      RequiresRecreation: 'Always',
    },
    Evaluation: 'Dynamic',
  } satisfies ResourceChangeDetail;
  return {
    Action: 'Modify',
    LogicalResourceId: 'Database',
    ResourceType: 'AWS::RDS::DBCluster',
    Replacement: 'Conditional',
    BeforeContext: context({ KmsKeyId: 'arn:1' }),
    AfterContext: context({ KmsKeyId: after }),
    Details: [
      { ...detail, ChangeSource: 'DirectModification' },
      {
        ...detail,
        ChangeSource: source,
        CausingEntity: `Key${attribute && `.${attribute}`}`,
      },
    ],
  };
}

const directly = (
  ResourceType: string,
  Name: string,
  more: Partial<ResourceChange> = {},
): ResourceChange => ({
  Action: 'Modify',
  LogicalResourceId: 'It',
  ResourceType,
  Replacement: 'Conditional',
  Details: [
    {
      Target: {
        Attribute: 'Properties',
        Name,
        RequiresRecreation: 'Conditionally',
      },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    },
  ],
  ...more,
});

const resolved = (change: ResourceChange, ...others: ResourceChange[]) =>
  resolveReplacements([...others, change])(change);

describe('a replacement that CloudFormation calls conditional', () => {
  it('is none when the value is shown and stays the same', () => {
    expect(resolved(uses('Arn', 'arn:1'), key)).toBe('none');
    expect(changedProperties(uses('Arn', 'arn:1'))).toEqual([]);
  });

  it('is none when the value is unknown but is what another resource is, and that one stays', () => {
    expect(resolved(uses('Arn', unknown), key)).toBe('none');
    expect(resolved(uses('', unknown, 'ResourceReference'), key)).toBe('none');
  });

  it('is possible when the value is unknown and may change with the other resource', () => {
    expect(resolved(uses('Policy', unknown), key)).toBe('possible');
    expect(changedProperties(uses('Policy', unknown))).toEqual(['KmsKeyId']);
  });

  it('is certain when the resource it takes its value from is replaced', () => {
    const replaced = { ...key, Replacement: 'True' } as const;
    expect(resolved(uses('Arn', unknown), replaced)).toBe('certain');
  });

  it('is certain when that resource is new', () => {
    expect(resolved(uses('Arn', unknown), { ...key, Action: 'Add' })).toBe(
      'certain',
    );
  });

  it('follows from one resource to the next', () => {
    const between = { ...uses('Policy', unknown), LogicalResourceId: 'Key' };
    const source = { ...key, LogicalResourceId: 'Key0' };
    expect(resolved(uses('Arn', unknown), between, source)).toBe('possible');
  });

  it('is none when the property only interrupts according to the reference', () => {
    expect(
      resolved(directly('AWS::RDS::DBInstance', 'BackupRetentionPeriod')),
    ).toBe('none');
  });

  it('is possible when the property decides by its value', () => {
    expect(resolved(directly('AWS::RDS::DBInstance', 'Engine'))).toBe(
      'possible',
    );
    expect(
      resolved(directly('AWS::ElastiCache::ReplicationGroup', 'NumNodeGroups')),
    ).toBe('possible');
  });

  it('is possible when AWS gives no details', () => {
    expect(
      resolved(directly('AWS::RDS::DBInstance', 'X', { Details: undefined })),
    ).toBe('possible');
  });
});

describe('a replacement that CloudFormation is sure of', () => {
  it('is certain, and none is none', () => {
    const of = (Replacement: 'True' | 'False') =>
      resolved(directly('AWS::RDS::DBInstance', 'Engine', { Replacement }));
    expect([of('True'), of('False')]).toEqual(['certain', 'none']);
  });

  it('is only possible where AWS does not report it', () => {
    expect(
      resolved(
        directly('AWS::RDS::DBInstance', 'Engine', {
          Replacement: undefined,
          Details: undefined,
        }),
      ),
    ).toBe('possible');
  });
});
