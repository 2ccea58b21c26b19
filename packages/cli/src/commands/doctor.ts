import { InputError } from '@backstage/errors';
import { checkAccount } from '@streamflix/backstage-plugin-streamflix-node';
import { createCliAccess, type AccessFlags } from '../aws/createCliAccess';
import { describeAccount } from '../terminal/describeAccount';
import { exitCodeOfFindings } from '../terminal/exitCodes';
import type { Terminal } from '../terminal/Terminal';

export interface DoctorFlags extends AccessFlags {
  region?: string;
  account?: string;
  environments: string;
  json?: boolean;
}

/** Checks what an account and region need before the next environments. */
export async function doctor(
  terminal: Terminal,
  flags: DoctorFlags,
): Promise<number> {
  const environments = Number(flags.environments);
  if (!Number.isInteger(environments) || environments < 1) {
    throw new InputError(
      'The number of environments must be a whole number above 0.',
    );
  }
  const access = createCliAccess({ ...flags, regions: [flags.region] });
  const [region] = access.settings.regions;
  const account = flags.account ?? (await access.defaultAccount());
  const report = await checkAccount(
    access,
    { account, region },
    { environments, describeError: error => error.message },
  );
  terminal.result(
    flags.json ? JSON.stringify(report, null, 2) : describeAccount(report),
  );
  return exitCodeOfFindings(report.findings);
}
