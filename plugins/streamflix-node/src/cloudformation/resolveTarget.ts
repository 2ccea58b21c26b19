import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { RefusedError } from '../aws/RefusedError';

const list = (values: readonly string[]) => [...new Set(values)].join(', ');

/**
 * Account and region of an environment; the default account when none is given. Only accounts and regions of this installation
 * are ever called.
 *
 * @throws RefusedError for any other; AwsError when the account of the credentials cannot be determined
 * @public
 */
export async function resolveTarget(
  access: Pick<AwsAccess, 'defaultAccount' | 'targets'>,
  given: { account?: string; region: string; suffix: string },
): Promise<EnvironmentRef> {
  const { region, suffix } = given;
  const account = given.account ?? (await access.defaultAccount());
  const targets = await access.targets();
  const problems = [];
  if (!targets.some(target => target.account === account)) {
    problems.push({
      path: 'account',
      message: `AWS account must be one this installation has credentials for and allows: ${list(
        targets.map(target => target.account),
      )}.`,
    });
  }
  if (!targets.some(target => target.region === region)) {
    problems.push({
      path: 'region',
      message: `Region must be one this installation allows: ${list(
        targets.map(target => target.region),
      )}.`,
    });
  }
  if (problems.length > 0) throw new RefusedError(problems);
  return { account, region, suffix };
}
