import type {
  FilteredLogEvent,
  FilterLogEventsCommand,
  FilterLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { asAccess } from '../__testUtils__/asAccess';
import type { ListedEnvironment } from '../cloudformation/stackFacts';
import { readLogs } from './readLogs';

const now = Date.parse('2026-03-02T10:00:00.000Z');
const minute = 60_000;

const environment: ListedEnvironment = {
  ref: { account: '000000000000', region: 'eu-west-2', suffix: 'demo' },
  stack: {
    stackArn: 'arn',
    stackName: 'streamflix-demo',
    status: 'CREATE_COMPLETE',
    createdAt: '2026-03-01T10:00:00.000Z',
    terminationProtection: false,
    outputs: {},
  },
  readAt: '2026-03-02T10:00:00.000Z',
};
const groups = { worker: '/ecs/worker-demo' };

const eventsSince = (minutes: number, count: number): FilteredLogEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    logStreamName: 'worker/worker/1',
    timestamp: now - minutes * minute + index,
    message: `line ${index}`,
  }));

/** Answers each request, and returns how many minutes each looked back. */
function clientOf(
  answer: (
    minutes: number,
    token?: string,
  ) => Partial<FilterLogEventsCommandOutput>,
) {
  const asked: number[] = [];
  const access = asAccess({
    logs: {
      send: async ({ input }: FilterLogEventsCommand) => {
        const minutes = (now - (input.startTime ?? 0)) / minute;
        asked.push(minutes);
        return answer(minutes, input.nextToken);
      },
    },
  });
  return { access, asked };
}

const read = (access: ReturnType<typeof asAccess>) =>
  readLogs(access, environment, 'worker', groups);

describe('the last lines of a log', () => {
  beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(now));
  afterEach(() => jest.restoreAllMocks());

  it('of a busy one come from the last minute, and are the last', async () => {
    const { access, asked } = clientOf(minutes => ({
      events: eventsSince(minutes, 500),
    }));
    const { lines, isPartial } = await read(access);
    expect(asked).toEqual([1]);
    expect(lines).toHaveLength(200);
    expect(lines.at(-1)?.text).toBe('line 499');
    expect(isPartial).toBe(false);
  });

  it('of a quiet one are searched up to a day back', async () => {
    const { access, asked } = clientOf(minutes => ({
      events: minutes > 60 ? eventsSince(minutes, 3) : [],
    }));
    const { lines, since } = await read(access);
    expect(asked).toEqual([1, 10, 120, 1440]);
    expect(lines).toHaveLength(3);
    expect(since).toBe('2026-03-01T10:00:00.000Z');
  });

  it('are those of a shorter time when a longer one has too many', async () => {
    const { access, asked } = clientOf(minutes => ({
      events: eventsSince(minutes, minutes === 1 ? 5 : 10_000),
      nextToken: minutes === 1 ? undefined : 'more',
    }));
    const { lines, isPartial } = await read(access);
    expect(asked).toEqual([1, 10, 10, 10]);
    expect(lines.map(({ text }) => text).at(-1)).toBe('line 4');
    expect(isPartial).toBe(false);
  });

  it('are reported as partial when a minute has more than can be read', async () => {
    const { access } = clientOf(minutes => ({
      events: eventsSince(minutes, 10_000),
      nextToken: 'more',
    }));
    expect((await read(access)).isPartial).toBe(true);
  });

  it('contain no value that looks like a secret, and no control character', async () => {
    const { access } = clientOf(minutes => ({
      events: [
        {
          timestamp: now - minutes,
          logStreamName: 'worker',
          message: 'red \u001b[31mpassword=hunter2\nkey AKIAABCDEFGHIJKLMNOP',
        },
      ],
    }));
    const { lines } = await read(access);
    expect(lines.map(({ text }) => text)).toEqual([
      'red  [31mpassword=[hidden]',
      'key [hidden]',
    ]);
  });

  it('are none while the log group does not exist', async () => {
    const { access } = clientOf(() => {
      throw Object.assign(new Error('No group.'), {
        name: 'ResourceNotFoundException',
      });
    });
    expect((await read(access)).lines).toEqual([]);
  });

  it('do not exist for a part that the environment does not have', async () => {
    const { access } = clientOf(() => ({ events: [] }));
    await expect(
      readLogs(access, environment, 'service', groups),
    ).rejects.toThrow('The environment demo has no log of this kind.');
  });
});
