import {
  printable,
  type AccountFinding,
} from '@streamflix/backstage-plugin-streamflix-common';
import { readAllowedSecrets } from '../preflight/secrets';
import { quoted, type AccountCheck } from './AccountCheck';

/** A name that the first pattern allows. */
const nameFor = ([pattern = '*']: readonly string[]) =>
  quoted(pattern.replace(/^\*$/, 'streamflix/*').replaceAll('*', 'database'));

/** The secrets environments may use; one that is scheduled for deletion looks usable until a task starts. */
export const allowedSecrets: AccountCheck = {
  id: 'allowed-secrets',
  title: 'Secrets',
  async run({ access, target }) {
    const { region } = target;
    const { allowedSecrets: patterns } = access.settings;
    const allowed = patterns.join(', ');
    const { secrets, truncated } = await readAllowedSecrets(access, target, {
      deleted: true,
    });
    const deleted = secrets.filter(({ DeletedDate }) => DeletedDate);
    const usable = secrets.length - deleted.length;
    const findings: Omit<AccountFinding, 'id' | 'title'>[] = deleted.map(
      ({ Name = '' }) => ({
        state: 'warning',
        message: `Secret ${printable(Name)} is scheduled for deletion.`,
        fix: `aws secretsmanager restore-secret --region ${region} --secret-id ${quoted(
          Name,
        )}`,
      }),
    );
    if (usable > 0) {
      const some = `${usable} secret${usable === 1 ? '' : 's'}`;
      findings.unshift({
        state: 'ok',
        message: `${truncated ? 'At least ' : ''}${some} allowed: ${allowed}.`,
      });
    } else if (truncated) {
      findings.unshift({
        state: 'unknown',
        message: `The account has many secrets, and environments may use none of those that were read (${allowed}).`,
      });
    } else if (findings.length === 0) {
      findings.push({
        state: 'warning',
        message: `There is no secret environments may use (${allowed}). Most blueprints need one for the database and one for API keys.`,
        // From a file: a shell keeps its history.
        fix: `aws secretsmanager create-secret --region ${region} --name ${nameFor(
          patterns,
        )} --secret-string file://secret.json`,
      });
    }
    return findings;
  },
};
