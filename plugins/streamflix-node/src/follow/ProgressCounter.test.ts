import type { OperationEvent } from '../cloudformation/OperationEvent';
import { ProgressCounter } from './ProgressCounter';
import { progressLine } from './progressLine';

const event = (logicalId: string, status: string): OperationEvent => ({
  id: `${logicalId}-${status}`,
  at: '2026-01-01T00:00:00.000Z',
  logicalId,
  resourceType: 'AWS::Kinesis::Stream',
  status,
  ofStack: logicalId === 'stack',
});

/** Progress lines of a whole operation. */
function lines(
  touched: string[],
  events: [logicalId: string, status: string][],
  direction?: 'destroying',
) {
  const counter = new ProgressCounter(
    touched.map(logicalId => ({ logicalId })),
    direction,
  );
  return events.map(([logicalId, status]) => {
    const reported = event(logicalId, status);
    return progressLine(counter.count(reported), reported);
  });
}

describe('progress', () => {
  it('counts what is done of all that the change set touches', () => {
    expect(
      lines(
        ['A', 'B'],
        [
          ['stack', 'CREATE_IN_PROGRESS'],
          ['A', 'CREATE_IN_PROGRESS'],
          ['A', 'CREATE_COMPLETE'],
          ['B', 'CREATE_COMPLETE'],
          ['stack', 'CREATE_COMPLETE'],
        ],
      ),
    ).toEqual([
      '0/2 · stack · CREATE_IN_PROGRESS',
      '0/2 · A · CREATE_IN_PROGRESS',
      '1/2 · A · CREATE_COMPLETE',
      '2/2 · B · CREATE_COMPLETE',
      '2/2 · stack · CREATE_COMPLETE',
    ]);
  });

  it('counts a replaced resource once, though the old one is deleted afterwards', () => {
    const reported = lines(
      ['A', 'B'],
      [
        ['A', 'UPDATE_COMPLETE'],
        ['stack', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
        ['A', 'DELETE_COMPLETE'],
      ],
    );
    expect(reported.at(-1)).toBe('1/2 · A · DELETE_COMPLETE');
  });

  it('starts again when the operation rolls back, with what there is to undo', () => {
    expect(
      lines(
        ['A', 'B', 'C'],
        [
          ['A', 'CREATE_COMPLETE'],
          ['B', 'CREATE_FAILED'],
          ['stack', 'ROLLBACK_IN_PROGRESS'],
          ['A', 'DELETE_COMPLETE'],
          ['stack', 'ROLLBACK_COMPLETE'],
        ],
      ).slice(1),
    ).toEqual([
      '1/3 · B · CREATE_FAILED',
      '0/2 · stack · ROLLBACK_IN_PROGRESS',
      '1/2 · A · DELETE_COMPLETE',
      '2/2 · stack · ROLLBACK_COMPLETE',
    ]);
  });

  it('counts deletions forward when the stack is destroyed', () => {
    expect(
      lines(
        ['A', 'B'],
        [
          ['stack', 'DELETE_IN_PROGRESS'],
          ['A', 'DELETE_COMPLETE'],
        ],
        'destroying',
      ).at(-1),
    ).toBe('1/2 · A · DELETE_COMPLETE');
  });

  it('is complete at the end, although a resource without a change has no event', () => {
    expect(
      lines(
        ['A', 'Conditional'],
        [
          ['A', 'UPDATE_COMPLETE'],
          ['stack', 'UPDATE_COMPLETE'],
        ],
      ).at(-1),
    ).toBe('2/2 · stack · UPDATE_COMPLETE');
  });

  it('never counts more done than there is, also when it is not known what is touched', () => {
    expect(
      lines(
        [],
        [
          ['A', 'CREATE_IN_PROGRESS'],
          ['A', 'CREATE_COMPLETE'],
          ['B', 'CREATE_IN_PROGRESS'],
        ],
      ),
    ).toEqual([
      '0/1 · A · CREATE_IN_PROGRESS',
      '1/1 · A · CREATE_COMPLETE',
      '1/2 · B · CREATE_IN_PROGRESS',
    ]);
  });
});
