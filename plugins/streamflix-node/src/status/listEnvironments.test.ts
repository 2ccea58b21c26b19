import {
  CreateChangeSetCommand,
  CreateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  managedBy,
  stackTags,
} from '@streamflix/backstage-plugin-streamflix-common';
import { AwsError, type LocalAws } from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { account, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { listEnvironments } from './listEnvironments';

jest.setTimeout(60_000);

const recorder = new CallRecorder();
let aws: LocalAws;
let access: AwsAccess;

/** The smallest template CloudFormation accepts. */
const TemplateBody = JSON.stringify({
  Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
  Outputs: { Answer: { Value: 'yes' } },
});

const tagsOf = (suffix: string, more: Record<string, string> = {}) =>
  Object.entries({
    [stackTags.suffix]: suffix,
    [stackTags.managedBy]: managedBy,
    [stackTags.owner]: 'group:default/video',
    [stackTags.blueprint]: 'complete',
    [stackTags.version]: '0.1.0',
    ...more,
  }).map(([Key, Value]) => ({ Key, Value }));

const createStack = async (
  region: string,
  StackName: string,
  Tags = tagsOf(StackName.replace('streamflix-', '')),
) => {
  const { cloudFormation } = await access.clients({ account, region });
  await cloudFormation.send(
    new CreateStackCommand({ StackName, TemplateBody, Tags }),
  );
};

const names = (items: { ref: { suffix: string; region: string } }[]) =>
  items.map(({ ref }) => `${ref.suffix} ${ref.region}`).sort();

beforeAll(async () => {
  ({ aws, access } = await startAccess({ faults: [recorder] }));
  await createStack('eu-west-2', 'streamflix-one');
  await createStack('eu-central-1', 'streamflix-one');
  await createStack('eu-central-1', 'streamflix-two');
  // Four stacks not managed by StreamFlix.
  await createStack('eu-west-2', 'other', []);
  await createStack('eu-west-2', 'streamflix-hand', [
    { Key: stackTags.suffix, Value: 'hand' },
  ]);
  await createStack('eu-west-2', 'streamflix-nested-x', tagsOf('one'));
  await createStack('eu-west-2', 'streamflix-Bad--name', tagsOf('Bad--name'));
  const { cloudFormation } = await access.clients({
    account,
    region: 'eu-west-2',
  });
  await cloudFormation.send(
    new CreateChangeSetCommand({
      StackName: 'streamflix-plan',
      ChangeSetName: 'plan',
      ChangeSetType: 'CREATE',
      TemplateBody,
      Tags: tagsOf('plan'),
    }),
  );
});
afterAll(() => aws.stop());
beforeEach(() => recorder.reset());

describe('listing environments', () => {
  it('finds those of every configured region by their tags, and nothing of another hand', async () => {
    const { items, failures } = await listEnvironments(access);
    expect(failures).toEqual([]);
    expect(names(items)).toEqual([
      'one eu-central-1',
      'one eu-west-2',
      'two eu-central-1',
    ]);
    expect(items[0]).toMatchObject({
      ref: { account },
      stack: {
        stackName: expect.stringMatching(/^streamflix-/),
        blueprint: 'complete',
        owner: 'group:default/video',
        version: '0.1.0',
        terminationProtection: false,
      },
    });
  });

  it('reports the targets that could not be listed, and shows the others', async () => {
    recorder.fault = (_, { region }) => {
      if (region === 'eu-west-2') {
        throw new AwsError('AccessDenied', 'Not here.', 403);
      }
    };
    const { items, failures } = await listEnvironments(access);
    expect(names(items)).toEqual(['one eu-central-1', 'two eu-central-1']);
    expect(failures).toEqual([
      {
        account,
        region: 'eu-west-2',
        reason: expect.stringMatching(
          /^AWS denies cloudformation:DescribeStacks/,
        ),
      },
    ]);
  });

  it('takes half a listing for none', async () => {
    for (let i = 0; i < 120; i++) {
      await createStack('ap-northeast-1', `streamflix-many-${i}`);
    }
    let pages = 0;
    recorder.fault = (operation, { region }) => {
      if (operation === 'DescribeStacks' && region === 'ap-northeast-1') {
        pages += 1;
        if (pages > 1) throw new AwsError('AccessDenied', 'Enough.', 403);
      }
    };
    const { items, failures } = await listEnvironments(access);
    expect(pages).toBe(2);
    expect(failures).toMatchObject([{ region: 'ap-northeast-1' }]);
    expect(items.some(({ ref }) => ref.region === 'ap-northeast-1')).toBe(
      false,
    );
  });
});
