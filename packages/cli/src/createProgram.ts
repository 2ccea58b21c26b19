import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { logSources } from '@streamflix/backstage-plugin-streamflix-common';
import { Argument, Command, Option } from 'commander';
import { version } from '../package.json';
import {
  blueprintOption,
  collect,
  setOption,
  tokenOption,
  withEndpoint,
  withInput,
  withInstallation,
  withTarget,
} from './commonOptions';
import { exitCodesHelp } from './terminal/exitCodesHelp';
import {
  defaultAllowedImages,
  defaultAllowedSecrets,
} from './policy/allowedByDefault';
import { completionOf, completionShells } from './terminal/completionOf';
import type { Terminal } from './terminal/Terminal';

/**
 * The `streamflix` command. Each of its commands is loaded when it runs: help and version need neither AWS's clients nor IAM's data.
 *
 * @param onExitCode - receives the exit code of the command
 */
export function createProgram(
  terminal: Terminal,
  onExitCode: (code: number) => void,
): Command {
  const program = new Command('streamflix')
    .description(
      'StreamFlix environments from the terminal, with ordinary AWS credentials. Progress is written to stderr, the result to stdout.',
    )
    .version(version)
    .showHelpAfterError('(see --help)')
    .addHelpText('afterAll', exitCodesHelp);

  withInput(
    program
      .command('synth')
      .description('print the template of an environment without calling AWS')
      .argument('[blueprint]', `one of ${blueprintIds.join(', ')}`),
  ).action(async (blueprint, flags) => {
    const { synth } = await import('./commands/synth');
    onExitCode(await synth(terminal, blueprint, flags));
  });

  program
    .command('policy')
    .description(
      'print the least permissions of the role StreamFlix deploys with, as IAM policy documents, without calling AWS',
    )
    .argument('<blueprint>', `one of ${blueprintIds.join(', ')}`)
    .option(
      '--permissions-boundary <name>',
      'managed policy that limits every role of an environment: its name with its path, outside /streamflix/',
    )
    .option('--without-boundary', 'print a policy that limits no role')
    .option(
      '--execution-role <name>',
      'role that CloudFormation assumes: its name with its path, outside /streamflix/',
    )
    .option('--trust <arn>', 'role or user that may assume the portal’s role')
    .option('--external-id <id>', 'external id that it must present')
    .option('--account <id>', 'AWS account of the ARNs (default: any)')
    .option(
      '--region <region>',
      'AWS region (default: any the blueprint may use)',
    )
    .option('--suffix <suffix>', 'one environment (default: all)')
    .option(
      '--allow-secrets <pattern...>',
      `existing secrets environments may use, as streamflix.secrets.allow (default: ${defaultAllowedSecrets})`,
    )
    .option(
      '--allow-images <pattern...>',
      `images tasks may run, as streamflix.images.allow (default: ${defaultAllowedImages})`,
    )
    .option(
      '--staging-bucket <name>',
      'S3 bucket for templates of more than 51,200 bytes; may contain {account} and {region}',
    )
    .option(
      '--event-queues <arn...>',
      'queues of events, as in streamflix.events.queues',
    )
    .option(...setOption)
    .option('--directory <path>', 'write a file for each document instead')
    .option('--json', 'print documents, sizes and reasons as JSON')
    .option('--markdown', 'print the reasons as a table')
    .action(async (blueprint, flags) => {
      const { policy } = await import('./commands/policy');
      onExitCode(await policy(terminal, blueprint, flags));
    });

  withEndpoint(
    withInstallation(
      withInput(
        program
          .command('plan')
          .description(
            'show what a deployment would change, then discard the plan',
          )
          .option(...blueprintOption),
      ),
    ),
  ).action(async flags => {
    const { plan } = await import('./commands/plan');
    onExitCode(await plan(terminal, flags));
  });

  withEndpoint(
    withInstallation(
      withInput(
        program
          .command('deploy')
          .description(
            'create or change an environment, and wait until it has finished',
          )
          .option(...blueprintOption),
      ),
    ),
  )
    .option('--yes', 'do not ask; data loss that no flag names is refused')
    .option(
      '--allow-data-loss <id>',
      'logical id of a resource whose data may be lost; may be repeated',
      collect,
    )
    .option(
      '--skip <id>',
      'logical id of a resource that blocks the rollback of an earlier change, and is to be skipped; may be repeated',
      collect,
    )
    .option(...tokenOption)
    .action(async flags => {
      const { deploy } = await import('./commands/deploy');
      onExitCode(await deploy(terminal, flags));
    });

  withEndpoint(
    withTarget(
      program
        .command('status')
        .description('show the status of an environment'),
    ),
  ).action(async flags => {
    const { status } = await import('./commands/status');
    onExitCode(await status(terminal, flags));
  });

  withEndpoint(
    withInstallation(
      program
        .command('doctor')
        .description(
          'check what an account and region need before the next environments, with the command that corrects it',
        )
        .option('--region <region>', 'AWS region (default: AWS_REGION)')
        .option(
          '--account <id>',
          'AWS account (default: that of the credentials)',
        )
        .option(
          '--environments <count>',
          'the number of further environments',
          '1',
        )
        .option(
          '--event-queue <arn>',
          'queue of events, as in streamflix.events.queues; may be repeated',
          collect,
        ),
    ),
  ).action(async flags => {
    const { doctor } = await import('./commands/doctor');
    onExitCode(await doctor(terminal, flags));
  });

  program
    .command('events')
    .description(
      'print the template of the stack that sends the events of an account and region to a queue, for streamflix.events.queues',
    )
    .option(
      '--forward-to <arn>',
      'event bus in another account or region that gets the events instead',
    )
    .option(
      '--accept-from <account>',
      'another account that may forward its events; may be repeated',
      collect,
    )
    .action(async flags => {
      const { events } = await import('./commands/events');
      onExitCode(await events(terminal, flags));
    });

  withEndpoint(
    program
      .command('list')
      .description('list the environments of an account')
      .option(
        '--region <region>',
        'region; may be repeated (default: AWS_REGION)',
        collect,
      )
      .option(
        '--account <id>',
        'AWS account (default: that of the credentials)',
      ),
  ).action(async flags => {
    const { list } = await import('./commands/list');
    onExitCode(await list(terminal, flags));
  });

  withEndpoint(
    withTarget(
      program
        .command('destroy')
        .description('destroy an environment, and wait until it is deleted'),
    ),
  )
    .option('--execution-role <name>', 'role that CloudFormation assumes')
    .option('--yes', 'do not ask for confirmation')
    .option(
      '--retain <id>',
      'logical id of a resource that could not be deleted before and is to be retained; may be repeated',
      collect,
    )
    .option(...tokenOption)
    .action(async flags => {
      const { destroy } = await import('./commands/destroy');
      onExitCode(await destroy(terminal, flags));
    });

  withEndpoint(
    withTarget(
      program
        .command('operations')
        .description(
          'list the last operations on an environment, also on one that was destroyed',
        ),
    ),
  ).action(async flags => {
    const { operations } = await import('./commands/operations');
    onExitCode(await operations(terminal, flags));
  });

  withEndpoint(
    withTarget(
      program
        .command('logs')
        .description('print the last lines of a log of an environment'),
    ),
  )
    .addOption(
      new Option('--source <source>', 'what wrote the log')
        .choices(logSources)
        .default('service'),
    )
    .option('--follow', 'print new lines until Ctrl-C')
    .action(async flags => {
      const { logs } = await import('./commands/logs');
      onExitCode(await logs(terminal, flags));
    });

  program
    .command('completion')
    .description('print the completion of this command for a shell')
    .addArgument(new Argument('<shell>').choices(completionShells))
    .action(shell => {
      terminal.result(completionOf(program, shell));
    });

  return program;
}
