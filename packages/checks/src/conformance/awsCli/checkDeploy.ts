import { ok, strictEqual as equal } from 'node:assert';
import type { CheckRecorder } from '../CheckRecorder';
import { list, word } from './AwsCli';
import type { Session } from './Session';

/** Creates the stack again with the CLI's `deploy` command, and deletes it. */
export async function checkDeploy(recorder: CheckRecorder, session: Session) {
  const { cli, stack } = session;
  const deploy = async () =>
    cli.run(
      session.command(
        `deploy --template-file ${await session.templateFile(
          14,
        )} --capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset`,
      ),
    );
  let arn = '';

  // https://docs.aws.amazon.com/cli/v1/reference/cloudformation/deploy.html
  await recorder.take('deploy, of a new stack', async () => {
    await session.delayAnswers();
    const { code, stdout, stderr } = await deploy();
    equal(code, 0, stderr);
    ok(
      stdout.endsWith(`Successfully created/updated stack - ${stack}\n`),
      stdout,
    );
    const { Stacks } = await cli.print(session.command('describe-stacks'));
    const [{ StackId, StackStatus }] = list(Stacks);
    equal(StackStatus, 'CREATE_COMPLETE');
    arn = word(StackId);
  });
  await recorder.take('deploy, without a change', async () => {
    const { code, stdout, stderr } = await deploy();
    equal(code, 0, stderr);
    ok(
      stdout.endsWith(`No changes to deploy. Stack ${stack} is up to date\n`),
      stdout,
    );
    await session.faults();
  });
  await recorder.take(
    'delete-stack of what deploy made, with wait',
    async () => {
      await cli.print(session.command('delete-stack'));
      await cli.print(
        `cloudformation wait stack-delete-complete --stack-name ${arn}`,
      );
    },
  );
}
