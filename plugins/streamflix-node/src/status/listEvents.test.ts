import { AwsError, type LocalAws } from '@streamflix/local-aws';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { deployed } from '../__testUtils__/deployed';
import { account, inputOf, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../AwsAccess';
import { listEvents } from './listEvents';

jest.setTimeout(60_000);

const recorder = new CallRecorder();
let aws: LocalAws;
let access: AwsAccess;
let ref: EnvironmentRef;

beforeAll(async () => {
  ({ aws, access } = await startAccess({ faults: [recorder] }));
  ref = await deployed(access, inputOf('abc'));
});
afterAll(() => aws.stop());
beforeEach(() => recorder.reset());

describe('the events of an environment', () => {
  it('come newest first, page by page, to the first', async () => {
    const events = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await listEvents(access, ref, cursor);
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

  it('are not found when there is no such environment', async () => {
    await expect(
      listEvents(access, { ...ref, suffix: 'nobody' }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: `There is no environment nobody in ${ref.region} of account ${account}.`,
    });
  });

  it('are refused for a cursor that no page gave', async () => {
    await expect(listEvents(access, ref, 'made up')).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('cursor'),
    });
  });

  it('tell in words that AWS denies them', async () => {
    recorder.fault = operation => {
      if (operation === 'DescribeStackEvents') {
        throw new AwsError('AccessDenied', 'For the test.', 403);
      }
    };
    await expect(listEvents(access, ref)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'AWS denies cloudformation:DescribeStackEvents',
      ),
    });
  });
});
