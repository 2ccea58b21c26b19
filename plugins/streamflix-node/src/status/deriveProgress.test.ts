import type { OperationEvent } from '../cloudformation/OperationEvent';
import { deriveProgress } from './deriveProgress';

let seconds = 0;
const event = (logicalId: string, status: string): OperationEvent => {
  seconds += 1;
  return {
    id: `${seconds}`,
    at: new Date(seconds * 1000).toISOString(),
    logicalId,
    resourceType: 'AWS::Some::Thing',
    status,
    ofStack: logicalId === 'stack',
  };
};

beforeEach(() => {
  seconds = 0;
});

describe('the progress of an operation', () => {
  it('counts all resources of the template while a stack is created', () => {
    const progress = deriveProgress(
      'creating',
      [
        event('stack', 'CREATE_IN_PROGRESS'),
        event('Vpc', 'CREATE_IN_PROGRESS'),
        event('Key', 'CREATE_IN_PROGRESS'),
        event('Vpc', 'CREATE_COMPLETE'),
        event('Subnet', 'CREATE_IN_PROGRESS'),
      ],
      ['Vpc', 'Key', 'Subnet', 'Service'],
    );
    expect(progress).toEqual({
      done: 1,
      total: 4,
      current: ['Key', 'Subnet'],
      startedAt: '1970-01-01T00:00:01.000Z',
    });
  });

  it.each([
    [`streamflix-deploy-${'a'.repeat(32)}-me`, `deploy-${'a'.repeat(32)}`],
    // A cancellation is no operation of its own.
    [`streamflix-cancel-${'a'.repeat(32)}-me`, `deploy-${'a'.repeat(32)}`],
    ['console-1', 'its-own-id'],
  ])('names the operation of the token %s: %s', (token, operationId) => {
    const start = {
      ...event('stack', 'CREATE_IN_PROGRESS'),
      token,
      operationId: 'its-own-id',
    };
    expect(deriveProgress('creating', [start], [])).toMatchObject({
      operationId,
    });
  });

  it('counts the resources touched so far while a stack is updated, because the total is not known', () => {
    const progress = deriveProgress(
      'changing',
      [
        event('stack', 'UPDATE_IN_PROGRESS'),
        event('Service', 'UPDATE_IN_PROGRESS'),
        event('Task', 'UPDATE_IN_PROGRESS'),
        event('Task', 'UPDATE_COMPLETE'),
      ],
      ['Vpc', 'Key', 'Task', 'Service'],
    );
    expect(progress).toMatchObject({ done: 1, total: 2, current: ['Service'] });
  });

  it('starts again when a creation is rolled back, over the resources to delete', () => {
    const progress = deriveProgress(
      'rolling back',
      [
        event('stack', 'CREATE_IN_PROGRESS'),
        event('Vpc', 'CREATE_IN_PROGRESS'),
        event('Vpc', 'CREATE_COMPLETE'),
        event('Key', 'CREATE_IN_PROGRESS'),
        event('Key', 'CREATE_FAILED'),
        event('stack', 'ROLLBACK_IN_PROGRESS'),
        event('Key', 'DELETE_COMPLETE'),
        event('Vpc', 'DELETE_IN_PROGRESS'),
      ],
      ['Vpc', 'Key', 'Subnet', 'Service'],
    );
    expect(progress).toMatchObject({ done: 1, total: 2, current: ['Vpc'] });
  });

  it('counts all resources of the stack while it is destroyed', () => {
    const progress = deriveProgress(
      'destroying',
      [
        event('stack', 'DELETE_IN_PROGRESS'),
        event('Service', 'DELETE_IN_PROGRESS'),
        event('Service', 'DELETE_COMPLETE'),
      ],
      ['Vpc', 'Key', 'Service'],
    );
    expect(progress).toMatchObject({ done: 1, total: 3, current: [] });
  });

  it('names at most five resources in progress, the latest', () => {
    const ids = ['A', 'B', 'C', 'D', 'E', 'F'];
    const events = ids.map(id => event(id, 'CREATE_IN_PROGRESS'));
    expect(deriveProgress('creating', events, ids).current).toEqual([
      'B',
      'C',
      'D',
      'E',
      'F',
    ]);
  });
});
