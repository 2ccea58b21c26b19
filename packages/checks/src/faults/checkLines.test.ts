import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { checkLines } from './checkLines';

const event = (
  EventId: string,
  LogicalResourceId: string,
  ResourceStatus: StackEvent['ResourceStatus'],
): StackEvent => ({
  StackId: 'stack',
  StackName: 'abc',
  Timestamp: new Date(),
  EventId,
  LogicalResourceId,
  ResourceStatus,
  PhysicalResourceId: LogicalResourceId === 'abc' ? 'stack' : EventId,
});

const happened = new Map([
  [
    'stack',
    [
      event('1', 'abc', 'CREATE_IN_PROGRESS'),
      event('2', 'Vpc', 'CREATE_IN_PROGRESS'),
      event('3', 'Vpc', 'CREATE_COMPLETE'),
      event('4', 'abc', 'CREATE_COMPLETE'),
    ],
  ],
]);

const good = [
  '0/1 · abc · CREATE_IN_PROGRESS',
  '0/1 · Vpc · CREATE_IN_PROGRESS',
  '1/1 · Vpc · CREATE_COMPLETE · 3 s',
  '1/1 · abc · CREATE_COMPLETE',
];

const check = (texts: readonly string[], options = {}) =>
  checkLines(
    {
      outcome: 'created',
      planned: 1,
      lines: texts.map((text, index) => ({ text, eventId: `${index + 1}` })),
    },
    happened,
    options,
  );

describe('the lines of an operation', () => {
  it('are correct when they report what AWS did', () => {
    expect(check(good)).toEqual([]);
  });

  it.each<[string, string[], RegExp]>([
    [
      'one is left out',
      good.toSpliced(1, 1),
      /^line 2 is Vpc · CREATE_COMPLETE/,
    ],
    ['the last is missing', good.slice(0, 3), /1 events were not reported/],
    [
      'one is reported twice',
      good.toSpliced(1, 0, good[1]),
      /^line reported twice/,
    ],
    ['two change places', [good[0], good[2], good[1], good[3]], /^line 2 is/],
    ['n passes m', good.with(2, '2/1 · Vpc · CREATE_COMPLETE'), /n passes m/],
    ['n falls', good.with(3, '0/1 · abc · CREATE_COMPLETE'), /n falls/],
    [
      'm is wrong',
      good.map(line => line.replace('/1', '/2')),
      /m is not the plan's 1/,
    ],
  ])('are wrong when %s', (_, texts, wrong) => {
    expect(check(texts).join('\n')).toMatch(wrong);
  });

  it('are one piece of what AWS did, where more may have happened', () => {
    expect(
      check(good.slice(0, 2), { partlyReported: true }),
    ).not.toContainEqual(expect.stringContaining('not reported'));
    expect(check([good[0], good[3]], { partlyReported: true })).toContainEqual(
      'the reported events are not one contiguous part of AWS’s events',
    );
  });
});
