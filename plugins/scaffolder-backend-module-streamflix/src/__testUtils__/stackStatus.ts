import { mockServices } from '@backstage/backend-test-utils';
import {
  checkSuffix,
  createAwsAccess,
  resolveRef,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { LocalAws } from '@streamflix/local-aws';
import { awsConfig } from './awsConfig';

/** CloudFormation's word for the environment's stack; undefined when there is none. */
export async function stackStatus({ url }: LocalAws, suffix: string) {
  const access = createAwsAccess({
    config: mockServices.rootConfig({ data: awsConfig(url) }),
  });
  const ref = await resolveRef(access, { suffix, region: 'eu-west-2' });
  return (await checkSuffix(access, ref)).stackStatus;
}
