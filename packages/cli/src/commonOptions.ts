import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { Command } from 'commander';

export const collect = (value: string, before: string[] = []) => [
  ...before,
  value,
];

export const setOption = [
  '--set <path=value>',
  'a value that differs from the blueprint’s, such as service.maxTasks=30; may be repeated',
  collect,
] as const;

/** Flags that specify an environment. */
export const withInput = (command: Command) =>
  command
    .option('--suffix <suffix>', 'short name of the environment')
    .option('--region <region>', 'AWS region of the environment')
    .option('--owner <ref>', 'owner, such as group:default/video')
    .option('--account <id>', 'AWS account (default: that of the credentials)')
    .option(...setOption)
    .option(
      '--spec <file>',
      'YAML or JSON file with all of these, or - for stdin; flags take precedence',
    );

export const blueprintOption = [
  '--blueprint <id>',
  `blueprint with the default values: ${blueprintIds.join(', ')}`,
] as const;

export const withTarget = (command: Command) =>
  command
    .requiredOption('--suffix <suffix>', 'short name of the environment')
    .option(
      '--region <region>',
      'AWS region of the environment (default: AWS_REGION)',
    )
    .option('--account <id>', 'AWS account (default: that of the credentials)');

export const withEndpoint = (command: Command) =>
  command
    .option('--json', 'print the result as JSON')
    .option(
      '--endpoint <url>',
      'endpoint used instead of AWS (default: AWS_ENDPOINT_URL)',
    );

/** Flags that must match the portal's app config, if there is a portal. */
export const withInstallation = (command: Command) =>
  command
    .option(
      '--staging-bucket <name>',
      'S3 bucket for templates of more than 51,200 bytes; may contain {account} and {region}',
    )
    .option(
      '--permissions-boundary <name>',
      'managed policy that limits every role of the environment',
    )
    .option('--execution-role <name>', 'role that CloudFormation assumes')
    .option(
      '--allow-secrets <pattern>',
      'secrets the environment may use, such as streamflix/*; may be repeated (default: all)',
      collect,
    )
    .option(
      '--allow-images <pattern>',
      'images tasks may run, such as public.ecr.aws/*; may be repeated (default: all)',
      collect,
    )
    .option(
      '--tag-key <key=other>',
      'key of a tag that an organization spells differently, such as CostCenter=cost-center; may be repeated',
      collect,
    );

export const tokenOption = [
  '--token <token>',
  'name of the operation; with the name of one in progress, the command follows it',
] as const;
