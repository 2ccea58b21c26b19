import type { AccountFinding } from '@streamflix/backstage-plugin-streamflix-common';
import { partitionOfRegion } from '../aws/partitionOfRegion';
import type { AwsAccess, AwsClients, AwsTarget } from '../aws/AwsAccess';

/** What a check may read. */
export interface AccountContext {
  access: AwsAccess;
  clients: AwsClients;
  target: AwsTarget;
  /** The number of further environments the account is checked for. */
  environments: number;
}

/** Something environments need of an account. It only reads; an error of AWS becomes an unknown finding. */
export interface AccountCheck {
  id: string;
  title: string;
  /** @returns its findings without id and title; none when it does not concern this installation */
  run(context: AccountContext): Promise<Omit<AccountFinding, 'id' | 'title'>[]>;
}

/** An argument of a shell command, quoted where a shell would interpret it. */
export const quoted = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument)
    ? argument
    : `'${argument.replaceAll("'", "'\\''")}'`;

/** An IAM name with its path, such as `platform/streamflix-boundary`, as arguments of the AWS CLI. */
export function namedInIam(
  entity: 'role' | 'policy',
  nameWithPath: string,
): { name: string; create: string } {
  const parts = nameWithPath.split('/');
  const name = quoted(parts.pop() ?? '');
  const path =
    parts.length > 0 ? ` --path ${quoted(`/${parts.join('/')}/`)}` : '';
  return { name, create: `--${entity}-name ${name}${path}` };
}

/**
 * Blueprints whose policies allow every choice but an existing secret of a database, which `broadcast` adds. The policies of all
 * three would be more than the ten that a role can have.
 */
const policyBlueprints = ['complete', 'content-delivery'];

/**
 * The commands that write the policies of this installation into the folder `policies`.
 *
 * @param permissionsBoundary - name of the boundary, if other than the configured one
 */
export function policyCommand(
  { access, target }: AccountContext,
  permissionsBoundary = access.settings.permissionsBoundary,
): string {
  const {
    executionRole,
    allowedSecrets,
    allowedImages,
    stagingBucket,
    eventQueues,
  } = access.settings;
  const list = (option: string, patterns: readonly string[]) =>
    patterns.length > 0 ? `${option} ${patterns.map(quoted).join(' ')}` : '';
  const options = [
    `--account ${target.account}`,
    // Without a region, ARNs are in the partition `aws`.
    partitionOfRegion(target.region) === 'aws'
      ? ''
      : `--region ${target.region}`,
    permissionsBoundary
      ? `--permissions-boundary ${quoted(permissionsBoundary)}`
      : '--without-boundary',
    executionRole ? `--execution-role ${quoted(executionRole)}` : '',
    list('--allow-secrets', allowedSecrets),
    list('--allow-images', allowedImages),
    list('--staging-bucket', stagingBucket ? [stagingBucket] : []),
    list(
      '--event-queues',
      eventQueues.map(({ arn }) => arn),
    ),
    '--directory policies',
  ]
    .filter(Boolean)
    .join(' ');
  return policyBlueprints
    .map(blueprint => `streamflix policy ${blueprint} ${options}`)
    .join(' && ');
}

/** Whether IAM has no entity of a name. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && error.name === 'NoSuchEntityException';
