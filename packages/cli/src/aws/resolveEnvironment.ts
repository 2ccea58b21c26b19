import {
  environmentInputSchema,
  titleOf,
  type EnvironmentRef,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  type AwsAccess,
  RefusedError,
  resolveTarget,
} from '@streamflix/backstage-plugin-streamflix-node';
import { createCliAccess, type AccessFlags } from './createCliAccess';

/** Flags that name an existing environment. */
export interface TargetFlags extends AccessFlags {
  suffix: string;
  region?: string;
  account?: string;
}

/** Resolves the environment from the flags. Refuses an invalid name before any call to AWS. */
export async function resolveEnvironment(
  flags: TargetFlags,
): Promise<{ access: AwsAccess; ref: EnvironmentRef }> {
  const { suffix, account } = flags;
  const { shape } = environmentInputSchema;
  const problems: Problem[] = [];
  for (const path of ['suffix', 'region', 'account'] as const) {
    // Without a region, that of the AWS CLI is used.
    if (path === 'region' && flags.region === undefined) continue;
    const parsed = shape[path].safeParse(flags[path]);
    for (const { message } of parsed.error?.issues ?? []) {
      problems.push({ path, message: `${titleOf([path])} ${message}.` });
    }
  }
  if (problems.length > 0) throw new RefusedError(problems);
  const access = createCliAccess({ ...flags, regions: [flags.region] });
  const [region] = access.settings.regions;
  return {
    access,
    ref: await resolveTarget(access, { account, region, suffix }),
  };
}
