import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { clientConfig, REGION } from '../__testUtils__/seed';
import { StackDriver } from '../__testUtils__/StackDriver';
import type { Policies, PolicyStatement } from './PolicyStatement';

const account = '000000000000';

const allow = (
  Action: string | string[],
  Resource = '*',
  Condition?: PolicyStatement['Condition'],
): PolicyStatement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

const deny = (Action: string): PolicyStatement => ({
  Effect: 'Deny',
  Action,
  Resource: '*',
});

const stacks = allow('cloudformation:*');

const topic = {
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alarms' } },
  },
};

const network = {
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Subnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' },
    },
  },
};

const role = (more: object = {}) => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'task',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'ecs-tasks.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        },
        ...more,
      },
    },
  },
});

const acknowledged = { Capabilities: ['CAPABILITY_NAMED_IAM' as const] };

describe('local AWS with policies', () => {
  let driver: StackDriver;
  const start = async (policies: Policies) => {
    driver = await StackDriver.start({ policies });
  };
  afterEach(() => driver.stop());

  async function reasonOf(stack: string): Promise<string> {
    const events = await driver.events(stack);
    return (
      events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')
        ?.ResourceStatusReason ?? ''
    );
  }

  it('refuses a call that no statement allows, with the words of AWS', async () => {
    await start({ portal: [] });
    await expect(
      driver.client.send(new DescribeStacksCommand({ StackName: 'a' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${account}:user/local-aws is not authorized to perform: cloudformation:DescribeStacks on resource: arn:aws:cloudformation:${REGION}:${account}:stack/a/* because no identity-based policy allows the cloudformation:DescribeStacks action`,
    });
  });

  it('refuses a call that a statement denies, although another allows it', async () => {
    await start({ portal: [stacks, deny('cloudformation:Describe*')] });
    await expect(
      driver.client.send(new DescribeStacksCommand({})),
    ).rejects.toThrow('with an explicit deny in an identity-based policy');
  });

  it('authorizes each resource that a call names', async () => {
    await start({
      portal: [allow('ecs:*', `arn:aws:ecs:*:${account}:service/a/one`)],
    });
    const ecs = new ECSClient(clientConfig(driver.aws.url));
    await expect(
      ecs.send(
        new DescribeServicesCommand({ cluster: 'a', services: ['one', 'two'] }),
      ),
    ).rejects.toThrow(
      `ecs:DescribeServices on resource: arn:aws:ecs:${REGION}:${account}:service/a/two`,
    );
  });

  it('lets the root user do everything', async () => {
    await start({ portal: [] });
    const iam = new IAMClient({
      ...clientConfig(driver.aws.url),
      credentials: { accessKeyId: 'root', secretAccessKey: 'root' },
    });
    await expect(
      iam.send(new GetRoleCommand({ RoleName: 'AWSServiceRoleForECS' })),
    ).resolves.toHaveProperty('Role.RoleName', 'AWSServiceRoleForECS');
  });

  it('fails a resource whose handler may not do what it does for the caller', async () => {
    await start({ portal: [stacks] });
    const stack = await driver.create('a', topic);
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await reasonOf('a')).toMatch(
      /^Resource handler returned message: "User: arn:aws:iam::000000000000:user\/local-aws is not authorized to perform: sns:CreateTopic on resource: arn:aws:sns:eu-west-2:000000000000:alarms because no identity-based policy allows the sns:CreateTopic action \(Service: Sns, .*HandlerErrorCode: AccessDenied\)$/s,
    );
  });

  it('does what the service role may do in the place of the caller, who must be allowed to pass it', async () => {
    const RoleARN = `arn:aws:iam::${account}:role/deployer`;
    const pass = allow('iam:PassRole', RoleARN, {
      StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    });
    await start({ portal: [stacks, pass], execution: [allow('sns:*')] });
    expect((await driver.create('a', topic, { RoleARN })).StackStatus).toBe(
      'CREATE_COMPLETE',
    );
    const another = driver.client.send(
      new CreateStackCommand({
        StackName: 'b',
        TemplateBody: JSON.stringify(topic),
        RoleARN: `${RoleARN}-other`,
      }),
    );
    await expect(another).rejects.toThrow(
      `iam:PassRole on resource: ${RoleARN}-other`,
    );
  });

  it('refuses a call without the service role that a condition requires', async () => {
    await start({
      portal: [
        allow('cloudformation:CreateChangeSet', '*', {
          StringEquals: { 'cloudformation:RoleArn': 'arn:aws:iam::1:role/a' },
        }),
      ],
    });
    await expect(
      driver.client.send(
        new CreateChangeSetCommand({
          StackName: 'a',
          ChangeSetName: 'a',
          ChangeSetType: 'CREATE',
          TemplateBody: JSON.stringify(topic),
        }),
      ),
    ).rejects.toThrow('cloudformation:CreateChangeSet');
  });

  it('compares the tags of the resource that another one belongs to', async () => {
    const tagged = { StringEquals: { 'aws:ResourceTag/team': 'video' } };
    const ours = allow('ec2:*', `arn:aws:ec2:*:${account}:vpc/*`, tagged);
    await start({
      portal: [
        stacks,
        allow(['ec2:CreateVpc', 'ec2:CreateTags', 'ec2:Describe*']),
        allow('ec2:*', `arn:aws:ec2:*:${account}:subnet/*`),
        ours,
      ],
    });
    const Tags = [{ Key: 'team', Value: 'video' }];
    expect((await driver.create('ours', network, { Tags })).StackStatus).toBe(
      'CREATE_COMPLETE',
    );
    await driver.create('theirs', network);
    expect(await reasonOf('theirs')).toContain(
      'You are not authorized to perform this operation. User: ',
    );
  });

  it('compares the permissions boundary of a new role', async () => {
    const boundary = `arn:aws:iam::${account}:policy/limits`;
    await start({
      portal: [
        stacks,
        allow('iam:*', '*', {
          StringEquals: { 'iam:PermissionsBoundary': boundary },
        }),
        allow(['iam:Get*', 'iam:List*', 'iam:TagRole', 'iam:DeleteRole']),
      ],
    });
    await driver.create('free', role(), acknowledged);
    expect(await reasonOf('free')).toContain(
      `iam:CreateRole on resource: arn:aws:iam::${account}:role/task`,
    );
    const bounded = await driver.create(
      'bounded',
      role({ PermissionsBoundary: boundary }),
      acknowledged,
    );
    expect(bounded.StackStatus).toBe('CREATE_COMPLETE');
  });

  it('gives a session of a role of a stack its policies, within its boundary', async () => {
    const PolicyDocument = { Version: '2012-10-17', Statement: allow('iam:*') };
    await start({
      portal: [allow('*')],
      boundary: [allow('ecs:*')],
    });
    await driver.create(
      'a',
      role({
        PermissionsBoundary: `arn:aws:iam::${account}:policy/limits`,
        Policies: [{ PolicyName: 'all', PolicyDocument }],
      }),
      acknowledged,
    );
    const sts = new STSClient(clientConfig(driver.aws.url));
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${account}:role/task`,
        RoleSessionName: 'test',
      }),
    );
    const config = {
      ...clientConfig(driver.aws.url),
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken,
      },
    };
    await expect(
      new IAMClient(config).send(new GetRoleCommand({ RoleName: 'task' })),
    ).rejects.toThrow('because no permissions boundary allows the iam:GetRole');
    await expect(
      new ECSClient(config).send(
        new DescribeServicesCommand({ services: ['a'] }),
      ),
    ).rejects.toThrow('because no identity-based policy allows the ecs:');
  });
});
