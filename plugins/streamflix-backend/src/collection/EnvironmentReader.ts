import {
  toResourceRef,
  type AccountOffers,
  type AlarmStatus,
  type EnvironmentEvents,
  type EnvironmentLogs,
  type EnvironmentRef,
  type EnvironmentStack,
  type EnvironmentStatus,
  type EnvironmentTemplate,
  type LogSource,
  type Reading,
  type SecretNames,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  checkSuffix,
  listEvents,
  listSecretNames,
  readAlarms,
  readLogGroups,
  readLogs,
  readOffers,
  readStack,
  readTemplate,
  type AwsAccess,
  type ListedEnvironment,
  type AwsTarget,
  type SuffixCheck,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Spend } from '../limits/CallBudget';
import { RecentReadings } from '../limits/RecentReadings';
import { TooManyRequestsError } from '../limits/TooManyRequestsError';

/**
 * Reads from AWS for one request, within the requester's budget, unless a recent reading is cached. Data of an environment is
 * cached by its stack ARN, because a later environment may have the same name.
 */
export class EnvironmentReader {
  private readonly suffixes = new RecentReadings<SuffixCheck>({
    milliseconds: 5_000,
    max: 1_000,
    calls: 1,
  });
  private readonly newestEvents = new RecentReadings<EnvironmentEvents>({
    // A view of a stack in progress polls every three seconds.
    milliseconds: 2_500,
    max: 200,
    calls: 1,
  });
  private readonly olderEvents = new RecentReadings<EnvironmentEvents>({
    // Past events do not change, but a cursor eventually expires.
    milliseconds: 60_000,
    max: 200,
    calls: 1,
  });
  private readonly stacks = new RecentReadings<EnvironmentStack>({
    milliseconds: 5_000,
    max: 200,
    calls: 4,
  });
  private readonly logGroups = new RecentReadings<
    Partial<Record<LogSource, string>>
  >({ milliseconds: 60_000, max: 200, calls: 1 });
  private readonly logs = new RecentReadings<EnvironmentLogs>({
    // A view that follows a log polls every five seconds.
    milliseconds: 4_000,
    max: 50,
    calls: 2,
  });
  private readonly secrets = new RecentReadings<SecretNames>({
    milliseconds: 60_000,
    max: 200,
    calls: 10,
  });

  private readonly alarmStates = new RecentReadings<Reading<AlarmStatus[]>>({
    // The status is read again before this.
    milliseconds: 600_000,
    max: 200,
    calls: 1,
  });

  private readonly accountOffers = new RecentReadings<AccountOffers>({
    milliseconds: 60_000,
    max: 200,
    calls: 8,
  });

  constructor(private readonly access: AwsAccess) {}

  /**
   * The alarms of an environment, read once for each reading of its status; undefined where nothing of it is idle. Never throws.
   */
  async alarms(
    { ref, summary, progress, readAt }: EnvironmentStatus,
    spend: Spend,
  ): Promise<Reading<AlarmStatus[]> | undefined> {
    if (!summary || progress) return undefined;
    const { stackArn } = summary;
    try {
      return await this.alarmStates.get(`${stackArn} ${readAt}`, spend, () =>
        readAlarms(this.access, ref, stackArn),
      );
    } catch (error) {
      if (!(error instanceof TooManyRequestsError)) throw error;
      return { ok: false, reason: error.message, readAt };
    }
  }

  /** What uses a suffix, at most 5 seconds old. @throws AwsError, TooManyRequestsError */
  find(ref: EnvironmentRef, spend: Spend): Promise<SuffixCheck> {
    return this.suffixes.get(toResourceRef(ref), spend, () =>
      checkSuffix(this.access, ref),
    );
  }

  /** Drops cached readings because the environment has changed. */
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

  /** The resources of an environment. @throws AwsError, TooManyRequestsError */
  stack(
    environment: ListedEnvironment,
    spend: Spend,
  ): Promise<EnvironmentStack> {
    return this.stacks.get(environment.stack.stackArn, spend, () =>
      readStack(this.access, environment.ref, environment),
    );
  }

  /** The template of an environment. @throws AwsError, TooManyRequestsError */
  template(
    environment: ListedEnvironment,
    spend: Spend,
  ): Promise<EnvironmentTemplate> {
    return spend(1, () => readTemplate(this.access, environment));
  }

  /** The last lines of a log. @throws NotFoundError, AwsError, TooManyRequestsError */
  async log(
    environment: ListedEnvironment,
    source: LogSource,
    spend: Spend,
  ): Promise<EnvironmentLogs> {
    const { stackArn } = environment.stack;
    const groups = await this.logGroups.get(stackArn, spend, () =>
      readLogGroups(this.access, environment),
    );
    return this.logs.get(`${stackArn} ${source}`, spend, () =>
      readLogs(this.access, environment, source, groups),
    );
  }

  /** What AWS offers an account in a region. @throws TooManyRequestsError */
  offers(target: AwsTarget, spend: Spend): Promise<AccountOffers> {
    return this.accountOffers.get(
      `${target.account}/${target.region}`,
      spend,
      () => readOffers(this.access, target),
    );
  }

  /** Names of the secrets an environment may use. @throws AwsError, TooManyRequestsError */
  secretNames(target: AwsTarget, spend: Spend): Promise<SecretNames> {
    return this.secrets.get(`${target.account}/${target.region}`, spend, () =>
      listSecretNames(this.access, target),
    );
  }
}
