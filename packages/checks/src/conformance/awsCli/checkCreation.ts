import { deepStrictEqual as same, ok, strictEqual as equal } from 'node:assert';
import type { CheckRecorder } from '../CheckRecorder';
import { fields, list, word } from './AwsCli';
import type { Session } from './Session';

const create =
  'create-change-set --change-set-name first --change-set-type CREATE --capabilities CAPABILITY_NAMED_IAM --tags Key=Team,Value=video --template-body';

/** Creates a stack through a change set, and describes it in every way. */
export async function checkCreation(recorder: CheckRecorder, session: Session) {
  const { cli, stack } = session;
  const arn = new RegExp(
    `^arn:aws:cloudformation:eu-west-2:\\d{12}:stack/${stack}/[0-9a-f-]{36}$`,
  );
  let resources = 0;

  // https://docs.aws.amazon.com/cli/latest/reference/cloudformation/create-change-set.html
  await recorder.take('create-change-set, CREATE', async () => {
    const made = await cli.print(
      session.command(`${create} ${await session.template(14)}`),
    );
    fields(made, 'Id StackId');
    ok(/:changeSet\/first\/[0-9a-f-]{36}$/.test(word(made.Id)), word(made.Id));
    ok(arn.test(word(made.StackId)), word(made.StackId));
    await cli.print(
      session.command(
        'wait change-set-create-complete --change-set-name first',
      ),
    );
    const { Stacks } = await cli.print(session.command('describe-stacks'));
    equal(list(Stacks)[0].StackStatus, 'REVIEW_IN_PROGRESS');
  });
  // https://docs.aws.amazon.com/cli/latest/reference/cloudformation/describe-change-set.html
  await recorder.take('describe-change-set, in pages', async () => {
    const describe = session.command(
      'describe-change-set --change-set-name first',
    );
    const whole = await cli.print(describe);
    equal(whole.Status, 'CREATE_COMPLETE');
    equal(whole.ExecutionStatus, 'AVAILABLE');
    const changes = list(whole.Changes);
    resources = changes.length;
    for (const { Type, ResourceChange } of changes) {
      equal(Type, 'Resource');
      fields(
        ResourceChange,
        'Action LogicalResourceId ResourceType Scope Details',
      );
      equal(ResourceChange.Action, 'Add');
    }
    const page = await cli.print(`${describe} --max-items 60`);
    const rest = await cli.print(
      `${describe} --max-items 60 --starting-token ${page.NextToken}`,
    );
    same([...list(page.Changes), ...list(rest.Changes)], changes);
    return `${resources} changes`;
  });
  // https://docs.aws.amazon.com/cli/latest/reference/cloudformation/execute-change-set.html
  await recorder.take(
    'execute-change-set, wait stack-create-complete',
    async () => {
      const execute = session.command(
        'execute-change-set --change-set-name first',
      );
      equal((await cli.run(execute)).stdout, '');
      await cli.print(session.command('wait stack-create-complete'));
      await cli.refuses(
        /^InvalidChangeSetStatus: ChangeSet \[.*\] cannot be executed in its current execution status of \[EXECUTE_COMPLETE\]$/,
        execute,
      );
    },
  );
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html
  await recorder.take('describe-stack-events', async () => {
    const describe = session.command('describe-stack-events');
    const { StackEvents } = await cli.print(describe);
    const events = list(StackEvents);
    for (const event of events) {
      fields(
        event,
        'StackId EventId StackName LogicalResourceId PhysicalResourceId ResourceType Timestamp ResourceStatus',
        'ResourceStatusReason ResourceProperties ClientRequestToken OperationId DetailedStatus',
      );
    }
    // Newest first, and each resource starts before it is complete.
    const times = events.map(({ Timestamp }) => word(Timestamp));
    same(times, [...times].sort().reverse());
    const queue = events
      .filter(
        ({ LogicalResourceId }) =>
          word(LogicalResourceId) === 'DeadLetterQueue',
      )
      .map(({ ResourceStatus }) => word(ResourceStatus));
    same(queue.reverse(), [
      'CREATE_IN_PROGRESS',
      'CREATE_IN_PROGRESS',
      'CREATE_COMPLETE',
    ]);
    same(await session.states('REVIEW_IN_PROGRESS'), [
      'REVIEW_IN_PROGRESS',
      'CREATE_IN_PROGRESS',
      'CREATE_IN_PROGRESS',
      'CREATE_COMPLETE',
    ]);
    // AWS returns 100 events per page.
    const page = await cli.print(`${describe} --no-paginate`);
    fields(page, 'StackEvents NextToken');
    equal(list(page.StackEvents).length, 100);
    return `${events.length} events`;
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_OperationEvent.html
  await recorder.take('describe-events', async () => {
    const { OperationEvents } = await cli.print(
      session.command('describe-events'),
    );
    for (const event of list(OperationEvents)) {
      fields(
        event,
        'EventId StackId OperationId OperationType EventType Timestamp',
        'OperationStatus LogicalResourceId PhysicalResourceId ResourceType ResourceStatus DetailedStatus ResourceStatusReason ResourceProperties ClientRequestToken StartTime EndTime',
      );
      ok(
        /^(STACK|PROGRESS)_EVENT$/.test(word(event.EventType)),
        word(event.EventType),
      );
    }
    const types = list(OperationEvents).map(each => word(each.OperationType));
    same([...new Set(types)].sort(), ['CREATE_CHANGESET', 'CREATE_STACK']);
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html
  await recorder.take('describe-stacks', async () => {
    const { Stacks } = await cli.print(session.command('describe-stacks'));
    const [described, ...others] = list(Stacks);
    equal(others.length, 0);
    fields(
      described,
      'StackId StackName ChangeSetId Description CreationTime RollbackConfiguration StackStatus DisableRollback NotificationARNs Capabilities Outputs Tags EnableTerminationProtection DriftInformation',
      'Parameters LastUpdatedTime StackStatusReason TimeoutInMinutes LastOperations',
    );
    equal(described.StackStatus, 'CREATE_COMPLETE');
    same(described.Tags as unknown, [{ Key: 'Team', Value: 'video' }]);
    for (const output of list(described.Outputs)) {
      fields(output, 'OutputKey OutputValue', 'Description ExportName');
    }
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSummary.html
  await recorder.take('list-stacks', async () => {
    const listing = 'cloudformation list-stacks --stack-status-filter';
    const { StackSummaries } = await cli.print(`${listing} CREATE_COMPLETE`);
    const [summary] = list(StackSummaries);
    fields(
      summary,
      'StackId StackName TemplateDescription CreationTime StackStatus DriftInformation',
      'LastUpdatedTime StackStatusReason LastOperations',
    );
    ok(arn.test(word(summary.StackId)));
    const none = await cli.print(`${listing} UPDATE_COMPLETE`);
    same(list(none.StackSummaries), []);
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResourceSummary.html
  await recorder.take('list-stack-resources', async () => {
    const { StackResourceSummaries } = await cli.print(
      session.command('list-stack-resources'),
    );
    for (const resource of list(StackResourceSummaries)) {
      fields(
        resource,
        'LogicalResourceId PhysicalResourceId ResourceType LastUpdatedTimestamp ResourceStatus DriftInformation',
      );
      equal(resource.ResourceStatus, 'CREATE_COMPLETE');
    }
    equal(list(StackResourceSummaries).length, resources);
  });
  // https://docs.aws.amazon.com/cli/latest/reference/cloudformation/get-template.html
  await recorder.take('get-template', async () => {
    const answer = await cli.print(session.command('get-template'));
    fields(answer, 'TemplateBody StagesAvailable');
    same(answer.StagesAvailable as unknown, ['Original', 'Processed']);
    equal(Object.keys(answer.TemplateBody.Resources).length, resources);
  });
}
