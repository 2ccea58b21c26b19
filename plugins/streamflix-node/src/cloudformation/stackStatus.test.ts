import { DetailedStatus, StackStatus } from '@aws-sdk/client-cloudformation';
import { stackStatus } from '@streamflix/backstage-plugin-streamflix-common';
import { toOperationEvent, startsOperation } from './OperationEvent';

/** operation · finished or activity · outcome or rollback and cleanup · completed · next step · health · parts */
const expected: Readonly<Record<StackStatus, string>> = {
  REVIEW_IN_PROGRESS: 'review · idle · no · create · absent · gone',
  CREATE_IN_PROGRESS: 'create · creating · no · update · deploying · coming',
  CREATE_COMPLETE: 'create · succeeded · yes · update · healthy · expected',
  CREATE_FAILED: 'create · failed · no · clear · failing · uncertain',
  ROLLBACK_IN_PROGRESS:
    'create · rolling back · no · update · deploying · going',
  ROLLBACK_COMPLETE: 'create · rolled-back · no · clear · failing · gone',
  ROLLBACK_FAILED: 'create · failed · no · clear · failing · uncertain',
  UPDATE_IN_PROGRESS: 'update · changing · yes · update · deploying · coming',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS:
    'update · changing, cleaning up · yes · update · deploying · expected',
  UPDATE_COMPLETE: 'update · succeeded · yes · update · healthy · expected',
  UPDATE_FAILED: 'update · failed · yes · update · failing · uncertain',
  UPDATE_ROLLBACK_IN_PROGRESS:
    'update · rolling back · yes · update · deploying · uncertain',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS:
    'update · rolling back, cleaning up · yes · update · deploying · expected',
  UPDATE_ROLLBACK_COMPLETE:
    'update · rolled-back · yes · update · degraded · expected',
  UPDATE_ROLLBACK_FAILED:
    'update · failed · yes · continue-rollback · failing · uncertain',
  DELETE_IN_PROGRESS:
    'delete · destroying · unknown · update · deploying · going',
  DELETE_FAILED: 'delete · failed · unknown · none · failing · uncertain',
  DELETE_COMPLETE: 'delete · succeeded · unknown · create · absent · gone',
  IMPORT_IN_PROGRESS: 'import · changing · yes · update · deploying · coming',
  IMPORT_COMPLETE: 'import · succeeded · yes · update · healthy · expected',
  IMPORT_ROLLBACK_IN_PROGRESS:
    'import · rolling back · yes · update · deploying · uncertain',
  IMPORT_ROLLBACK_COMPLETE:
    'import · rolled-back · yes · update · degraded · expected',
  IMPORT_ROLLBACK_FAILED:
    'import · failed · yes · update · failing · uncertain',
};

function rowOf(status: string): string {
  const row = stackStatus(status);
  const phase = row.outcome ?? row.activity ?? 'idle';
  return [
    row.operation,
    row.isCleanup ? `${phase}, cleaning up` : phase,
    row.completed,
    row.nextStep,
    row.health,
    row.parts,
  ].join(' · ');
}

describe('the table of stack statuses', () => {
  it.each(Object.values(StackStatus))('has a row for %s', status => {
    expect(rowOf(status)).toBe(expected[status]);
    expect(stackStatus(status).label).toMatch(/^[A-Z]/);
  });

  it.each(Object.values(StackStatus))(
    'describes whether %s is finished, and whether it is a rollback',
    status => {
      const { isFinished, isRollback, isCleanup, outcome } =
        stackStatus(status);
      expect(isFinished).toBe(!status.endsWith('_IN_PROGRESS'));
      expect(isRollback).toBe(status.includes('ROLLBACK'));
      expect(isCleanup).toBe(status.includes('CLEANUP'));
      expect(outcome === undefined).toBe(!isFinished);
    },
  );

  it('treats a status it does not know as that of an existing environment, in progress or not', () => {
    expect(stackStatus('UPDATE_PAUSED')).toMatchObject({
      isFinished: true,
      completed: 'yes',
      nextStep: 'update',
      health: 'unknown',
    });
    expect(stackStatus('PAUSE_IN_PROGRESS')).toMatchObject({
      isFinished: false,
      activity: 'changing',
    });
    expect(stackStatus('constructor').health).toBe('unknown');
  });

  it.each([
    ['UPDATE_ROLLBACK_COMPLETE', 'healthy'],
    ['UPDATE_ROLLBACK_FAILED', 'failing'],
    ['DELETE_IN_PROGRESS', 'deploying'],
  ])('describes %s differently after a cancellation', (status, health) => {
    const cancelled = stackStatus(status, true);
    expect(cancelled.health).toBe(health);
    expect(cancelled.label).toMatch(/cancelled/);
    expect(cancelled.label).not.toBe(stackStatus(status).label);
  });
});

describe('the detailed status of an event', () => {
  it.each(Object.values(DetailedStatus))(
    'decides whether the event starts an operation: %s',
    detailed => {
      const event = toOperationEvent({
        StackId: 'arn',
        EventId: '1',
        StackName: 'streamflix-demo',
        PhysicalResourceId: 'arn',
        Timestamp: new Date(),
        ResourceStatus: 'CREATE_IN_PROGRESS',
        DetailedStatus: detailed,
      });
      // CloudFormation repeats the status once everything is configured.
      expect(startsOperation(event)).toBe(
        detailed !== 'CONFIGURATION_COMPLETE',
      );
    },
  );
});
