import type { Problem } from '@streamflix/backstage-plugin-streamflix-common';
import { RefusedError } from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionSchema } from './environmentFields';

/** What the requester accepts, by logical id. */
export type Consent = {
  allowDataLoss?: string[];
  skipResources?: string[];
};

/** CloudFormation's limit for the resources of a stack. */
const maxResources = 500;

// Without `items`: the scaffolder would report each invalid one. `checkLogicalIds` checks them.
const logicalIds = (title: string, description: string): ActionSchema => ({
  type: 'array',
  title,
  description,
});

/** JSON Schema of `Consent`. */
export const consentFields: Record<keyof Consent, ActionSchema> = {
  allowDataLoss: logicalIds(
    'Data that may be lost',
    'Logical ids of resources whose data may be lost. A replacement or removal of any other database, cache, file system, stream, key or queue is refused.',
  ),
  skipResources: logicalIds(
    'Resources to skip',
    'Logical ids of resources that block the rollback of an earlier change: they stay as they are, and CloudFormation takes them for restored.',
  ),
};

/** JSON Schema of the resources that a destruction retains. */
export const retainField: ActionSchema = logicalIds(
  'Resources to leave behind',
  'Logical ids of resources that an earlier destruction could not delete: they are left behind for good.',
);

const isLogicalId = (value: unknown) =>
  typeof value === 'string' && /^[A-Za-z0-9]{1,255}$/.test(value);

/**
 * Refuses lists that contain anything except logical ids, or more than a stack can have. Messages never repeat the given values.
 *
 * @throws RefusedError
 */
export function checkLogicalIds(
  lists: Partial<Record<keyof Consent | 'retain', unknown[]>>,
): void {
  const { allowDataLoss, skipResources } = consentFields;
  const titles = { allowDataLoss, skipResources, retain: retainField };
  const problems = Object.entries(titles).flatMap(
    ([path, { title }]): Problem[] => {
      const given = lists[path as keyof typeof titles] ?? [];
      if (given.length > maxResources) {
        const message = `${title} must have at most ${maxResources} entries.`;
        return [{ path, message }];
      }
      return given.every(isLogicalId)
        ? []
        : [{ path, message: `${title} must be logical ids of resources.` }];
    },
  );
  if (problems.length > 0) throw new RefusedError(problems);
}

/** Separates what the requester accepts from the fields of the environment. */
export function splitConsent<Fields extends Consent>({
  allowDataLoss,
  skipResources,
  ...environment
}: Fields): { consent: Consent; environment: Omit<Fields, keyof Consent> } {
  return { consent: { allowDataLoss, skipResources }, environment };
}

/** Whether the requester accepts a loss of data. */
export const losesData = ({ allowDataLoss = [] }: Consent): boolean =>
  allowDataLoss.length > 0;
