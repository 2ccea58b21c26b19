import type { ActionSchema } from './environmentFields';

/** What the requester accepts, each by its logical id. */
export type Consent = {
  allowDataLoss?: string[];
  skipResources?: string[];
};

const logicalIds = (title: string, description: string): ActionSchema => ({
  type: 'array',
  title,
  description,
  items: { type: 'string', pattern: '^[A-Za-z0-9]{1,255}$' },
  uniqueItems: true,
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

/** JSON Schema of what a destruction leaves behind. */
export const retainField: ActionSchema = logicalIds(
  'Resources to leave behind',
  'Logical ids of resources that an earlier destruction could not delete: they are left behind for good.',
);

/** Separates what the requester accepts from what the environment is to be. */
export function splitConsent<Fields extends Consent>({
  allowDataLoss,
  skipResources,
  ...environment
}: Fields): { consent: Consent; environment: Omit<Fields, keyof Consent> } {
  return { consent: { allowDataLoss, skipResources }, environment };
}

/** Whether the requester accepts the loss of data. */
export const losesData = ({ allowDataLoss = [] }: Consent): boolean =>
  allowDataLoss.length > 0;
