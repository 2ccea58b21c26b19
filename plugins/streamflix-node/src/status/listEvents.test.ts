import {
  DeleteStackCommand,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { encodeBase64Url } from '@streamflix/backstage-plugin-streamflix-common';
import { AwsError, type LocalAws } from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { createTestStack } from '../__testUtils__/createTestStack';
import { deployed } from '../__testUtils__/deployed';
import { account, inputOf, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { listEvents } from './listEvents';
import { findEnvironment } from './readSnapshot';
import type { ListedEnvironment } from '../cloudformation/stackFacts';

jest.setTimeout(60_000);

const recorder = new CallRecorder();
let aws: LocalAws;
let access: AwsAccess;
let environment: ListedEnvironment;

async function find(suffix: string): Promise<ListedEnvironment> {
  const ref = { account, region: 'eu-central-1', suffix };
  const found = await findEnvironment(access, ref);
  if (!found) throw new Error(`There is no environment ${suffix}.`);
  return found;
}

beforeAll(async () => {
  ({ aws, access } = await startAccess({ faults: [recorder] }));
  await deployed(access, inputOf('abc'));
  environment = await find('abc');
});
afterAll(() => aws.stop());
beforeEach(() => recorder.reset());

describe('the events of an environment', () => {
  it('come newest first, page by page, to the first', async () => {
    const events = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await listEvents(access, environment, cursor);
      events.push(...page.items);
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor);
    expect(pages).toBeGreaterThan(1);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    expect(events[0]).toMatchObject({
      logicalId: 'streamflix-abc',
      resourceType: 'AWS::CloudFormation::Stack',
      status: 'CREATE_COMPLETE',
    });
    expect(events.at(-1)).toMatchObject({ logicalId: 'streamflix-abc' });
  });

  it.each([
    'made up',
    '',
    '%',
    encodeBase64Url('"text"'),
    encodeBase64Url('[]'),
    encodeBase64Url('["arn:of-another-stack","offset"]'),
  ])(
    'are refused before any call for a cursor that no page returned: %s',
    async cursor => {
      await expect(
        listEvents(access, environment, cursor),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('cursor'),
      });
      expect(recorder.calls).toEqual([]);
    },
  );

  it('are refused for a token that AWS does not know', async () => {
    const cursor = encodeBase64Url(
      JSON.stringify([environment.stack.stackArn, 'made up']),
    );
    await expect(listEvents(access, environment, cursor)).rejects.toMatchObject(
      { name: 'InputError' },
    );
  });

  it('are refused when AWS answers with those of another stack', async () => {
    const { cloudFormation } = await access.clients(environment.ref);
    const send = jest.spyOn(cloudFormation, 'send').mockResolvedValue({
      StackEvents: [{ StackId: 'arn:of-another-stack', EventId: 'secret' }],
    } as never);
    await expect(listEvents(access, environment)).rejects.toMatchObject({
      name: 'InputError',
    });
    send.mockRestore();
  });

  it('are those of one stack, not of a later one of the same name', async () => {
    const ref = { account, region: 'eu-central-1', suffix: 'again' };
    const first = await createTestStack(access, ref);
    const before = await find('again');
    const { cloudFormation } = await access.clients(ref);
    await cloudFormation.send(new DeleteStackCommand({ StackName: first }));
    await waitUntilStackDeleteComplete(
      { client: cloudFormation, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 },
      { StackName: first },
    );
    const second = await createTestStack(access, ref);
    const idsOf = async (of: ListedEnvironment) =>
      (await listEvents(access, of)).items.map(({ id }) => id);
    const after = await find('again');
    expect(after.stack.stackArn).toBe(second);
    const [old, current] = [await idsOf(before), await idsOf(after)];
    expect(old.length).toBeGreaterThan(0);
    expect(current.length).toBeGreaterThan(0);
    expect(old.filter(id => current.includes(id))).toEqual([]);
  });

  it('contain no escapes and no identity of the installation', async () => {
    const { cloudFormation } = await access.clients(environment.ref);
    const send = jest.spyOn(cloudFormation, 'send').mockResolvedValue({
      StackEvents: [
        {
          StackId: environment.stack.stackArn,
          ResourceStatusReason:
            'User: arn:aws:sts::111122223333:assumed-role/portal/x is not authorized to perform: rds:CreateDBCluster\u001b[2J\nforged',
        },
      ],
    } as never);
    const { items } = await listEvents(access, environment);
    expect(items[0].reason).toBe(
      'User: (identity not shown) is not authorized to perform: rds:CreateDBCluster [2J forged',
    );
    send.mockRestore();
  });

  it('report that AWS denies them', async () => {
    recorder.fault = operation => {
      if (operation === 'DescribeStackEvents') {
        throw new AwsError('AccessDenied', 'For the test.', 403);
      }
    };
    await expect(listEvents(access, environment)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'AWS denies cloudformation:DescribeStackEvents',
      ),
    });
  });
});
