import { NotFoundError } from '@backstage/errors';
import type { Installation } from '@streamflix/backstage-plugin-streamflix-common';
import type {
  AwsAccess,
  AwsTarget,
} from '@streamflix/backstage-plugin-streamflix-node';

/** Whether this installation has environments in an account and region. @throws AwsError when its own account is not known */
export async function isConfigured(
  access: AwsAccess,
  { account, region }: AwsTarget,
): Promise<boolean> {
  const targets = await access.targets();
  return targets.some(
    target => target.account === account && target.region === region,
  );
}

/**
 * The account and region of a request, if this installation uses them: no other targets are ever called.
 *
 * @param target.account - `default` is the account environments are created in when they name none
 * @throws NotFoundError for any other; AwsError when the account of the credentials cannot be read
 */
export async function resolveAwsTarget<P extends AwsTarget>(
  access: AwsAccess,
  target: P,
): Promise<P> {
  const account =
    target.account === 'default'
      ? await access.defaultAccount()
      : target.account;
  const resolved = { ...target, account };
  if (!(await isConfigured(access, resolved))) {
    throw new NotFoundError(
      `This installation has no environments in ${target.region} of account ${account}.`,
    );
  }
  return resolved;
}

/** Milliseconds for which a failure to read the credentials' own account is cached. */
const failureTtl = 1_000;

function cacheFailure<T>(run: () => Promise<T>): () => Promise<T> {
  let failure: { error: unknown; until: number } | undefined;
  return async () => {
    if (failure && Date.now() < failure.until) throw failure.error;
    try {
      return await run();
    } catch (error) {
      failure = { error, until: Date.now() + failureTtl };
      throw error;
    }
  };
}

/**
 * The same access; a failure to read the account of its credentials is cached for a second, regardless of the number of calls.
 */
export const withCachedFailures = (access: AwsAccess): AwsAccess => ({
  ...access,
  defaultAccount: cacheFailure(access.defaultAccount),
  targets: cacheFailure(access.targets),
  isLocalAws: cacheFailure(access.isLocalAws),
});

/** What the form needs to know about this installation, the same for every caller. */
export async function describeInstallation(
  access: AwsAccess,
): Promise<Omit<Installation, 'mayCreate' | 'mayCheckAccounts' | 'owners'>> {
  const { regions, accounts, allowedSecrets, allowedImages } = access.settings;
  return {
    regions: [...regions],
    accounts:
      accounts.length > 0
        ? accounts.map(({ id, name }) => ({ id, name }))
        : [{ id: await access.defaultAccount() }],
    localAws: await access.isLocalAws(),
    allowedSecrets: [...allowedSecrets],
    allowedImages: [...allowedImages],
  };
}
