import { paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import type { ListingFailure } from '@streamflix/backstage-plugin-streamflix-common';
import pLimit from 'p-limit';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { unread } from './reading';
import {
  toEnvironment,
  type ListedEnvironment,
} from '../cloudformation/stackFacts';

/** Many accounts and regions must not open hundreds of connections at once. */
const placesAtATime = 4;

/** What was found, and where nothing could be found out: the list is complete when there are no failures. */
export interface EnvironmentListing {
  items: ListedEnvironment[];
  failures: ListingFailure[];
}

/**
 * Finds every environment by the tags of its stack, one account and region at a time. A place that cannot be listed
 * hides no other.
 *
 * @param options.places - where to look; every configured account and region when missing
 * @throws AwsError when it cannot even be found out which account the credentials belong to
 */
export async function listEnvironments(
  access: AwsAccess,
  options: { places?: readonly AwsTarget[] } = {},
): Promise<EnvironmentListing> {
  const places = options.places ?? (await access.targets());
  const limit = pLimit(placesAtATime);
  const listings = await Promise.all(
    places.map(place => limit(() => listPlace(access, place))),
  );
  return {
    items: listings.flatMap(({ items }) => items),
    failures: listings.flatMap(({ failures }) => failures),
  };
}

async function listPlace(
  access: AwsAccess,
  place: AwsTarget,
): Promise<EnvironmentListing> {
  try {
    const { cloudFormation } = await access.clients(place);
    const items: ListedEnvironment[] = [];
    const readAt = new Date().toISOString();
    // CloudFormation cannot filter by tag; it leaves out deleted stacks by itself.
    for await (const page of paginateDescribeStacks(
      { client: cloudFormation },
      {},
    )) {
      items.push(
        ...(page.Stacks ?? []).flatMap(
          stack => toEnvironment(place, stack, readAt) ?? [],
        ),
      );
    }
    return { items, failures: [] };
  } catch (error) {
    // Half a listing is none: what it leaves out would look destroyed.
    const { reason } = unread(error, {
      action: 'cloudformation:DescribeStacks',
      ...place,
    });
    return { items: [], failures: [{ ...place, reason }] };
  }
}
