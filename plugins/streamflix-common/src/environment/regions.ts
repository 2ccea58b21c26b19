/**
 * Regions in which AWS offers everything the blueprints use: resource types, instance classes, engine versions.
 *
 * `yarn validate` checks every blueprint in each of them, and fails when cfn-lint knows a region that is listed neither here nor
 * in `withheldRegions`.
 *
 * @public
 */
export const offeredRegions = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-gov-east-1',
  'us-gov-west-1',
  'us-west-1',
  'us-west-2',
] as const;

const isolated =
  'cfn-lint, which checks the templates, does not know what AWS offers in its isolated partitions';

/**
 * AWS regions that the platform does not support, with what is missing there.
 *
 * @public
 */
export const withheldRegions: Readonly<Record<string, string>> = {
  'eu-isoe-west-1': isolated,
  'us-iso-east-1': isolated,
  'us-iso-west-1': isolated,
  'us-isob-east-1': isolated,
  'us-isob-west-1': isolated,
  'us-isof-east-1': isolated,
  'us-isof-south-1': isolated,
  'eusc-de-east-1':
    'cfn-lint, which checks the templates, does not know what AWS offers in its European Sovereign Cloud',
  'me-south-1':
    'cfn-lint, which checks the templates, no longer knows what AWS offers there',
};
