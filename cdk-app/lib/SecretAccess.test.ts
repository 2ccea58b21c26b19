import { Match } from 'aws-cdk-lib/assertions';
import { bodyOf, templateOf } from './__testUtils__/environment';

const arn = (name: string) => ({
  'Fn::Sub': `arn:aws:secretsmanager:eu-west-2:\${AWS::AccountId}:secret:${name}`,
});

describe('access to secrets', () => {
  it('is given to ECS and to the tasks only for the secrets of the environment', () => {
    templateOf('complete', {
      secrets: { database: 'video/db', apiKeys: ['video/keys', 'video/db'] },
    }).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Roles: [
        { Ref: 'ExecutionRole' },
        { Ref: 'WorkerTaskRole' },
        { Ref: 'ServiceTaskRole' },
      ],
      PolicyDocument: {
        Statement: [
          {
            Action: 'secretsmanager:GetSecretValue',
            Resource: [arn('video/db-??????'), arn('video/keys-??????')],
          },
          {
            Action: 'kms:Decrypt',
            Condition: {
              StringEquals: { 'kms:ViaService': Match.anyValue() },
            },
          },
        ],
      },
    });
  });

  it('covers the secret RDS makes, with the key it is encrypted with', () => {
    templateOf('complete').hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [
          {
            Action: 'secretsmanager:GetSecretValue',
            Resource: {
              'Fn::GetAtt': ['DatabaseCluster', 'MasterUserSecret.SecretArn'],
            },
          },
          {
            Action: 'kms:Decrypt',
            Resource: { 'Fn::GetAtt': ['Key', 'Arn'] },
          },
        ],
      },
    });
  });

  it('goes by name for a secret whose name ends like an ARN, which ECS would not find', () => {
    const template = templateOf('complete', {
      secrets: { apiKeys: ['video/keys', 'video-secret'] },
    });
    template.allResourcesProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        Match.objectLike({
          Environment: Match.arrayWith([
            { Name: 'API_KEY_2_SECRET_ID', Value: 'video-secret' },
          ]),
          Secrets: Match.arrayWith([
            { Name: 'API_KEY_1', ValueFrom: arn('video/keys') },
          ]),
        }),
      ],
    });
  });

  it('is not there when there is no secret', () => {
    expect(
      bodyOf('complete', {
        database: { kind: 'none' },
      }).Resources,
    ).not.toHaveProperty('SecretAccess');
  });
});
