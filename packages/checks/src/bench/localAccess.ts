import { ConfigReader } from '@backstage/config';
import { createAwsAccess } from '@streamflix/backstage-plugin-streamflix-node';

/** Credentials for local AWS, which accepts any; the user's own credentials are never used. */
export const localCredentials = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  // Otherwise a client would look for credentials on the network.
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Access to local AWS as a backend has it. Sets this process's credentials to those of local AWS. */
export function localAccess(endpoint: string, regions = ['eu-west-2']) {
  Object.assign(process.env, localCredentials);
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN']) {
    delete process.env[name];
  }
  return createAwsAccess({
    config: new ConfigReader({
      streamflix: { regions, aws: { endpoint } },
    }),
  });
}
