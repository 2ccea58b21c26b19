import type { OperationEvent } from '../cloudformation/OperationEvent';
import { ProgressCounter } from './ProgressCounter';
import { ProgressLines } from './ProgressLines';

type EventRow = [
  second: number,
  logicalId: string,
  status: string,
  reason?: string,
];

/** The lines of an operation that changes these resources. */
function linesOf(events: EventRow[], touched: string[]): string[] {
  const counter = new ProgressCounter(
    touched.map(logicalId => ({ logicalId })),
  );
  const lines = new ProgressLines();
  return events.map(([second, logicalId, status, reason]) => {
    const event: OperationEvent = {
      id: `${second} ${logicalId} ${status}`,
      at: new Date(second * 1000).toISOString(),
      logicalId,
      resourceType: 'AWS::Kinesis::Stream',
      status,
      reason,
      ofStack: logicalId === 'stack',
    };
    return lines.format(event, counter.count(event)).line;
  });
}

describe('the lines of an operation', () => {
  it('describe a start that CloudFormation reports twice in two ways, and how long a resource took', () => {
    expect(
      linesOf(
        [
          [0, 'stack', 'CREATE_IN_PROGRESS', 'User Initiated'],
          [1, 'A', 'CREATE_IN_PROGRESS'],
          [2, 'A', 'CREATE_IN_PROGRESS', 'Resource creation Initiated'],
          [423, 'A', 'CREATE_COMPLETE'],
          [424, 'stack', 'CREATE_COMPLETE'],
        ],
        ['A'],
      ),
    ).toEqual([
      '0/1 · stack · CREATE_IN_PROGRESS',
      '0/1 · A · CREATE_IN_PROGRESS',
      '0/1 · A · CREATE_IN_PROGRESS · Resource creation Initiated',
      '1/1 · A · CREATE_COMPLETE · 7 min 2 s',
      '1/1 · stack · CREATE_COMPLETE',
    ]);
  });

  it('are never the same, even when CloudFormation reports the same again', () => {
    const lines = linesOf(
      [
        [0, 'A', 'UPDATE_IN_PROGRESS'],
        [1, 'A', 'UPDATE_IN_PROGRESS'],
        [2, 'A', 'UPDATE_IN_PROGRESS'],
      ],
      ['A'],
    );
    expect(lines).toEqual([
      '0/1 · A · UPDATE_IN_PROGRESS',
      '0/1 · A · UPDATE_IN_PROGRESS (2)',
      '0/1 · A · UPDATE_IN_PROGRESS (3)',
    ]);
  });

  it('describe why a resource failed, and time its rollback separately', () => {
    expect(
      linesOf(
        [
          [0, 'A', 'UPDATE_IN_PROGRESS'],
          [60, 'A', 'UPDATE_FAILED', 'No capacity.'],
          [61, 'stack', 'UPDATE_ROLLBACK_IN_PROGRESS', 'A failed.'],
          [62, 'A', 'UPDATE_IN_PROGRESS'],
          [67, 'A', 'UPDATE_COMPLETE'],
        ],
        ['A', 'B'],
      ),
    ).toEqual([
      '0/2 · A · UPDATE_IN_PROGRESS',
      '0/2 · A · UPDATE_FAILED · 1 min 0 s · No capacity.',
      '0/1 · stack · UPDATE_ROLLBACK_IN_PROGRESS · A failed.',
      '0/1 · A · UPDATE_IN_PROGRESS',
      '1/1 · A · UPDATE_COMPLETE · 5 s',
    ]);
  });
});
