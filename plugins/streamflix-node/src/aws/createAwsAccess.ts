import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { AwsCredentialProvider } from '@backstage/integration-aws-node';
import { AnswerCache } from './AnswerCache';
import type { AwsAccess, AwsClients, AwsTarget } from './AwsAccess';
import { AwsError } from './AwsError';
import { enabledRegionOf } from './enabledRegionOf';
import { retryThrottled } from './retryThrottled';
import { createAwsClients, createTransport } from './createAwsClients';
import { createCredentialsManager } from './createCredentialsManager';
import { ContainerLogs } from './ContainerLogs';
import { DiagnosticsMemory } from './DiagnosticsStore';
import { RateLimiter } from './RateLimiter';
import { CallPace } from './CallPace';
import { ReadingMemory } from './ReadingStore';
import { readSettings } from './readSettings';
import { mayBeDisabled } from './refuseDisabledRegion';
import { globalTelemetry, type Telemetry } from '../telemetry/Telemetry';

interface Identity {
  account: string;
  arn: string;
}

/**
 * Creates the only access to AWS. Credentials come from the `aws:` section through `@backstage/integration-aws-node`.
 *
 * That package's own STS clients ignore `streamflix.aws.endpoint`: one finds the account of the main credentials, the other
 * assumes roles. The first is never used, because this code calls STS itself. The second is refused while that endpoint is set,
 * so that a call meant for local AWS cannot reach AWS.
 *
 * @public
 */
export function createAwsAccess(options: {
  config: Config;
  logger?: Pick<LoggerService, 'info'>;
  /** Backstage's services; OpenTelemetry directly when missing. */
  telemetry?: Telemetry;
}): AwsAccess {
  const { config, logger, telemetry = globalTelemetry } = options;
  const settings = readSettings(config);
  const transport = createTransport();
  const manager = createCredentialsManager(
    config,
    transport,
    enabledRegionOf(settings.regions[0]),
  );
  const clientsOfTargets = new Map<string, Promise<AwsClients>>();
  const limiters = new Map<string, RateLimiter>();
  const pace = new CallPace();

  const withCredentials = new Map(
    config
      .getOptionalConfigArray('aws.accounts')
      ?.map(account => [account.getString('accountId'), account]),
  );
  const rolesByDefault = config.has('aws.accountDefaults.roleName');
  const stsEndpointOfSdk =
    process.env.AWS_ENDPOINT_URL_STS ?? process.env.AWS_ENDPOINT_URL;

  const createClients = (
    provider: AwsCredentialProvider,
    region: string,
    account?: string,
  ) =>
    createAwsClients({
      region,
      account,
      endpoint: settings.endpoint,
      credentials: provider.sdkCredentialProvider,
      transport,
      pace,
    });

  let identity: Promise<Identity> | undefined;
  const readIdentity = () => {
    identity ??= (async () => {
      // STS returns the same identity in every region that the account has enabled.
      const [region] = settings.regions;
      const provider = await manager.getCredentialProvider();
      const identify = (stsRegion: string) =>
        retryThrottled(() =>
          createClients(provider, stsRegion).sts.send(
            new GetCallerIdentityCommand({}),
          ),
        );
      const { Account: account = '', Arn: arn = '' } = await identify(
        region,
      ).catch((error: unknown) => {
        if (!mayBeDisabled(error, region)) throw error;
        return identify(enabledRegionOf(region)).catch(() => {
          throw error;
        });
      });
      logger?.info(`AWS answers as ${arn}`);
      return { account, arn };
    })();
    // A failure is not cached: credentials or the endpoint may become available.
    identity.catch(() => {
      identity = undefined;
    });
    return identity;
  };

  async function providerFor({
    account,
    region,
  }: AwsTarget): Promise<AwsCredentialProvider> {
    const noCredentials = (message: string) =>
      new AwsError('credentials', message, 'NoCredentials', {
        action: 'sts:AssumeRole',
        region,
      });
    const entry = withCredentials.get(account);
    if (entry || rolesByDefault) {
      const assumesRole = entry ? entry.has('roleName') : rolesByDefault;
      if (assumesRole && settings.endpoint && !stsEndpointOfSdk) {
        throw noCredentials(
          `AWS account ${account} is reached by assuming a role, and streamflix.aws.endpoint does not apply to that call. Set the environment variable AWS_ENDPOINT_URL as well.`,
        );
      }
      return manager.getCredentialProvider({ accountId: account });
    }
    const main = await readIdentity();
    if (main.account !== account) {
      throw noCredentials(
        `There are no credentials for AWS account ${account}: the available ones belong to ${main.account}. Use credentials of that account, or add it to aws.accounts in the configuration.`,
      );
    }
    return manager.getCredentialProvider();
  }

  return {
    settings,
    telemetry,
    diagnostics: new DiagnosticsMemory(),
    containerLogs: new ContainerLogs(),
    answers: new AnswerCache(),
    readings: new ReadingMemory(),
    async defaultAccount() {
      return settings.accounts[0]?.id ?? (await readIdentity()).account;
    },
    async targets() {
      const accounts =
        settings.accounts.length > 0
          ? settings.accounts.map(({ id }) => id)
          : [(await readIdentity()).account];
      return accounts.flatMap(account =>
        settings.regions.map(region => ({ account, region })),
      );
    },
    clients(target: AwsTarget) {
      const { account, region } = target;
      const key = `${account}/${region}`;
      const found = clientsOfTargets.get(key);
      if (found) return found;
      const made = providerFor(target).then(provider =>
        createClients(provider, region, account),
      );
      clientsOfTargets.set(key, made);
      made.catch(() => clientsOfTargets.delete(key));
      return made;
    },
    rateLimiter({ account, region }) {
      const key = `${account}/${region}`;
      const limiter = limiters.get(key) ?? new RateLimiter();
      limiters.set(key, limiter);
      return limiter;
    },
    async isLocalAws() {
      return (await readIdentity()).arn.includes('local-aws');
    },
  };
}
