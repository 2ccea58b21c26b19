import { blueprints } from '../blueprints';
import type { Rule } from './Rule';

/** Which existing secrets must be named, and which must not. */
export const secretRules: readonly Rule[] = [
  {
    reads: ['secrets.database', 'blueprint'],
    check: ({ blueprint, secrets }) => {
      const { title, requiredSecrets } = blueprints[blueprint];
      return requiredSecrets?.fields.includes('database') && !secrets.database
        ? `Database secret must name an existing secret for the blueprint ${title}: ${requiredSecrets.reason}.`
        : undefined;
    },
  },
  {
    reads: ['secrets.apiKeys', 'blueprint'],
    check: ({ blueprint, secrets }) => {
      const { title, requiredSecrets } = blueprints[blueprint];
      return requiredSecrets?.fields.includes('apiKeys') &&
        secrets.apiKeys.length === 0
        ? `API key secrets must name at least one existing secret for the blueprint ${title}: ${requiredSecrets.reason}.`
        : undefined;
    },
  },
  {
    reads: ['secrets.database', 'database.kind'],
    check: spec =>
      spec.secrets.database && spec.database.kind === 'none'
        ? 'Database secret must be left out: the environment has no database.'
        : undefined,
  },
];
