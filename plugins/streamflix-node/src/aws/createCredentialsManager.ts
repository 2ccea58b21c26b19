import {
  fromIni,
  fromNodeProviderChain,
  fromTemporaryCredentials,
} from '@aws-sdk/credential-providers';
import type { Config } from '@backstage/config';
import {
  DefaultAwsCredentialsManager,
  type AwsCredentialProvider,
  type AwsCredentialsManager,
} from '@backstage/integration-aws-node';
import type { NodeHttpHandler } from '@smithy/node-http-handler';

/**
 * Credentials as `@backstage/integration-aws-node` reads them from the `aws:` section, obtained through our transport. That
 * package has no option for it, and the SDK's clients of IAM Identity Center use neither the transport nor the region of the
 * client that asks: they would bypass the proxy, and look for a session of another region in `us-east-1`.
 *
 * @param stsRegion - where the configuration names none: one that every account has enabled
 */
export function createCredentialsManager(
  config: Config,
  transport: NodeHttpHandler,
  stsRegion: string,
): AwsCredentialsManager {
  const manager = DefaultAwsCredentialsManager.fromConfig(config);
  const aws = config.getOptionalConfig('aws');
  const accounts = new Map(
    aws
      ?.getOptionalConfigArray('accounts')
      ?.map(account => [account.getString('accountId'), account]),
  );

  /** A profile, or what the environment offers; undefined for credentials that need no call. */
  function ownProvider(section: Config | undefined) {
    if (section?.has('accessKeyId')) return undefined;
    const profile = section?.getOptionalString('profile');
    const through = {
      clientConfig: { requestHandler: transport },
      // Unlike in `clientConfig`, it is only the region of STS here.
      parentClientConfig: {
        region: section?.getOptionalString('region') ?? stsRegion,
      },
    };
    return profile
      ? fromIni({ profile, ...through })
      : fromNodeProviderChain(through);
  }
  const main = ownProvider(aws?.getOptionalConfig('mainAccount'));

  function providerOf(
    accountId: string,
    { roleArn }: AwsCredentialProvider,
  ): AwsCredentialProvider['sdkCredentialProvider'] | undefined {
    const entry = accounts.get(accountId);
    if (!roleArn) return entry && ownProvider(entry);
    const role = entry ?? aws?.getOptionalConfig('accountDefaults');
    // Both get by with calls to STS, for which the SDK uses our transport.
    if (
      !main ||
      role?.has('accessKeyId') ||
      role?.has('webIdentityTokenFile')
    ) {
      return undefined;
    }
    return fromTemporaryCredentials({
      masterCredentials: main,
      params: {
        RoleArn: roleArn,
        RoleSessionName: 'backstage',
        ExternalId: role?.getOptionalString('externalId'),
      },
      clientConfig: { region: role?.getOptionalString('region') ?? stsRegion },
    });
  }

  return {
    async getCredentialProvider(options) {
      const found = await manager.getCredentialProvider(options);
      const provider = options?.accountId
        ? providerOf(options.accountId, found)
        : main;
      return provider ? { ...found, sdkCredentialProvider: provider } : found;
    },
  };
}
