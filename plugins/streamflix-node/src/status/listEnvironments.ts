import { paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import type { ListingFailure } from '@streamflix/backstage-plugin-streamflix-common';
import pLimit from 'p-limit';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { toStack } from '../cloudformation/Stack';
import { unread } from './reading';
import {
  toEnvironment,
  type ListedEnvironment,
} from '../cloudformation/stackFacts';

/** Limits the open connections when there are many accounts and regions. */
const maxConcurrentTargets = 4;

/**
 * The environments found, and the targets that could not be listed: without failures the list is complete.
 *
 * @public
 */
export interface EnvironmentListing {
  items: ListedEnvironment[];
  failures: ListingFailure[];
}

/**
 * Finds all environments by the tags of their stacks, by account and region. A target that cannot be listed does not affect the
 * others.
 *
 * @param options - the targets; every configured account and region when missing
 * @throws AwsError when not even the account of the credentials can be determined
 * @public
 */
export async function listEnvironments(
  access: AwsAccess,
  options: { targets?: readonly AwsTarget[] } = {},
): Promise<EnvironmentListing> {
  const targets = options.targets ?? (await access.targets());
  const limit = pLimit(maxConcurrentTargets);
  const listings = await Promise.all(
    targets.map(target => limit(() => listTarget(access, target))),
  );
  return {
    items: listings.flatMap(({ items }) => items),
    failures: listings.flatMap(({ failures }) => failures),
  };
}

async function listTarget(
  access: AwsAccess,
  target: AwsTarget,
): Promise<EnvironmentListing> {
  try {
    const { cloudFormation } = await access.clients(target);
    const items: ListedEnvironment[] = [];
    const readAt = new Date().toISOString();
    // CloudFormation cannot filter by tag; it omits deleted stacks.
    for await (const page of paginateDescribeStacks(
      { client: cloudFormation },
      {},
    )) {
      items.push(
        ...(page.Stacks ?? []).flatMap(
          stack => toEnvironment(target, toStack(stack), readAt) ?? [],
        ),
      );
    }
    return { items, failures: [] };
  } catch (error) {
    // A partial listing is discarded: missing environments would look destroyed.
    const { reason } = unread(error);
    return { items: [], failures: [{ ...target, reason }] };
  }
}
