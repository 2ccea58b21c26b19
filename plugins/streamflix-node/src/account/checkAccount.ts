import type {
  AccountFinding,
  AccountReport,
} from '@streamflix/backstage-plugin-streamflix-common';
import { AwsError } from '../aws/AwsError';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import type { AccountCheck, AccountContext } from './AccountCheck';
import { allowedSecrets } from './allowedSecrets';
import { apiLogRole } from './apiLogRole';
import { blueprintParts } from './blueprintParts';
import { eventQueue } from './eventQueue';
import { executionRole } from './executionRole';
import { checkIdentity } from './identity';
import { missingServiceLinkedRoles } from './missingServiceLinkedRoles';
import { permissionsBoundary } from './permissionsBoundary';
import { quotaChecks } from './quotas';

/** In the order of the report. */
const checks: readonly AccountCheck[] = [
  permissionsBoundary,
  executionRole,
  missingServiceLinkedRoles,
  apiLogRole,
  ...quotaChecks,
  blueprintParts,
  eventQueue,
  allowedSecrets,
];

async function run(
  { id, title, run: read }: AccountCheck,
  context: AccountContext,
  describe: (error: unknown) => string,
): Promise<AccountFinding[]> {
  try {
    const findings = await read(context);
    return findings.map(finding => ({ id, title, ...finding }));
  } catch (error) {
    return [
      {
        id,
        title,
        state: 'unknown',
        message: `Could not be checked: ${describe(error)}`,
      },
    ];
  }
}

/**
 * Checks everything an account and region need before their next environments, and changes nothing.
 *
 * @param options - the number of further environments, and how an error of AWS is described to the reader of the report
 * @throws what is not an error of AWS
 * @public
 */
export async function checkAccount(
  access: AwsAccess,
  target: AwsTarget,
  options: { environments: number; describeError(error: AwsError): string },
): Promise<AccountReport> {
  const { environments } = options;
  const describe = (error: unknown) => {
    if (error instanceof AwsError) return options.describeError(error);
    throw error;
  };
  const { usable, findings } = await checkIdentity(access, target, describe);
  if (usable) {
    const clients = await access.clients(target);
    const context = { access, clients, target, environments };
    const found = await Promise.all(
      checks.map(check => run(check, context, describe)),
    );
    findings.push(...found.flat());
  }
  return {
    ...target,
    environments,
    findings,
    localAws: findings.length > 0 && (await isLocalAws(access)),
    checkedAt: new Date().toISOString(),
  };
}

/** False where not even the caller's identity can be read. */
async function isLocalAws(access: AwsAccess): Promise<boolean> {
  try {
    return await access.isLocalAws();
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
