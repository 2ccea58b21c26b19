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

/** The command that writes the policies of this installation into the folder `policies`. */
export function policyCommand({ access, target }: AccountContext): string {
  const { permissionsBoundary, executionRole } = access.settings;
  return [
    `streamflix policy complete --account ${target.account}`,
    // Without a region, ARNs are in the partition `aws`.
    partitionOfRegion(target.region) === 'aws'
      ? ''
      : `--region ${target.region}`,
    permissionsBoundary
      ? `--permissions-boundary ${quoted(permissionsBoundary)}`
      : '--without-boundary',
    executionRole ? `--execution-role ${quoted(executionRole)}` : '',
    '--directory policies',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Whether IAM has no entity of a name. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && error.name === 'NoSuchEntityException';
