import { UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import {
  inputOfChange,
  type EnvironmentChange,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { planAndDeploy } from '../__testUtils__/operations';
import {
  account,
  inputOf,
  stackOf,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { readStack } from '../status/readStack';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const ref = { account, region, suffix: 'safe' };
const withoutDatabase = (more: Partial<EnvironmentInput> = {}) =>
  inputOf('safe', { database: { kind: 'none' }, ...more });

describe('the protection of an environment without a database', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    ({ aws, access } = await startAccess());
  });
  afterEach(() => aws.stop());

  const isProtected = async () =>
    (await stackOf(access, 'safe'))?.EnableTerminationProtection;

  async function running() {
    const { spec } = await readStack(access, ref);
    if (!spec.ok) throw new Error(spec.reason);
    return spec.value;
  }

  /** Changes the running environment as the form and the action do. */
  const change = async (what: EnvironmentChange) =>
    planAndDeploy(access, inputOfChange(await running(), what));

  /** As a user does in the AWS console. */
  async function switchByHand(on: boolean) {
    const { cloudFormation } = await access.clients({ account, region });
    await cloudFormation.send(
      new UpdateTerminationProtectionCommand({
        StackName: 'streamflix-safe',
        EnableTerminationProtection: on,
      }),
    );
  }

  it('stays as it was switched, whatever else is changed later', async () => {
    await planAndDeploy(access, withoutDatabase());
    for (const deletionProtection of [true, false]) {
      const { outcome } = await change({ advanced: { deletionProtection } });
      expect(outcome.outcome).toBe('updated');
      expect(await isProtected()).toBe(deletionProtection);
      const shards = deletionProtection ? 4 : 6;
      await change({ size: { stream: { shards } } });
      expect(await isProtected()).toBe(deletionProtection);
      expect(await running()).toMatchObject({ deletionProtection });
    }
  });

  it('is the one thing that changes where nothing else differs, and is reported', async () => {
    await planAndDeploy(access, withoutDatabase());
    await switchByHand(true);
    const { plan, outcome } = await planAndDeploy(access, withoutDatabase());
    expect(plan?.kind).toBe('unchanged');
    expect(outcome).toMatchObject({
      outcome: 'updated',
      stackStatus: 'CREATE_COMPLETE',
      message:
        'Environment safe in eu-central-1 is up to date: only its protection against deletion was switched off.',
    });
    expect(await isProtected()).toBe(false);
  });

  it('that was switched on by hand is what runs, and stays', async () => {
    await planAndDeploy(access, withoutDatabase());
    await switchByHand(true);
    expect(await running()).toMatchObject({ deletionProtection: true });
    await change({ size: { stream: { shards: 4 } } });
    expect(await isProtected()).toBe(true);
  });

  it('is also switched when a rollback is finished first and nothing else was requested', async () => {
    aws.faults.add(
      {
        kind: 'fail-resource',
        operation: 'update',
        during: 'deploy',
        resource: 'Worker',
        reason: 'No capacity.',
        times: 1,
      },
      {
        kind: 'fail-rollback',
        resource: 'Stream',
        reason: 'The stream is busy.',
        attempts: [1],
      },
    );
    await planAndDeploy(access, withoutDatabase());
    const stuck = await change({
      size: { stream: { shards: 4 }, worker: { cpu: 1024, memory: 2048 } },
    });
    expect(stuck.outcome.stackStatus).toBe('UPDATE_ROLLBACK_FAILED');
    const { outcome } = await planAndDeploy(
      access,
      withoutDatabase({ deletionProtection: true }),
    );
    expect(outcome.outcome).toBe('updated');
    expect(await isProtected()).toBe(true);
  });
});
