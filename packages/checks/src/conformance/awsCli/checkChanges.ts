import { deepStrictEqual as same, ok, strictEqual as equal } from 'node:assert';
import type { CheckRecorder } from '../CheckRecorder';
import { fields, list, word } from './AwsCli';
import type { Session } from './Session';

const resource = 'DeadLetterQueue';
const capable = '--capabilities CAPABILITY_NAMED_IAM';
const started = 'UPDATE_IN_PROGRESS';
const cleaned = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';

/** Updates of the stack, with every outcome. */
export async function checkChanges(recorder: CheckRecorder, session: Session) {
  const { cli, stack } = session;
  const update = async (retentionDays: number, more = '') =>
    cli.print(
      session.command(
        `update-stack ${capable}${more} --template-body ${await session.template(
          retentionDays,
        )}`,
      ),
    );

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html
  await recorder.take('update-stack without a change', async () => {
    await cli.refuses(
      'ValidationError: No updates are to be performed.',
      session.command(
        `update-stack --use-previous-template ${capable} --tags Key=Team,Value=video`,
      ),
    );
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets-create.html
  await recorder.take('create-change-set without a change', async () => {
    const of = '--change-set-name none';
    await cli.print(
      session.command(
        `create-change-set ${of} --use-previous-template ${capable} --tags Key=Team,Value=video`,
      ),
    );
    const { code, stderr } = await cli.run(
      session.command(`wait change-set-create-complete ${of}`),
    );
    equal(code, 255, stderr);
    const described = await cli.print(
      session.command(`describe-change-set ${of}`),
    );
    equal(described.Status, 'FAILED');
    equal(described.ExecutionStatus, 'UNAVAILABLE');
    equal(
      described.StatusReason,
      "The submitted information didn't contain changes. Submit different information to create a change set.",
    );
    await cli.print(session.command(`delete-change-set ${of}`));
    await cli.refuses(
      'ChangeSetNotFound: ChangeSet [none] does not exist',
      session.command(`describe-change-set ${of}`),
    );
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
  await recorder.take('update through a change set', async () => {
    const of = '--change-set-name second';
    await cli.print(
      session.command(
        `create-change-set ${of} ${capable} --template-body ${await session.template(
          10,
        )}`,
      ),
    );
    await cli.print(session.command(`wait change-set-create-complete ${of}`));
    const { Changes } = await cli.print(
      session.command(`describe-change-set ${of} --include-property-values`),
    );
    const changes = list(Changes).map(({ ResourceChange }) => ResourceChange);
    const change = changes.find(
      ({ LogicalResourceId }) => word(LogicalResourceId) === resource,
    );
    ok(change, `${resource} is not among the changes.`);
    // A resource that uses a value of the changed one may change with it: AWS knows only after execution.
    for (const each of changes.filter(other => other !== change)) {
      same(
        [...new Set(list(each.Details).map(({ Evaluation }) => Evaluation))],
        ['Dynamic'],
        word(each.LogicalResourceId),
      );
    }
    fields(
      change,
      'Action LogicalResourceId PhysicalResourceId ResourceType Replacement Scope Details BeforeContext AfterContext',
    );
    equal(change.LogicalResourceId, resource);
    equal(change.Action, 'Modify');
    equal(change.Replacement, 'False');
    same(change.Scope as unknown, ['Properties']);
    const [{ Target, Evaluation, ChangeSource }] = list(change.Details);
    fields(
      Target,
      'Attribute Name RequiresRecreation Path BeforeValue AfterValue AttributeChangeType',
    );
    equal(Target.Name, 'MessageRetentionPeriod');
    equal(Target.RequiresRecreation, 'Never');
    same([Target.BeforeValue, Target.AfterValue], ['1209600', '864000']);
    same([Evaluation, ChangeSource], ['Static', 'DirectModification']);
    await cli.print(session.command(`execute-change-set ${of}`));
    await cli.print(session.command('wait stack-update-complete'));
    same(await session.states(started), [
      started,
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_COMPLETE',
    ]);
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html
  await recorder.take('cancel-update-stack', async () => {
    const cancel = session.command('cancel-update-stack');
    await cli.refuses(
      /^ValidationError: CancelUpdateStack cannot be called from current stack status$/,
      cancel,
    );
    await session.faults({
      kind: 'hang-resource',
      resource,
      operation: 'update',
      during: 'deploy',
    });
    await update(7);
    await cli.refuses(
      new RegExp(
        `^ValidationError: Stack:arn:aws:cloudformation:\\S+:stack/${stack}/\\S+ is in UPDATE_IN_PROGRESS state and can not be updated\\.$`,
      ),
      session.command(
        `update-stack --use-previous-template ${capable} --tags Key=Team,Value=other`,
      ),
    );
    equal((await cli.run(cancel)).stdout, '');
    equal(await session.finished(), 'UPDATE_ROLLBACK_COMPLETE');
    await session.faults();
    same(await session.states(started), [
      started,
      'UPDATE_ROLLBACK_IN_PROGRESS',
      cleaned,
      'UPDATE_ROLLBACK_COMPLETE',
    ]);
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
  await recorder.take('rollback of a change that failed', async () => {
    const reason = 'Made to fail by conformance';
    await session.faults({
      kind: 'fail-resource',
      resource,
      operation: 'update',
      reason,
      during: 'deploy',
    });
    await update(7);
    equal(await session.finished(), 'UPDATE_ROLLBACK_COMPLETE');
    const { StackEvents } = await cli.print(
      session.command('describe-stack-events --max-items 20'),
    );
    const failed = list(StackEvents).find(
      ({ ResourceStatus }) => word(ResourceStatus) === 'UPDATE_FAILED',
    );
    equal(failed?.LogicalResourceId, resource);
    equal(failed?.ResourceStatusReason, reason);
    const turned = list(StackEvents).find(
      ({ ResourceStatus, ResourceType }) =>
        word(ResourceStatus) === 'UPDATE_ROLLBACK_IN_PROGRESS' &&
        word(ResourceType) === 'AWS::CloudFormation::Stack',
    );
    equal(
      turned?.ResourceStatusReason,
      `The following resource(s) failed to update: [${resource}]. `,
    );
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html
  await recorder.take('rollback-stack', async () => {
    await update(7, ' --disable-rollback');
    equal(await session.finished(), 'UPDATE_FAILED');
    const answer = await cli.print(session.command('rollback-stack'));
    fields(answer, 'StackId', 'OperationId');
    equal(await session.finished(), 'UPDATE_ROLLBACK_COMPLETE');
    await session.faults();
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html
  await recorder.take('continue-update-rollback', async () => {
    const next = session.command('continue-update-rollback');
    await cli.refuses(/^ValidationError: .*UPDATE_ROLLBACK_COMPLETE/, next);
    await session.faults(
      {
        kind: 'fail-resource',
        resource,
        operation: 'update',
        reason: 'First',
        during: 'deploy',
      },
      { kind: 'fail-rollback', resource, reason: 'Second' },
    );
    await update(7);
    equal(await session.finished(), 'UPDATE_ROLLBACK_FAILED');
    same(await session.states(started), [
      started,
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'UPDATE_ROLLBACK_FAILED',
    ]);
    const { StackResourceSummaries } = await cli.print(
      session.command('list-stack-resources'),
    );
    same(
      list(StackResourceSummaries)
        .filter(
          ({ ResourceStatus }) => word(ResourceStatus) === 'UPDATE_FAILED',
        )
        .map(({ LogicalResourceId }) => word(LogicalResourceId)),
      [resource],
    );
    await session.faults();
    equal((await cli.run(next)).stdout, '');
    equal(await session.finished(), 'UPDATE_ROLLBACK_COMPLETE');
    const states = await session.states(started);
    same(states.slice(3), [
      'UPDATE_ROLLBACK_IN_PROGRESS',
      cleaned,
      'UPDATE_ROLLBACK_COMPLETE',
    ]);
    equal(states.length, 6);
  });
}
