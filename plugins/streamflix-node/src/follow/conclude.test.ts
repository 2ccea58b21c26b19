import { conclude } from './conclude';
import type { Followed } from './followOperation';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import { operationId } from '../cloudformation/operationTokens';

const ref = { account: '000000000000', region: 'eu-central-1', suffix: 'abc' };
const stackArn =
  'arn:aws:cloudformation:eu-central-1:000000000000:stack/streamflix-abc/1';

type Reported = [logicalId: string, status: string, reason?: string];

/** A followed operation that has reached its terminal state; `stack` stands for the stack itself. */
function finished(...reported: Reported[]): Followed {
  const events = reported.map(([logicalId, status, reason], second) => {
    const ofStack = logicalId === 'stack';
    const event: OperationEvent = {
      id: `${second}`,
      at: new Date(1_000 * second).toISOString(),
      logicalId,
      resourceType: ofStack
        ? 'AWS::CloudFormation::Stack'
        : `AWS::Test::${logicalId}`,
      physicalId: ofStack ? stackArn : logicalId.toLocaleLowerCase('en-US'),
      status,
      reason,
      ofStack,
    };
    return event;
  });
  const status = events.at(-1)?.status ?? '';
  return { end: 'finished', events, status };
}

const deployed = (...reported: Reported[]) =>
  conclude('deploy', {
    ref,
    stackArn,
    followed: finished(...reported),
    operation: operationId('test'),
    aborted: false,
  });

const name = 'environment abc in eu-central-1';

describe('conclude', () => {
  it('names what a change left behind, because CloudFormation never deletes it later', () => {
    const cleared = (last: string) =>
      deployed(
        ['stack', 'UPDATE_IN_PROGRESS'],
        ['Repository', 'UPDATE_COMPLETE'],
        ['stack', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
        ['Repository', 'DELETE_IN_PROGRESS'],
        ['Repository', last, 'The repository is not empty.'],
        ['stack', 'UPDATE_COMPLETE'],
      );
    expect(cleared('DELETE_FAILED')).toMatchObject({
      outcome: 'updated',
      message: `Environment abc in eu-central-1 was changed in 5 s. Left behind, and part of no stack any more: Repository (AWS::Test::Repository, repository): The repository is not empty. Delete by hand what is not wanted.`,
    });
    expect(cleared('DELETE_COMPLETE').message).toBe(
      'Environment abc in eu-central-1 was changed in 5 s.',
    );
  });

  it('names what the rollback of a change left behind', () => {
    const { message } = deployed(
      ['stack', 'UPDATE_IN_PROGRESS'],
      ['Stream', 'UPDATE_FAILED', 'Busy'],
      ['stack', 'UPDATE_ROLLBACK_IN_PROGRESS'],
      ['Queue', 'DELETE_FAILED', 'In use'],
      ['stack', 'UPDATE_ROLLBACK_COMPLETE'],
    );
    expect(message).toBe(
      `Environment abc in eu-central-1 could not be changed and is as it was before. Left behind, and part of no stack any more: Queue (AWS::Test::Queue, queue): In use. Delete by hand what is not wanted.`,
    );
  });

  it('names what was retained when an environment was destroyed', () => {
    const { outcome, message } = conclude('destroy', {
      ref,
      stackArn,
      operation: operationId('test'),
      aborted: false,
      followed: finished(
        ['stack', 'DELETE_IN_PROGRESS'],
        ['Stream', 'DELETE_COMPLETE'],
        ['Vpc', 'DELETE_SKIPPED'],
        ['stack', 'DELETE_COMPLETE'],
      ),
    });
    expect(outcome).toBe('destroyed');
    expect(message).toBe(
      `Environment abc in eu-central-1 was destroyed in 3 s. Left behind, and part of no stack any more: Vpc (AWS::Test::Vpc, vpc). Delete by hand what is not wanted.`,
    );
  });

  it('reports a cancelled change as cancelled even when its rollback failed', () => {
    const stuck = (reason: string) =>
      deployed(
        ['stack', 'UPDATE_IN_PROGRESS'],
        ['stack', 'UPDATE_ROLLBACK_IN_PROGRESS', reason],
        ['Stream', 'UPDATE_FAILED', 'Busy'],
        ['stack', 'UPDATE_ROLLBACK_FAILED'],
      ).message;
    expect(stuck('User Initiated')).toMatch(
      `The change of ${name} was cancelled, and its rollback failed. Blocked by: Stream`,
    );
    expect(stuck('Transform failed')).toMatch(
      'Environment abc in eu-central-1 could not be changed, and its rollback failed',
    );
  });
});
