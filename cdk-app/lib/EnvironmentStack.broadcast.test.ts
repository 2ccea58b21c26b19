import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from './__testUtils__/environment';

describe('the blueprint broadcast', () => {
  const template = templateOf('broadcast');
  const key = { 'Fn::GetAtt': ['Key', 'Arn'] };

  it('encrypts database, file system and cache with one rotated key of its own', () => {
    template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
    });
    for (const type of [
      'AWS::RDS::DBInstance',
      'AWS::EFS::FileSystem',
      'AWS::ElastiCache::ReplicationGroup',
    ]) {
      template.hasResourceProperties(type, { KmsKeyId: key });
    }
  });

  it('creates no secret and gives its tasks the existing ones by name', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      ManageMasterUserPassword: Match.absent(),
      MasterUserPassword:
        '{{resolve:secretsmanager:streamflix/database:SecretString:password}}',
    });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        Match.objectLike({
          Secrets: Match.arrayWith([
            {
              Name: 'API_KEY_1',
              ValueFrom: {
                'Fn::Sub':
                  'arn:aws:secretsmanager:ap-northeast-1:${AWS::AccountId}:secret:streamflix/api-keys',
              },
            },
          ]),
        }),
      ],
    });
  });

  it('has a Multi-AZ database with one day of backups, a cache, storage, a REST API and alarms', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      MultiAZ: true,
      BackupRetentionPeriod: 1,
    });
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      NumCacheClusters: 2,
      MultiAZEnabled: true,
      TransitEncryptionEnabled: true,
    });
    template.resourceCountIs('AWS::EFS::MountTarget', 2);
    template.resourceCountIs('AWS::ApiGateway::RestApi', 1);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 7);
  });
});
