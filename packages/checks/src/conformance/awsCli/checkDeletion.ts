import { deepStrictEqual as same, strictEqual as equal } from 'node:assert';
import type { CheckRecorder } from '../CheckRecorder';
import { list, word } from './AwsCli';
import type { Session } from './Session';

/** Protects the stack, then deletes it. */
export async function checkDeletion(recorder: CheckRecorder, session: Session) {
  const { cli, stack } = session;
  const remove = session.command('delete-stack');
  let arn = '';

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html
  await recorder.take('delete-stack of a protected stack', async () => {
    const protect = session.command('update-termination-protection');
    const { StackId } = await cli.print(
      `${protect} --enable-termination-protection`,
    );
    arn = word(StackId);
    await cli.refuses(
      `ValidationError: Stack [${stack}] cannot be deleted while TerminationProtection is enabled`,
      remove,
    );
    await cli.print(`${protect} --no-enable-termination-protection`);
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
  await recorder.take('delete-stack, wait stack-delete-complete', async () => {
    equal((await cli.run(remove)).stdout, '');
    await cli.print(
      `cloudformation wait stack-delete-complete --stack-name ${arn}`,
    );
    await cli.refuses(
      `ValidationError: Stack with id ${stack} does not exist`,
      session.command('describe-stacks'),
    );
    // Deleting it again is not an error.
    equal((await cli.run(remove)).code, 0);
  });
  await recorder.take('a deleted stack, by its id', async () => {
    const { Stacks } = await cli.print(
      `cloudformation describe-stacks --stack-name ${arn}`,
    );
    equal(list(Stacks)[0].StackStatus, 'DELETE_COMPLETE');
    const { StackSummaries } = await cli.print(
      'cloudformation list-stacks --stack-status-filter DELETE_COMPLETE',
    );
    same(
      list(StackSummaries).map(({ StackId }) => word(StackId)),
      [arn],
    );
    const { StackEvents } = await cli.print(
      `cloudformation describe-stack-events --stack-name ${arn} --max-items 1`,
    );
    equal(list(StackEvents)[0].ResourceStatus, 'DELETE_COMPLETE');
    for (const [command, answer] of [
      ['ecs list-clusters', 'clusterArns'],
      ['rds describe-db-clusters', 'DBClusters'],
      ['kinesis list-streams', 'StreamNames'],
    ]) {
      same(list((await cli.print(command))[answer]), []);
    }
  });
}
