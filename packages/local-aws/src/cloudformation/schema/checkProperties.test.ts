import { KNOWN_AFTER_APPLY } from '../template/Scope';
import { checkProperties, describeProblem } from './checkProperties';
import { schemaOf } from './ResourceSchema';

const problems = (type: string, properties: Record<string, unknown>) =>
  checkProperties(schemaOf(type), properties).map(describeProblem);

describe('checkProperties', () => {
  it('accepts properties that fit the schema, also as text', () => {
    expect(
      problems('AWS::Kinesis::Stream', {
        ShardCount: '2',
        RetentionPeriodHours: 24,
        StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
        Tags: [{ Key: 'a', Value: 'b' }],
      }),
    ).toEqual([]);
  });

  it('reports all problems at once', () => {
    expect(
      problems('AWS::ECS::Service', {
        DesiredCount: 'two',
        LaunchTyp: 'FARGATE',
        EnableExecuteCommand: 'perhaps',
        PropagateTags: 'CLUSTER',
        DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true } },
        CapacityProviderStrategy: [{ Base: 1 }, 'FARGATE'],
        NetworkConfiguration: [],
      }),
    ).toEqual([
      '#: extraneous key [LaunchTyp] is not permitted',
      '#/DesiredCount: expected type: Integer, found: String',
      '#/EnableExecuteCommand: expected type: Boolean, found: String',
      '#/PropagateTags: CLUSTER is not a valid enum value. Supported values: [SERVICE, TASK_DEFINITION]',
      '#/DeploymentConfiguration/DeploymentCircuitBreaker: required key [Rollback] not found',
      '#/CapacityProviderStrategy/1: expected type: JSONObject, found: String',
      '#/NetworkConfiguration: expected type: JSONObject, found: JSONArray',
    ]);
  });

  it('reports missing required properties', () => {
    expect(problems('AWS::EC2::Subnet', {})).toEqual([
      '#: required key [VpcId] not found',
    ]);
  });

  it('reports patterns, lengths, ranges and counts that the registry requires', () => {
    expect(
      problems('AWS::Kinesis::Stream', {
        ShardCount: '0',
        StreamEncryption: { EncryptionType: 'KMS', KeyId: '' },
      }),
    ).toEqual([
      '#/ShardCount: 0 is not greater or equal to 1',
      '#/StreamEncryption/KeyId: expected minLength: 1, actual: 0',
    ]);
    expect(
      problems('AWS::EFS::AccessPoint', {
        FileSystemId: 'fs-1',
        PosixUser: { Uid: '1', Gid: '1', SecondaryGids: Array(17).fill('1') },
        RootDirectory: {
          CreationInfo: { OwnerGid: '1', OwnerUid: '1', Permissions: '9999' },
        },
      }),
    ).toEqual(
      expect.arrayContaining([
        '#/RootDirectory/CreationInfo/Permissions: string [9999] does not match pattern ^[0-7]{3,4}$',
      ]),
    );
  });

  it('ignores values that are known only later, and dynamic references to secrets', () => {
    expect(
      problems('AWS::RDS::DBInstance', {
        Port: '{{resolve:secretsmanager:db:SecretString:port}}',
        VPCSecurityGroups: KNOWN_AFTER_APPLY,
      }),
    ).toEqual([]);
  });
});
