import { deepStrictEqual as same, ok } from 'node:assert';
import type { CheckRecorder } from '../CheckRecorder';
import { fields, list, word } from './AwsCli';
import type { Session } from './Session';

/** The caller's identity, and requests that AWS refuses before there is a stack. */
export async function checkAccount(recorder: CheckRecorder, session: Session) {
  const { cli } = session;
  // https://docs.aws.amazon.com/cli/latest/reference/sts/get-caller-identity.html
  await recorder.take('sts get-caller-identity', async () => {
    const identity = await cli.print('sts get-caller-identity');
    fields(identity, 'UserId Account Arn');
    ok(/^\d{12}$/.test(word(identity.Account)));
    ok(word(identity.Arn).startsWith(`arn:aws:iam::${identity.Account}:`));
  });
  // https://docs.aws.amazon.com/cli/latest/reference/cloudformation/validate-template.html
  await recorder.take('validate-template', async () => {
    const answer = await cli.print(
      'cloudformation validate-template --template-body',
      await session.template(14),
    );
    fields(
      answer,
      'Parameters Description Capabilities CapabilitiesReason',
      'DeclaredTransforms',
    );
    same(answer.Capabilities, ['CAPABILITY_NAMED_IAM']);
    same(list(answer.Parameters), []);
    await cli.refuses(
      /^ValidationError: Template format error: /,
      'cloudformation validate-template --template-body',
      '{"Resources":{}',
    );
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
  await recorder.take('describe-stacks of none', async () => {
    await cli.refuses(
      `ValidationError: Stack with id ${session.stack} does not exist`,
      session.command('describe-stacks'),
    );
  });
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
  await recorder.take('create-change-set without capabilities', async () => {
    await cli.refuses(
      'InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_NAMED_IAM]',
      session
        .command(
          'create-change-set --change-set-name none --change-set-type CREATE --template-body',
        )
        .replace(
          '--template-body',
          `--template-body ${await session.template(14)}`,
        ),
    );
  });
}
