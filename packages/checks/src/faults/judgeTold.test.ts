import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { Account } from './Account';
import { judgeOnce } from './judgeOnce';
import { judgeTold } from './judgeTold';
import type { Attempt } from './Scenario';

const statuses = [
  'CREATE_IN_PROGRESS',
  'CREATE_COMPLETE',
  'UPDATE_IN_PROGRESS',
  'UPDATE_COMPLETE',
] as const;

const events = statuses.map(
  (ResourceStatus, index): StackEvent => ({
    StackId: 'stack',
    StackName: 'abc',
    Timestamp: new Date(),
    EventId: `${index}`,
    LogicalResourceId: 'abc',
    ResourceStatus,
    PhysicalResourceId: 'stack',
  }),
);

const ever = new Map([['stack', events]]);
const happened = new Map([['stack', events.slice(2)]]);
const history = { ever, happened, since: ever };

const account = (from: number, to: number): Account => ({
  ending: 'updated',
  words: '',
  notices: [],
  lines: events.slice(from, to).map(({ EventId, ResourceStatus }) => ({
    text: `0/0 · abc · ${ResourceStatus}`,
    eventId: EventId,
  })),
  amiss: [],
  begun: [],
  handed: '',
});

const attempt: Attempt = {
  do: 'change',
  ends: 'updated',
  stack: 'UPDATE_COMPLETE',
};

describe('the lines of an attempt', () => {
  it('are all that happened meanwhile', () => {
    expect(judgeTold([account(2, 4)], [attempt], history)).toEqual([]);
    expect(judgeTold([account(2, 3)], [attempt], history)).not.toEqual([]);
  });

  it('are all since the attempt before, where that is told again', () => {
    const retold = { ...attempt, retold: true } as const;
    expect(judgeTold([account(0, 4)], [retold], history)).toEqual([]);
    expect(judgeTold([account(2, 4)], [retold], history)).not.toEqual([]);
  });

  it('may be a piece of it, where not all is told', () => {
    const untold = { ...attempt, untold: true } as const;
    expect(judgeTold([account(1, 3)], [untold], history)).toEqual([]);
  });
});

describe('the lines of two who ask at once', () => {
  const rivals = [attempt, attempt];

  it('are whole for one of them', () => {
    expect(judgeTold([account(3, 4), account(2, 4)], rivals, history)).toEqual(
      [],
    );
    expect(
      judgeTold([account(3, 4), account(3, 4)], rivals, history),
    ).not.toEqual([]);
  });

  it('are whole for both when they ask for the very same operation', () => {
    const same = rivals.map(each => ({ ...each, token: 'same' }));
    expect(judgeTold([account(2, 4), account(2, 4)], same, history)).toEqual(
      [],
    );
    expect(
      judgeTold([account(3, 4), account(2, 4)], same, history),
    ).not.toEqual([]);
  });
});

describe('an operation', () => {
  it('is begun once', () => {
    expect(judgeOnce(happened, attempt)).toEqual([]);
    expect(judgeOnce(ever, attempt)).toEqual(['2 operations were begun']);
  });
});
