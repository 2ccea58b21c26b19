import { NotFoundError } from '@backstage/errors';
import type { Installation } from '@streamflix/backstage-plugin-streamflix-common';
import type {
  AwsAccess,
  Place,
} from '@streamflix/backstage-plugin-streamflix-node';

/**
 * The place that was asked for, if it is one of this installation: only configured accounts and regions are ever called.
 *
 * @param place.account - `default` for the account environments live in when they name none
 * @throws NotFoundError for any other place; AwsError when the account of the credentials cannot be found out
 */
export async function resolvePlace<P extends Place>(
  access: AwsAccess,
  place: P,
): Promise<P> {
  const account =
    place.account === 'default' ? await access.defaultAccount() : place.account;
  const places = await access.places();
  if (
    !places.some(
      each => each.account === account && each.region === place.region,
    )
  ) {
    throw new NotFoundError(
      `This installation has no environments in ${place.region} of account ${account}.`,
    );
  }
  return { ...place, account };
}

/** What the form needs to know of this installation. */
export async function describeInstallation(
  access: AwsAccess,
): Promise<Installation> {
  const { regions, accounts } = access.settings;
  return {
    regions: [...regions],
    accounts:
      accounts.length > 0
        ? accounts.map(({ id, name }) => ({ id, name }))
        : [{ id: await access.defaultAccount() }],
    localAws: await access.isLocalAws(),
  };
}
