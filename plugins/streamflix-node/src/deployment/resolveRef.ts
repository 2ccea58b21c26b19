import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';

/** Where the environment is, or will be: the account that was left out is the default one. */
export async function resolveRef(
  access: Pick<AwsAccess, 'defaultAccount'>,
  where: { account?: string; region: string; suffix: string },
): Promise<EnvironmentRef> {
  const { account, region, suffix } = where;
  return {
    account: account ?? (await access.defaultAccount()),
    region,
    suffix,
  };
}
