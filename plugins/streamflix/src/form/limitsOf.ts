import type {
  EnvironmentSpec,
  Installation,
  InstallationLimits,
} from '@streamflix/backstage-plugin-streamflix-common';

/** What the installation lets an environment use, as a plan will check it. @param running - may keep what it uses */
export const limitsOf = (
  { allowedSecrets, allowedImages, accounts }: Installation,
  running: EnvironmentSpec | undefined,
): InstallationLimits => ({
  secrets: allowedSecrets,
  images: allowedImages,
  account: accounts[0]?.id,
  running,
});
