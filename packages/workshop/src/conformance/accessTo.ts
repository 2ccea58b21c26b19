import { ConfigReader } from '@backstage/config';
import {
  createAwsAccess,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';

/** Access to an endpoint as the configuration of an installation gives it; credentials of the person at the machine are never used. */
export const accessTo = (
  endpoint: string,
  regions: readonly string[],
): AwsAccess =>
  createAwsAccess({
    config: new ConfigReader({
      streamflix: {
        regions: [...regions],
        aws: { endpoint },
        operation: { timeout: { minutes: 2 }, retryTimeout: { seconds: 5 } },
      },
      aws: {
        mainAccount: { accessKeyId: 'local', secretAccessKey: 'local' },
      },
    }),
  });

/** What any AWS tool needs to work against an endpoint, and nothing of the person at the machine. */
export const environmentFor = (
  endpoint: string,
  home: string,
): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: home,
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: 'eu-west-2',
  AWS_DEFAULT_REGION: 'eu-west-2',
  // The tools would look for a profile, a pager and a machine's role.
  AWS_CONFIG_FILE: `${home}/config`,
  AWS_SHARED_CREDENTIALS_FILE: `${home}/credentials`,
  AWS_PAGER: '',
  AWS_EC2_METADATA_DISABLED: 'true',
});
