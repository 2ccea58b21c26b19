import type { LocalAws } from '@streamflix/local-aws';
import {
  Dead,
  accessOfDyingProcess,
  type Death,
} from '../__testUtils__/accessOfDyingProcess';
import { destroy, planAndDeploy } from '../__testUtils__/operations';
import {
  account,
  accessTo,
  inputOf,
  leftoversIn,
  stackOf,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';

jest.setTimeout(60_000);

/** Runs a request in a process that dies at the given point. */
async function dies(
  aws: LocalAws,
  death: Death,
  run: (access: AwsAccess) => Promise<unknown>,
): Promise<void> {
  await expect(
    run(accessOfDyingProcess(accessTo(aws.url), death)),
  ).rejects.toThrow(Dead);
}

const created = {
  stacks: { 'streamflix-abc': 'CREATE_COMPLETE' },
  changeSets: [],
};
const nothing = { stacks: {}, changeSets: [] };
const token = 'task';
const ref = { account, region: 'eu-central-1', suffix: 'abc' };

describe('a process that is killed', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    ({ aws, access } = await startAccess({ speed: 3000 }));
  });
  afterEach(() => aws.stop());

  const safe = inputOf('abc', { deletionProtection: true });

  it.each<Death>([
    { call: 'CreateChangeSet', when: 'before' },
    { call: 'CreateChangeSet', when: 'after' },
    { call: 'DescribeChangeSet', when: 'after' },
    { call: 'ExecuteChangeSet', when: 'before' },
    { call: 'ExecuteChangeSet', when: 'after' },
    {
      call: 'DescribeStackEvents',
      when: 'after',
      since: 'ExecuteChangeSet',
    },
    { call: 'UpdateTerminationProtection', when: 'before' },
    { call: 'UpdateTerminationProtection', when: 'after' },
  ])(
    'while it creates ($when $call) finds what it started, and finishes it',
    async death => {
      await dies(aws, death, dying => planAndDeploy(dying, safe, { token }));
      const { outcome } = await planAndDeploy(access, safe, { token });
      expect(outcome.outcome).toBe('created');
      expect(await leftoversIn(access)).toEqual(created);
      const stack = await stackOf(access, 'abc');
      expect(stack?.EnableTerminationProtection).toBe(true);
    },
  );

  it.each<Death>([
    { call: 'CreateChangeSet', when: 'after' },
    { call: 'ExecuteChangeSet', when: 'after' },
    {
      call: 'DescribeStackEvents',
      when: 'after',
      since: 'ExecuteChangeSet',
    },
  ])(
    'while it changes ($when $call) finds what it started, and finishes it',
    async death => {
      await planAndDeploy(access, inputOf('abc'));
      const change = inputOf('abc', { stream: { shards: 4 } });
      await dies(aws, death, dying => planAndDeploy(dying, change, { token }));
      const { outcome } = await planAndDeploy(access, change, { token });
      expect(outcome.outcome).toBe('updated');
      expect(await leftoversIn(access)).toEqual({
        stacks: { 'streamflix-abc': 'UPDATE_COMPLETE' },
        changeSets: [],
      });
    },
  );

  const cancelOn = (pattern: RegExp) => {
    const abort = new AbortController();
    return {
      token,
      signal: abort.signal,
      onProgress: ({ line }: { line: string }) => {
        if (pattern.test(line)) abort.abort();
      },
    };
  };

  it('while it cancels a creation has cancelled it all the same, once AWS heard of it', async () => {
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'create',
      resource: 'Stream',
    });
    const death: Death = { call: 'DeleteStack', when: 'after' };
    await dies(aws, death, dying =>
      planAndDeploy(dying, inputOf('abc'), cancelOn(/Vpc · CREATE/)),
    );
    const { outcome } = await planAndDeploy(access, inputOf('abc'), {
      token,
      isResumed: true,
    });
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      stackStatus: 'DELETE_COMPLETE',
    });
    expect(await leftoversIn(access)).toEqual(nothing);
  });

  it('while it cancels a change has cancelled it all the same, once AWS heard of it', async () => {
    await planAndDeploy(access, inputOf('abc'));
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'update',
      during: 'deploy',
      resource: 'Stream',
    });
    const death: Death = { call: 'CancelUpdateStack', when: 'after' };
    const change = inputOf('abc', { stream: { shards: 4 } });
    await dies(aws, death, dying =>
      planAndDeploy(dying, change, cancelOn(/UPDATE_IN_PROGRESS/)),
    );
    const { outcome } = await planAndDeploy(access, change, { token });
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
    });
  });

  it.each<Death>([
    { call: 'DeleteStack', when: 'before' },
    { call: 'DeleteStack', when: 'after' },
    {
      call: 'DescribeStackEvents',
      when: 'after',
      since: 'DeleteStack',
    },
  ])(
    'while it destroys ($when $call) finds what it started, and finishes it',
    async death => {
      await planAndDeploy(access, inputOf('abc'));
      await dies(aws, death, dying => destroy(dying, { ref, token }));
      expect(await destroy(access, { ref, token })).toMatchObject({
        outcome: 'destroyed',
        stackStatus: 'DELETE_COMPLETE',
      });
      expect(await leftoversIn(access)).toEqual(nothing);
    },
  );

  it('while it deletes a failed stack continues with that', async () => {
    aws.faults.add({
      kind: 'fail-resource',
      operation: 'create',
      resource: 'Stream',
      reason: 'Limit exceeded',
      times: 1,
    });
    await planAndDeploy(access, inputOf('abc'));
    const death: Death = { call: 'DeleteStack', when: 'after' };
    await dies(aws, death, dying =>
      planAndDeploy(dying, inputOf('abc'), { token }),
    );
    const { outcome } = await planAndDeploy(access, inputOf('abc'), { token });
    expect(outcome.outcome).toBe('created');
    expect(await leftoversIn(access)).toEqual(created);
  });

  it('while it continues a rollback continues with that', async () => {
    aws.faults.add(
      {
        kind: 'fail-resource',
        operation: 'update',
        during: 'deploy',
        resource: 'DatabaseCluster',
        reason: 'No capacity.',
        times: 1,
      },
      { kind: 'fail-rollback', resource: 'Stream', times: 1 },
    );
    await planAndDeploy(access, inputOf('abc'));
    const change = inputOf('abc', { stream: { shards: 4 } });
    await planAndDeploy(access, { ...change, database: { maxCapacity: 4 } });
    const death: Death = { call: 'ContinueUpdateRollback', when: 'after' };
    await dies(aws, death, dying => planAndDeploy(dying, change, { token }));
    const { outcome } = await planAndDeploy(access, change, { token });
    expect(outcome.outcome).toBe('updated');
    expect((await leftoversIn(access)).changeSets).toEqual([]);
  });

  it('after a destruction failed finds that it had failed, and tries nothing by itself', async () => {
    aws.faults.add({
      kind: 'fail-delete',
      resource: 'Vpc',
      reason: 'The vpc has a guest.',
      times: 1,
    });
    await planAndDeploy(access, inputOf('abc'));
    const first = await destroy(access, { ref, token });
    expect(first.outcome).toBe('failed');
    const same = await destroy(access, { ref, token });
    expect(same).toEqual(first);
    const again = await destroy(access, { ref, token: 'another' });
    expect(again.outcome).toBe('destroyed');
  });
});
