import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { stackStatus } from '@streamflix/backstage-plugin-streamflix-common';
import { sequences } from '../cloudformation/__fixtures__/eventSequences.json';
import { StackEventReader } from '../cloudformation/StackEventReader';
import { explain } from '../diagnosis/explain';
import { ProgressCounter } from './ProgressCounter';

const stackArn =
  'arn:aws:cloudformation:eu-west-2:111122223333:stack/streamflix-demo/1';

type Sequence = (typeof sequences)[number];

interface Logged {
  t: number | null;
  id: string;
  type: string;
  status: string;
  detailedStatus?: string;
  reason?: string;
}

/** Events as DescribeStackEvents returns them; the change set that came first is an operation of its own. */
const eventsOf = (
  { events, id: sequence }: Sequence,
  withOperationIds: boolean,
): StackEvent[] =>
  (events as Logged[]).map((event, index) => ({
    StackId: stackArn,
    StackName: 'streamflix-demo',
    EventId: `${sequence}-${index}`,
    OperationId: withOperationIds
      ? `${event.status === 'REVIEW_IN_PROGRESS' ? 'change-set' : sequence}`
      : undefined,
    LogicalResourceId: event.id,
    PhysicalResourceId: event.id === 'Stack' ? stackArn : `${event.id}-1`,
    ResourceType: event.type,
    Timestamp: new Date(Date.UTC(2026, 0, 1) + 1000 * (event.t ?? index)),
    ResourceStatus: event.status as StackEvent['ResourceStatus'],
    DetailedStatus: event.detailedStatus as StackEvent['DetailedStatus'],
    ResourceStatusReason: event.reason,
  }));

/** A client that knows these events, newest first, in pages. */
function clientOf(events: () => readonly StackEvent[], pageSize: number) {
  const send = async ({ input }: { input: { NextToken?: string } }) => {
    const start = Number(input.NextToken ?? 0);
    const newestFirst = [...events()].reverse();
    const end = start + pageSize;
    return {
      StackEvents: newestFirst.slice(start, end),
      NextToken: end < newestFirst.length ? String(end) : undefined,
    };
  };
  return { send } as unknown as ConstructorParameters<
    typeof StackEventReader
  >[0];
}

const whole = sequences.filter(({ events: [first] }) => first.id === 'Stack');
const cases = whole.flatMap(sequence =>
  [true, false].flatMap(ids =>
    [1, 3, 100].map((size): [string, string, number, Sequence, boolean] => [
      sequence.id,
      ids ? 'with operation ids' : 'without operation ids',
      size,
      sequence,
      ids,
    ]),
  ),
);

describe('the event sequences of real deployments', () => {
  it.each(cases)(
    '%s, %s, in pages of %d, are read from the start of the operation, once each',
    async (_, __, size, sequence, ids) => {
      const events = eventsOf(sequence, ids);
      const reader = new StackEventReader(
        clientOf(() => events, size),
        stackArn,
      );
      const read = await reader.skipToLast();
      const expected = events.filter(
        ({ ResourceStatus }) =>
          (ResourceStatus as string) !== 'REVIEW_IN_PROGRESS',
      );
      expect(read?.map(({ id }) => id)).toEqual(
        expected.map(({ EventId }) => EventId),
      );
      expect(await reader.read()).toEqual([]);
    },
  );

  it.each(cases)(
    '%s, %s, in pages of %d, count the same after a restart at any event',
    async (_, __, size, sequence, ids) => {
      const events = eventsOf(sequence, ids);
      const all = await new StackEventReader(
        clientOf(() => events, size),
        stackArn,
      ).skipToLast();
      const continuous = new ProgressCounter([]);
      const counts = all?.map(event => continuous.count(event)) ?? [];
      const offset = events.length - counts.length;
      for (let known = offset + 1; known <= events.length; known++) {
        let visible = events.slice(0, known);
        const reader = new StackEventReader(
          clientOf(() => visible, size),
          stackArn,
        );
        const counter = new ProgressCounter([]);
        let last;
        for (const event of (await reader.skipToLast()) ?? []) {
          last = counter.count(event);
        }
        expect(last).toEqual(counts[known - 1 - offset]);
        visible = events;
        for (const event of await reader.read()) last = counter.count(event);
        expect(last).toEqual(counts.at(-1));
      }
    },
  );

  it.each(whole.map((sequence): [string, Sequence] => [sequence.id, sequence]))(
    '%s never lose progress, except where the rollback restarts the count',
    (id, sequence) => {
      const counter = new ProgressCounter(
        [],
        id.startsWith('delete') ? 'destroying' : 'deploying',
      );
      const counts = eventsOf(sequence, true).map(event => {
        const count = counter.count({
          id: event.EventId ?? '',
          at: '',
          logicalId: event.LogicalResourceId ?? '',
          resourceType: event.ResourceType ?? '',
          status: event.ResourceStatus ?? '',
          ofStack: event.LogicalResourceId === 'Stack',
        });
        return { ...count, isRollingBack: counter.isRollingBack };
      });
      const lost = counts.filter(
        ({ done, total, isRollingBack }, index) =>
          done > total ||
          (counts[index - 1]?.isRollingBack === isRollingBack &&
            done < counts[index - 1].done),
      );
      expect(lost).toEqual([]);
      const last = sequence.events.at(-1);
      const { outcome, isFinished } = stackStatus(last?.status ?? '');
      const isComplete =
        last?.id === 'Stack' && isFinished && outcome !== 'failed';
      const { done, total } = counts[counts.length - 1];
      expect(!isComplete || done === total).toBe(true);
    },
  );

  it('start once, although the stack repeats its status when everything is configured', async () => {
    const sequence = whole.find(
      ({ id }) => id === 'createStackConfigurationComplete',
    ) as Sequence;
    // An AWS that repeats the status without a detailed status: only the operation's id shows that nothing started.
    const events = eventsOf(sequence, true).map(event => ({
      ...event,
      DetailedStatus: undefined,
    }));
    const read = await new StackEventReader(
      clientOf(() => events, 100),
      stackArn,
    ).skipToLast();
    expect(read).toHaveLength(events.length);
  });

  it.each([
    ['createFailedRollback', 'A', 'hook-refused'],
    ['updateFailed', 'R', 'throttled'],
    ['deleteFailed', 'PrivateSubnet', 'vpc-has-leftovers'],
  ])('%s are explained by the first failure', async (id, logicalId, cause) => {
    const sequence = whole.find(s => s.id === id) as Sequence;
    const events = eventsOf(sequence, true);
    const read = await new StackEventReader(
      clientOf(() => events, 100),
      stackArn,
    ).skipToLast();
    expect(explain(read ?? [])).toMatchObject({
      resource: { logicalId },
      id: cause,
    });
  });
});
