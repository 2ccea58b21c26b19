import { ConfigReader } from '@backstage/config';
import {
  createAwsAccess,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';

/** Access to an endpoint like an installation's configuration; the user's own credentials are never used. */
export const accessTo = (
  endpoint: string,
  regions: readonly string[],
  aws: { permissionsBoundary?: string; executionRole?: string } = {},
): AwsAccess =>
  createAwsAccess({
    config: new ConfigReader({
      streamflix: {
        regions: [...regions],
        aws: { endpoint, ...aws },
        operation: { timeout: { minutes: 2 }, retryTimeout: { seconds: 5 } },
      },
      aws: {
        mainAccount: { accessKeyId: 'local', secretAccessKey: 'local' },
      },
    }),
  });

/** The environment of any AWS tool for an endpoint, without the user's own settings. It acts as the root user, to whom no policy applies. */
export const environmentFor = (
  endpoint: string,
  home: string,
): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: home,
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'root',
  AWS_SECRET_ACCESS_KEY: 'root',
  AWS_REGION: 'eu-west-2',
  AWS_DEFAULT_REGION: 'eu-west-2',
  // Otherwise the tools would look for a profile, a pager and an instance role.
  AWS_CONFIG_FILE: `${home}/config`,
  AWS_SHARED_CREDENTIALS_FILE: `${home}/credentials`,
  AWS_PAGER: '',
  AWS_EC2_METADATA_DISABLED: 'true',
});
