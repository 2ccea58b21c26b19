export const region = 'eu-west-2';

/** The request of an environment of the smallest blueprint, so that tests are quick. */
export const requestOf = (suffix: string, owner = 'group:default/video') => ({
  suffix,
  region,
  blueprint: 'video-pipeline' as const,
  owner,
});
