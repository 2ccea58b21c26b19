import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { AttemptReport } from './AttemptReport';
import { checkOnce } from './checkOnce';
import { checkReports } from './checkReports';
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

const report = (from: number, to: number): AttemptReport => ({
  outcome: 'updated',
  message: '',
  notices: [],
  lines: events.slice(from, to).map(({ EventId, ResourceStatus }) => ({
    text: `0/0 · abc · ${ResourceStatus}`,
    eventId: EventId,
  })),
  problems: [],
  addedFaults: [],
  otherOutput: '',
});

const attempt: Attempt = {
  do: 'change',
  expects: 'updated',
  stack: 'UPDATE_COMPLETE',
};

describe('the lines of an attempt', () => {
  it('are all that happened meanwhile', () => {
    expect(checkReports([report(2, 4)], [attempt], history)).toEqual([]);
    expect(checkReports([report(2, 3)], [attempt], history)).not.toEqual([]);
  });

  it('are all since the attempt before, where that is reported again', () => {
    const reportedAgain = { ...attempt, reportedAgain: true } as const;
    expect(checkReports([report(0, 4)], [reportedAgain], history)).toEqual([]);
    expect(checkReports([report(2, 4)], [reportedAgain], history)).not.toEqual(
      [],
    );
  });

  it('may be a piece of it, where not all is reported', () => {
    const partlyReported = { ...attempt, partlyReported: true } as const;
    expect(checkReports([report(1, 3)], [partlyReported], history)).toEqual([]);
  });
});

describe('the lines of two concurrent requesters', () => {
  const attempts = [attempt, attempt];

  it('are whole for one of them', () => {
    expect(
      checkReports([report(3, 4), report(2, 4)], attempts, history),
    ).toEqual([]);
    expect(
      checkReports([report(3, 4), report(3, 4)], attempts, history),
    ).not.toEqual([]);
  });

  it('are whole for both when they ask for the very same operation', () => {
    const same = attempts.map(each => ({ ...each, token: 'same' }));
    expect(checkReports([report(2, 4), report(2, 4)], same, history)).toEqual(
      [],
    );
    expect(
      checkReports([report(3, 4), report(2, 4)], same, history),
    ).not.toEqual([]);
  });
});

describe('an operation', () => {
  it('starts once', () => {
    expect(checkOnce(happened, attempt)).toEqual([]);
    expect(checkOnce(ever, attempt)).toEqual(['2 operations were started']);
  });
});
