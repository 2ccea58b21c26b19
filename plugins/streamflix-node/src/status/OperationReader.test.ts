import { setTimeout as sleep } from 'node:timers/promises';
import {
  CancelUpdateStackCommand,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  deriveStatus,
  type EnvironmentRef,
  type EnvironmentStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  AwsError,
  type LocalAws,
  type ResourceFault,
  type ResourceOperation,
} from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { deployed } from '../__testUtils__/deployed';
import { destroy, execute, planReview } from '../__testUtils__/operations';
import { accessTo, inputOf, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import type { DeployRequest } from '../deploy/DeployRequest';
import { readSnapshot } from './readSnapshot';

jest.setTimeout(60_000);

const recorder = new CallRecorder();
let onResource: (operation: ResourceOperation) => ResourceFault | undefined;
let aws: LocalAws;
let access: AwsAccess;

beforeAll(async () => {
  ({ aws, access } = await startAccess({
    faults: [recorder, { onResource: operation => onResource(operation) }],
  }));
});
afterAll(() => aws.stop());
beforeEach(() => {
  recorder.reset();
  onResource = () => undefined;
});

const statusOf = async (ref: EnvironmentRef) =>
  deriveStatus(await readSnapshot(access, ref));

async function until(
  ref: EnvironmentRef,
  isSo: (status: EnvironmentStatus) => boolean,
): Promise<EnvironmentStatus> {
  for (;;) {
    const status = await statusOf(ref);
    if (isSo(status)) return status;
    await sleep(150);
  }
}

/** One resource never becomes ready, so that the operation stays in progress. */
const stall = (
  logicalId: string,
  operation: ResourceOperation['operation'],
) => {
  onResource = each =>
    each.logicalId === logicalId && each.operation === operation
      ? { kind: 'stall' }
      : undefined;
};

async function start(
  suffix: string,
  more = {},
  token = suffix,
  onAbort?: DeployRequest['onAbort'],
) {
  const plan = await planReview(access, {
    input: inputOf(suffix, more),
    token,
  });
  const end = new AbortController();
  const { signal } = end;
  const outcome = execute(access, { plan, token, signal, onAbort });
  return {
    ...plan,
    outcome,
    stop: async () => {
      end.abort();
      await outcome.catch(() => undefined);
    },
  };
}

describe('an environment with an operation in progress', () => {
  it('reports the progress of its creation, and that its parts are being created', async () => {
    stall('DatabaseWriter', 'create');
    const { ref, changes, stop } = await start('slow');
    const status = await until(
      ref,
      ({ progress }) => progress?.current.join() === 'DatabaseWriter',
    );
    expect(status).toMatchObject({
      health: 'deploying',
      progress: { operation: 'creating', total: changes.length },
    });
    expect(status.progress?.done).toBeGreaterThan(changes.length / 2);
    expect(status.progress?.done).toBeLessThan(changes.length);
    expect(status.components.map(({ health }) => health)).toEqual([
      'deploying',
      'deploying',
      'deploying',
    ]);
    await stop();
  });

  it('reports the progress of its destruction', async () => {
    const ref = await deployed(access, inputOf('going'));
    stall('Vpc', 'delete');
    const end = new AbortController();
    const outcome = destroy(access, {
      ref,
      token: 'go',
      signal: end.signal,
      onAbort: 'leave',
    });
    const status = await until(
      ref,
      ({ progress }) => progress?.current.join() === 'Vpc',
    );
    expect(status).toMatchObject({
      health: 'deploying',
      progress: { operation: 'destroying' },
    });
    const { done, total } = status.progress ?? { done: 0, total: 0 };
    expect(total).toBeGreaterThan(30);
    expect(done).toBe(total - 1);
    // Resources already deleted are no failure.
    expect(status.components.map(({ health }) => health)).not.toContain(
      'failing',
    );
    end.abort();
    await outcome.catch(() => undefined);
  });

  it('is still in progress when its events are denied', async () => {
    stall('DatabaseWriter', 'create');
    const { ref, stop } = await start('mute');
    await until(ref, ({ progress }) => progress !== undefined);
    recorder.fault = operation => {
      if (operation === 'DescribeStackEvents') {
        throw new AwsError('AccessDenied', 'For the test.', 403);
      }
    };
    expect(await statusOf(ref)).toMatchObject({
      health: 'deploying',
      progress: { operation: 'creating', total: 0 },
    });
    recorder.reset();
    await stop();
  });
});

describe('an environment that failed', () => {
  it('names the first cause, and keeps it without asking again', async () => {
    onResource = ({ logicalId, operation }) =>
      logicalId === 'Stream' && operation === 'create'
        ? { kind: 'fail', reason: 'Limit exceeded: 50 shards in this region' }
        : undefined;
    const { ref, outcome } = await start('broke');
    await outcome;
    const status = await statusOf(ref);
    expect(status).toMatchObject({
      health: 'failing',
      explanation: {
        resource: { logicalId: 'Stream', type: 'AWS::Kinesis::Stream' },
        awsMessage: expect.stringContaining('50 shards'),
      },
    });
    expect(status.progress).toBeUndefined();
    recorder.reset();
    expect((await statusOf(ref)).explanation).toEqual(status.explanation);
    expect(recorder.counts()).not.toHaveProperty(
      'cloudformation:DescribeStackEvents',
    );
  });

  it('explains why a change failed and was rolled back, while its parts run', async () => {
    const ref = await deployed(access, inputOf('back'));
    onResource = ({ logicalId, operation, during }) =>
      logicalId === 'Stream' && operation === 'update' && during === 'deploy'
        ? { kind: 'fail', reason: 'Rate exceeded' }
        : undefined;
    const { outcome } = await start(
      'back',
      { stream: { shards: 3 } },
      'change',
    );
    await outcome;
    const status = deriveStatus(await readSnapshot(accessTo(aws.url), ref));
    expect(status).toMatchObject({
      health: 'degraded',
      explanation: { resource: { logicalId: 'Stream' } },
    });
    expect(status.components.map(({ health }) => health)).toEqual([
      'healthy',
      'healthy',
      'healthy',
    ]);
  });
});

describe('a destruction that failed twice', () => {
  it('is explained by what blocks it now', async () => {
    const ref = await deployed(access, inputOf('twice'));
    const explained = async (reason: string) => {
      onResource = ({ logicalId, operation }) =>
        logicalId === 'Stream' && operation === 'delete'
          ? { kind: 'fail', reason }
          : undefined;
      await destroy(access, { ref, token: reason });
      return (await statusOf(ref)).explanation?.awsMessage;
    };
    expect(await explained('A consumer is registered.')).toBe(
      'A consumer is registered.',
    );
    expect(await explained('The stream is busy.')).toBe('The stream is busy.');
  });
});

describe('an operation that a user cancelled', () => {
  /** An update that waits for its stream until it is cancelled in AWS; `rollback` is the stream's fault in the rollback. */
  async function cancelChange(
    suffix: string,
    rollback?: ResourceFault,
  ): Promise<EnvironmentRef> {
    const ref = await deployed(access, inputOf(suffix));
    onResource = ({ logicalId, operation, during }) => {
      if (logicalId !== 'Stream' || operation !== 'update') return undefined;
      return during === 'deploy' ? { kind: 'stall' } : rollback;
    };
    const change = { stream: { shards: 3 } };
    const { stop } = await start(suffix, change, 'change', 'leave');
    await until(ref, ({ progress }) => progress?.current[0] === 'Stream');
    const { cloudFormation } = await access.clients(ref);
    await cloudFormation.send(
      new CancelUpdateStackCommand({ StackName: `streamflix-${suffix}` }),
    );
    await stop();
    return ref;
  }

  it('is no failure of an environment that is as it was', async () => {
    const ref = await cancelChange('undone');
    const status = await until(ref, ({ progress }) => !progress);
    expect(status).toMatchObject({
      health: 'healthy',
      state: 'Running; the last change was cancelled and undone',
      reasons: [],
    });
    expect(status.explanation).toBeUndefined();
  });

  it('is no failure while it is being undone', async () => {
    const ref = await cancelChange('undoing', { kind: 'stall' });
    const status = await until(
      ref,
      ({ progress }) => progress?.operation === 'rolling back',
    );
    expect(status.state).toMatch(/^Change cancelled, being undone/);
    expect(status.reasons).toContain(
      'The last change was cancelled and is being undone.',
    );
    expect(status.reasons.join()).not.toMatch(/failed|User Initiated/);
    expect(status.explanation).toBeUndefined();
  });

  it('is explained by what it could not undo', async () => {
    const fault = { kind: 'fail', reason: 'The stream is busy.' } as const;
    const ref = await cancelChange('stuck', fault);
    expect(await until(ref, ({ progress }) => !progress)).toMatchObject({
      health: 'failing',
      state: expect.stringMatching(/^Change cancelled, undoing failed/),
      explanation: {
        resource: { logicalId: 'Stream' },
        awsMessage: 'The stream is busy.',
      },
    });
  });

  it('is distinguished from a destruction when it was a creation', async () => {
    onResource = ({ logicalId, operation }) =>
      (logicalId === 'DatabaseWriter' && operation === 'create') ||
      (logicalId === 'Vpc' && operation === 'delete')
        ? { kind: 'stall' }
        : undefined;
    const { ref, stop } = await start('never', {}, 'create', 'leave');
    await until(
      ref,
      ({ progress }) => progress?.current.join() === 'DatabaseWriter',
    );
    const { cloudFormation } = await access.clients(ref);
    const StackName = 'streamflix-never';
    await cloudFormation.send(new DeleteStackCommand({ StackName }));
    const status = await until(
      ref,
      ({ progress }) => progress?.operation === 'destroying',
    );
    expect(status.state).toMatch(/^Creation cancelled, being deleted/);
    await stop();
  });
});

describe('a service whose tasks do not start', () => {
  // Slow enough to observe stopped tasks before the circuit breaker fails the deployment.
  let slow: Awaited<ReturnType<typeof startAccess>>;
  let ref: EnvironmentRef;
  beforeAll(async () => {
    slow = await startAccess({ speed: 50, faults: [recorder] });
  });
  afterAll(() => slow.aws.stop());

  it('reports why the last of them stopped', async () => {
    ref = await deployed(slow.access, inputOf('pull'));
    const plan = await planReview(slow.access, {
      input: inputOf('pull', {
        worker: { image: 'registry.example.com/worker:missing' },
      }),
      token: 'change',
    });
    const outcome = execute(slow.access, { plan, token: 'change' });
    const reasons: string[] = [];
    while (reasons.length === 0) {
      const { components } = deriveStatus(await readSnapshot(slow.access, ref));
      const ecs = components.find(({ kind }) => kind === 'ecs');
      reasons.push(...(ecs?.reasons ?? []).filter(r => /stopped/.test(r)));
      await sleep(100);
    }
    expect(reasons).toEqual([
      expect.stringMatching(
        /^A task of service worker-pull stopped: CannotPullContainerError: [^—]*worker:missing: not found$/,
      ),
    ]);
    await outcome;
  });

  it('is reported also when ECS cannot be read any more, with the diagnostics of the task that deployed it', async () => {
    const awsMessage = async () =>
      deriveStatus(await readSnapshot(slow.access, ref)).explanation
        ?.awsMessage;
    recorder.fault = operation => {
      if (operation === 'ListTasks') {
        throw new AwsError('AccessDeniedException', 'For the test.', 400);
      }
    };
    expect(await awsMessage()).toMatch(/ · CannotPullContainerError: /);
    recorder.reset();
    expect(await awsMessage()).toMatch(/ · CannotPullContainerError: /);
  });

  it('is reported also when cluster and tasks have gone with the rollback', async () => {
    const input = inputOf('gone', {
      worker: { image: 'registry.example.com/worker:missing' },
    });
    const plan = await planReview(slow.access, { input, token: 'gone' });
    const outcome = await execute(slow.access, {
      plan,
      token: 'gone',
    });
    expect(outcome.stackStatus).toBe('ROLLBACK_COMPLETE');
    const status = deriveStatus(await readSnapshot(slow.access, plan.ref));
    expect(status.explanation).toEqual(outcome.explanation);
    expect(status.explanation?.cause).toBe(
      'The image has no such tag or digest.',
    );

    const explanationFor = async (observed: AwsAccess) =>
      deriveStatus(await readSnapshot(observed, plan.ref)).explanation;
    // A process that did not see it, such as the terminal, or this one after a restart.
    const other = accessTo(slow.aws.url);
    expect(await explanationFor(other)).toMatchObject({
      resource: { type: 'AWS::ECS::Service' },
      cause: expect.stringMatching(
        /^The tasks of a service did not stay up.* Why its tasks stopped is no longer known/,
      ),
    });
    // A process that shares its store with one that saw it.
    const { diagnostics } = slow.access;
    expect(await explanationFor({ ...other, diagnostics })).toEqual(
      outcome.explanation,
    );
  });
});
