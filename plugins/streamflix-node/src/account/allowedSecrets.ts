import { paginateListSecrets } from '@aws-sdk/client-secrets-manager';
import { matchesPattern } from '@streamflix/backstage-plugin-streamflix-common';
import type { AccountCheck } from './AccountCheck';

/** Maximum pages to read, which limits the calls in an account with many secrets. */
const pagesRead = 10;

/** The secrets environments may use; one that is scheduled for deletion looks usable until a task starts. */
export const allowedSecrets: AccountCheck = {
  id: 'allowed-secrets',
  title: 'Secrets',
  async run({ access, clients, target: { region } }) {
    const { allowedSecrets: patterns } = access.settings;
    const allowed = patterns.join(', ');
    const usable: string[] = [];
    const deleted: string[] = [];
    let pages = 0;
    for await (const { SecretList = [] } of paginateListSecrets(
      { client: clients.secretsManager, pageSize: 100 },
      { IncludePlannedDeletion: true },
    )) {
      for (const { Name = '', DeletedDate } of SecretList) {
        if (!patterns.some(pattern => matchesPattern(pattern, Name))) continue;
        (DeletedDate ? deleted : usable).push(Name);
      }
      pages += 1;
      if (pages === pagesRead) break;
    }
    const count = usable.length;
    const summary =
      count > 0
        ? [
            {
              state: 'ok' as const,
              message: `${count} secret${
                count === 1 ? '' : 's'
              } may be used (${allowed}).`,
            },
          ]
        : [
            {
              state: 'warning' as const,
              message: `No secret may be used (${allowed}). Blueprints with a service need one for the database and one for API keys.`,
              fix: `aws secretsmanager create-secret --region ${region} --name ${nameFor(
                patterns,
              )} --secret-string file://secret.json`,
            },
          ];
    return [
      ...summary,
      ...deleted.map(name => ({
        state: 'warning' as const,
        message: `Secret ${name} is scheduled for deletion.`,
        fix: `aws secretsmanager restore-secret --region ${region} --secret-id ${name}`,
      })),
    ];
  },
};

/** A name that the first pattern allows. The value is read from a file: a shell keeps its history. */
const nameFor = ([pattern = '*']: readonly string[]) =>
  pattern.replace(/^\*$/, 'streamflix/*').replaceAll('*', 'database');
