import { paginateListSecrets } from '@aws-sdk/client-secrets-manager';
import {
  matchesPattern,
  printable,
  type AccountFinding,
} from '@streamflix/backstage-plugin-streamflix-common';
import { quoted, type AccountCheck } from './AccountCheck';

/** Maximum pages to read, which limits the calls in an account with many secrets. */
const pagesRead = 10;

/** A name that the first pattern allows. */
const nameFor = ([pattern = '*']: readonly string[]) =>
  quoted(pattern.replace(/^\*$/, 'streamflix/*').replaceAll('*', 'database'));

/** The secrets environments may use; one that is scheduled for deletion looks usable until a task starts. */
export const allowedSecrets: AccountCheck = {
  id: 'allowed-secrets',
  title: 'Secrets',
  async run({ access, clients, target: { region } }) {
    const { allowedSecrets: patterns } = access.settings;
    const allowed = patterns.join(', ');
    let usable = 0;
    const findings: Omit<AccountFinding, 'id' | 'title'>[] = [];
    let pages = 0;
    for await (const { SecretList = [] } of paginateListSecrets(
      { client: clients.secretsManager, pageSize: 100 },
      { IncludePlannedDeletion: true },
    )) {
      for (const { Name = '', DeletedDate } of SecretList) {
        if (!patterns.some(pattern => matchesPattern(pattern, Name))) continue;
        if (!DeletedDate) {
          usable += 1;
          continue;
        }
        findings.push({
          state: 'warning',
          message: `Secret ${printable(Name)} is scheduled for deletion.`,
          fix: `aws secretsmanager restore-secret --region ${region} --secret-id ${quoted(
            Name,
          )}`,
        });
      }
      pages += 1;
      if (pages === pagesRead) break;
    }
    if (usable > 0) {
      const some = `${usable} secret${usable === 1 ? '' : 's'}`;
      findings.unshift({
        state: 'ok',
        message: `${some} allowed: ${allowed}.`,
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
