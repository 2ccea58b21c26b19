import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common';
import { Command } from 'commander';
import { version } from '../../package.json';
import { exitCodesHelp } from './exitCodes';
import type { Terminal } from './Terminal';

const collect = (value: string, before: string[] = []) => [...before, value];

/** Flags that specify an environment. */
const withInput = (command: Command) =>
  command
    .option('--suffix <suffix>', 'short name of the environment')
    .option('--region <region>', 'AWS region it lives in')
    .option('--owner <ref>', 'who owns it, such as group:default/video')
    .option(
      '--account <id>',
      'AWS account it lives in; that of the credentials',
    )
    .option(
      '--set <path=value>',
      'a value that differs from the blueprint’s, such as service.maxTasks=20; may be repeated',
      collect,
    )
    .option(
      '--spec <file>',
      'YAML or JSON with all of these; - is stdin. Flags count more.',
    );

const blueprintOption = [
  '--blueprint <id>',
  `set of defaults it starts from: ${blueprintIds.join(', ')}`,
] as const;

const withPlace = (command: Command) =>
  command
    .requiredOption('--suffix <suffix>', 'short name of the environment')
    .option('--region <region>', 'AWS region it lives in; AWS_REGION')
    .option(
      '--account <id>',
      'AWS account it lives in; that of the credentials',
    );

const withEndpoint = (command: Command) =>
  command
    .option('--json', 'print the result as JSON')
    .option(
      '--endpoint <url>',
      'endpoint that stands in for AWS; AWS_ENDPOINT_URL',
    );

/** Flags that must match the portal's app config, if there is a portal. */
const withInstallation = (command: Command) =>
  command
    .option(
      '--staging-bucket <name>',
      'S3 bucket for templates of more than 51,200 bytes; may hold {account} and {region}',
    )
    .option(
      '--permissions-boundary <name>',
      'managed policy that bounds every role of the environment',
    )
    .option('--execution-role <name>', 'role that CloudFormation acts with')
    .option(
      '--allow-secrets <pattern>',
      'secrets the environment may use, such as streamflix/*; may be repeated; all',
      collect,
    )
    .option(
      '--allow-images <pattern>',
      'images tasks may run, such as public.ecr.aws/*; may be repeated; all',
      collect,
    );

const tokenOption = [
  '--token <token>',
  'name of the operation; the same name finds an operation in flight and follows it',
] as const;

/** Code that is loaded on demand: synthesis does not wait for the AWS SDK. */
export interface Loaders {
  synth(): Promise<typeof import('./commands/synth')>;
  operations(): Promise<typeof import('./commands')>;
}

/**
 * The `streamflix` command.
 *
 * @param onExitCode - receives the exit code of the command
 */
export function createProgram(
  terminal: Terminal,
  loaders: Loaders,
  onExitCode: (code: number) => void,
): Command {
  const program = new Command('streamflix')
    .description(
      'StreamFlix environments from the terminal, with ordinary AWS credentials. Progress goes to stderr, the result to stdout.',
    )
    .version(version)
    .showHelpAfterError('(--help tells more)')
    .addHelpText('afterAll', exitCodesHelp);

  withInput(
    program
      .command('synth')
      .description('print the template of an environment, and ask AWS nothing')
      .argument('[blueprint]', `one of ${blueprintIds.join(', ')}`),
  ).action(async (blueprint, flags) => {
    const { synth } = await loaders.synth();
    onExitCode(await synth(terminal, blueprint, flags));
  });

  withEndpoint(
    withInstallation(
      withInput(
        program
          .command('plan')
          .description('show what deploying would do; leaves nothing behind')
          .option(...blueprintOption),
      ),
    ),
  ).action(async flags => {
    const { plan } = await loaders.operations();
    onExitCode(await plan(terminal, flags));
  });

  withEndpoint(
    withInstallation(
      withInput(
        program
          .command('deploy')
          .description(
            'create or change an environment and follow it until it has finished',
          )
          .option(...blueprintOption),
      ),
    ),
  )
    .option(
      '--yes',
      'ask nothing: what would lose data that is not named is refused',
    )
    .option(
      '--allow-data-loss <id>',
      'logical id of a resource whose data may be lost; may be repeated',
      collect,
    )
    .option(
      '--skip <id>',
      'logical id of a resource that blocks the rollback of an earlier change, and is to stay as it is; may be repeated',
      collect,
    )
    .option(...tokenOption)
    .action(async flags => {
      const { deploy } = await loaders.operations();
      onExitCode(await deploy(terminal, flags));
    });

  withEndpoint(
    withPlace(
      program.command('status').description('tell how an environment is'),
    ),
  ).action(async flags => {
    const { status } = await loaders.operations();
    onExitCode(await status(terminal, flags));
  });

  withEndpoint(
    program
      .command('list')
      .description('list the environments of an account')
      .option(
        '--region <region>',
        'region to look in; may be repeated; AWS_REGION',
        collect,
      )
      .option('--account <id>', 'AWS account; that of the credentials'),
  ).action(async flags => {
    const { list } = await loaders.operations();
    onExitCode(await list(terminal, flags));
  });

  withEndpoint(
    withPlace(
      program
        .command('destroy')
        .description('destroy an environment and wait for the real end'),
    ),
  )
    .option('--execution-role <name>', 'role that CloudFormation acts with')
    .option('--yes', 'do not ask for the suffix to be typed')
    .option(
      '--retain <id>',
      'logical id of a resource that could not be deleted before, and is left behind for good; may be repeated',
      collect,
    )
    .option(...tokenOption)
    .action(async flags => {
      const { destroy } = await loaders.operations();
      onExitCode(await destroy(terminal, flags));
    });

  return program;
}
