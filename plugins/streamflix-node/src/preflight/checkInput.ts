import {
  limitProblems,
  limitWarnings,
  resolveSpec,
  type EnvironmentInput,
  type EnvironmentRef,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { RefusedError } from '../aws/RefusedError';

/**
 * Completes the input; refuses an invalid one before any call to AWS.
 *
 * @public
 */
export function checkInput(
  access: Pick<AwsAccess, 'settings'>,
  input: EnvironmentInput,
): EnvironmentSpec {
  const { regions, accounts, stagingBucket, tagKeys } = access.settings;
  const resolution = resolveSpec(input, {
    allowedRegions: regions,
    largeTemplates: stagingBucket !== undefined,
    tagKeys: Object.values(tagKeys),
  });
  const problems = resolution.ok ? [] : [...resolution.problems];
  const allowed = accounts.map(({ id }) => id);
  if (
    /^\d{12}$/.test(String(input?.account)) &&
    allowed.length > 0 &&
    !allowed.includes(String(input.account))
  ) {
    problems.push({
      path: 'account',
      message: `AWS account must be one this installation allows: ${allowed.join(
        ', ',
      )}.`,
    });
  }
  if (!resolution.ok || problems.length > 0) throw new RefusedError(problems);
  return resolution.spec;
}

/**
 * Reports the secrets and images of a specification that the configuration does not allow.
 *
 * @param running - what runs now: names it already uses only cause a warning. See `specInUse`
 */
export function checkLimits(
  access: Pick<AwsAccess, 'settings'>,
  { account }: Pick<EnvironmentRef, 'account'>,
  spec: EnvironmentSpec,
  running: EnvironmentSpec | undefined,
): { problems: Problem[]; warnings: string[] } {
  const { allowedSecrets, allowedImages } = access.settings;
  const limits = {
    secrets: allowedSecrets,
    images: allowedImages,
    account,
    running,
  };
  return {
    problems: limitProblems(spec, limits),
    warnings: limitWarnings(spec, limits),
  };
}
