import { deepStrictEqual as same, ok, strictEqual as equal } from 'node:assert';
import { randomUUID } from 'node:crypto';
import {
  stackName,
  type BlueprintId,
  type EnvironmentInput,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  deployEnvironment,
  discardPlan,
  planEnvironment,
  resolveTarget,
  TerminalAuthorizer,
} from '@streamflix/backstage-plugin-streamflix-node';
import { accessTo } from '../accessTo';
import type { CheckRecorder } from '../CheckRecorder';
import type { Tools } from '../Tools';
import { boundaryName, executionRoleName } from '../../policy/roleNames';
import { startLocalAws } from '../startServer';
import { CdkCli } from './CdkCli';
import { isGone, readStack } from './readStack';

/** The CLI polls a stack every five seconds. */
const speed = 600;

const inputOf = (
  blueprint: BlueprintId,
  more: Partial<EnvironmentInput> = {},
): EnvironmentInput => ({
  suffix: 'conformance',
  region: 'eu-west-2',
  blueprint,
  owner: 'group:default/conformance',
  ...more,
});

const deploy = ['deploy', '--require-approval', 'never'];

/** The CDK CLI deploys our app to local AWS, and the stack equals the one our engine creates on another. */
export async function validateWithCdkCli(
  recorder: CheckRecorder,
  { cleanup, policies, executionRole }: Tools,
): Promise<void> {
  const [url, other] = await Promise.all([
    startLocalAws(cleanup, policies, speed),
    startLocalAws(cleanup, policies, speed),
  ]);
  const roles = executionRole
    ? { executionRole: executionRoleName, permissionsBoundary: boundaryName }
    : undefined;
  const cli = await CdkCli.of(url, cleanup, roles?.permissionsBoundary);
  const theirs = accessTo(url, ['eu-west-2']);
  const ours = accessTo(other, ['eu-west-2'], roles);
  const name = stackName('conformance');

  const authorizerOf = async (input: EnvironmentInput) =>
    new TerminalAuthorizer(ours, await resolveTarget(ours, input));
  /** The specification with what a plan chooses: zones, and the exact version of the database. */
  async function specOf(input: EnvironmentInput): Promise<EnvironmentSpec> {
    const token = randomUUID();
    const purpose = 'review';
    const { ref, spec } = await planEnvironment(ours, {
      input,
      token,
      purpose,
      authorizer: await authorizerOf(input),
    });
    await discardPlan(ours, { ref, token, purpose });
    return spec;
  }
  async function deployOurs(input: EnvironmentInput) {
    const { message, outcome, explanation } = await deployEnvironment(ours, {
      input,
      token: randomUUID(),
      authorizer: await authorizerOf(input),
    });
    ok(
      /^(created|updated)$/.test(outcome),
      `${message} ${explanation?.awsMessage ?? ''}`,
    );
    return readStack(ours, name);
  }
  /** Asserts that the stack equals the one our engine creates. */
  async function isOurs(input: EnvironmentInput) {
    const stack = await readStack(theirs, name);
    same(stack, await deployOurs(input));
    return `${stack.status}, the same ${stack.resources.length} resources as ours`;
  }

  const small = inputOf('video-pipeline');
  const larger = inputOf('video-pipeline', { worker: { maxTasks: 25 } });
  // An account that is not bootstrapped: the diff uses only the template.
  await recorder.take('cdk diff before there is a stack', async () => {
    const written = await cli.succeeds(await specOf(small), 'diff');
    ok(/\[\+\] AWS::Kinesis::Stream /.test(written), written);
  });
  await recorder.take('cdk deploy', async () => {
    const written = await cli.succeeds(await specOf(small), ...deploy);
    ok(written.includes(`✅  Environment (${name})`), written);
    return isOurs(small);
  });
  await recorder.take('cdk diff without a change', async () => {
    const written = await cli.succeeds(await specOf(small), 'diff', '--fail');
    ok(/There were no differences/.test(written), written);
  });
  await recorder.take('cdk diff of a change', async () => {
    const { code, written } = await cli.run(
      await specOf(larger),
      'diff',
      '--fail',
    );
    equal(code, 1, written);
    ok(
      /\[~\] AWS::ApplicationAutoScaling::ScalableTarget /.test(written),
      written,
    );
  });
  await recorder.take('cdk deploy of a change', async () => {
    await cli.succeeds(await specOf(larger), ...deploy);
    return isOurs(larger);
  });
  await recorder.take('cdk deploy without a change', async () => {
    const written = await cli.succeeds(await specOf(larger), ...deploy);
    ok(written.includes('(no changes)'), written);
  });
  await recorder.take('cdk destroy --force', async () => {
    await cli.succeeds(await specOf(larger), 'destroy', '--force');
    ok(await isGone(theirs, name), 'The stack is still there.');
  });
}
