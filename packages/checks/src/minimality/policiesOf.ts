import type { Policies } from '@streamflix/local-aws';
import { generatedPolicies, type Choice } from '../policy/generatedPolicies';

/** Images that tasks may run: the default, and those of a repository of the account. */
export const allowedImages = [
  'public.ecr.aws/docker/library/nginx',
  '{account}.dkr.ecr.{region}.amazonaws.com/*',
];

/** The policies that are generated for a blueprint, as the exercises use them. */
export const policiesOf = (choice: Choice): Promise<Policies> =>
  generatedPolicies([choice], {
    stagingBucket: 'templates-{account}-{region}',
    allowImages: allowedImages.slice(1),
  });
