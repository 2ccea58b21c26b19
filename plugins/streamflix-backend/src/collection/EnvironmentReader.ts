import {
  toResourceRef,
  type EnvironmentEvents,
  type EnvironmentRef,
  type EnvironmentStack,
  type SecretNames,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  checkSuffix,
  listEvents,
  listSecretNames,
  readStack,
  type AwsAccess,
  type ListedEnvironment,
  type AwsTarget,
  type SuffixCheck,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Spend } from '../limits/CallBudget';
import { RecentReadings } from '../limits/RecentReadings';

/**
 * Reads from AWS for one request, at the requester's expense, unless the same was read a moment ago. What belongs to an
 * environment is read and remembered by the ARN of its stack: a later environment of the same name is another one.
 */
export class EnvironmentReader {
  private readonly suffixes = new RecentReadings<SuffixCheck>({
    milliseconds: 5_000,
    max: 1_000,
    calls: 1,
  });
  private readonly newestEvents = new RecentReadings<EnvironmentEvents>({
    // A view of a stack in progress asks every three seconds.
    milliseconds: 2_500,
    max: 200,
    calls: 1,
  });
  private readonly olderEvents = new RecentReadings<EnvironmentEvents>({
    // What has happened does not change, but a cursor expires some day.
    milliseconds: 60_000,
    max: 200,
    calls: 1,
  });
  private readonly stacks = new RecentReadings<EnvironmentStack>({
    milliseconds: 5_000,
    max: 200,
    calls: 4,
  });
  private readonly secrets = new RecentReadings<SecretNames>({
    milliseconds: 60_000,
    max: 200,
    calls: 10,
  });

  constructor(private readonly access: AwsAccess) {}

  /** What has a suffix now, as of 5 seconds ago at most. @throws AwsError, TooManyRequestsError */
  find(ref: EnvironmentRef, spend: Spend): Promise<SuffixCheck> {
    return this.suffixes.get(toResourceRef(ref), spend, () =>
      checkSuffix(this.access, ref),
    );
  }

  /** The environment is known to have changed. */
  forget(ref: EnvironmentRef): void {
    this.suffixes.forget(toResourceRef(ref));
  }

  /** One page of an environment's events. @throws InputError for a cursor of another stack; AwsError, TooManyRequestsError */
  events(
    environment: ListedEnvironment,
    cursor: string | undefined,
    spend: Spend,
  ): Promise<EnvironmentEvents> {
    const pages = cursor ? this.olderEvents : this.newestEvents;
    return pages.get(
      `${environment.stack.stackArn} ${cursor ?? ''}`,
      spend,
      () => listEvents(this.access, environment, cursor),
    );
  }

  /** What an environment consists of. @throws AwsError, TooManyRequestsError */
  stack(
    environment: ListedEnvironment,
    spend: Spend,
  ): Promise<EnvironmentStack> {
    return this.stacks.get(environment.stack.stackArn, spend, () =>
      readStack(this.access, environment.ref, environment),
    );
  }

  /** Names of the secrets an environment may use. @throws AwsError, TooManyRequestsError */
  secretNames(place: AwsTarget, spend: Spend): Promise<SecretNames> {
    return this.secrets.get(`${place.account}/${place.region}`, spend, () =>
      listSecretNames(this.access, place),
    );
  }
}
