import { Match } from 'aws-cdk-lib/assertions';
import { bodyOf, templateOf } from './__testUtils__/environment';

const containerOf = (body: ReturnType<typeof bodyOf>, id: string) =>
  (
    body.Resources[id].Properties?.ContainerDefinitions as Record<
      string,
      { Name: string; Value: unknown }[]
    >[]
  )[0];

describe('tasks', () => {
  it('answer on the port and path of the service even before it has an image of its own', () => {
    const { Command } = containerOf(
      bodyOf('complete', { service: { port: 9000 } }),
      'ServiceTaskDefinition',
    );
    expect(Command.join(' ')).toContain('listen 9000');
    expect(Command.join(' ')).toContain('return 200');
  });

  it('run an image of one’s own as it is, and may pull it and no other', () => {
    const image =
      '123456789012.dkr.ecr.eu-west-2.amazonaws.com/video/content:1.2';
    const body = bodyOf('complete', { service: { image } });
    expect(containerOf(body, 'ServiceTaskDefinition').Command).toBeUndefined();
    templateOf('complete', { service: { image } }).hasResourceProperties(
      'AWS::IAM::Role',
      {
        RoleName: 'execution-role-eu-west-2-demo',
        Policies: [
          {
            PolicyDocument: {
              Statement: Match.arrayWith([
                Match.objectLike({
                  Action: Match.arrayWith(['ecr:BatchGetImage']),
                  Resource:
                    'arn:aws:ecr:eu-west-2:123456789012:repository/video/content',
                }),
              ]),
            },
          },
        ],
      },
    );
    expect(JSON.stringify(bodyOf('complete').Resources)).not.toContain('ecr:');
  });

  it('find every part by an environment variable', () => {
    const { Environment, Secrets } = containerOf(
      bodyOf('complete'),
      'WorkerTaskDefinition',
    );
    expect(Environment.map(({ Name }) => Name)).toEqual([
      'ENVIRONMENT',
      'DATABASE_HOST',
      'DATABASE_PORT',
      'DATABASE_NAME',
      'DATABASE_SECRET_ID',
      'CACHE_REPLICATION_GROUP_ID',
      'MEDIA_PATH',
      'STREAM_NAME',
      'DEAD_LETTER_QUEUE_URL',
    ]);
    expect(Secrets.map(({ Name }) => Name)).toEqual([
      'DATABASE_USERNAME',
      'DATABASE_PASSWORD',
    ]);
  });

  it('keep the number the scaler chose when the stack is updated', () => {
    templateOf('complete').allResourcesProperties('AWS::ECS::Service', {
      DesiredCount: Match.absent(),
    });
  });
});
