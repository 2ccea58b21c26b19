import type { PropertyChange } from '../schema/propertyChanges';

type Decision = (change: PropertyChange) => boolean;

/** Results for properties that replace a resource only conditionally, if other than "no". */
const DECISIONS: Readonly<Record<string, Readonly<Record<string, Decision>>>> =
  {
    'AWS::EC2::VPC': { InstanceTenancy: ({ after }) => after === 'dedicated' },
    'AWS::RDS::DBCluster': { Engine: () => true, MasterUsername: () => true },
    'AWS::RDS::DBInstance': { Engine: () => true },
  };

/** Whether these changes replace the resource. */
export const needsReplacement = (
  type: string,
  changes: readonly PropertyChange[],
): boolean =>
  changes.some(
    change =>
      change.requiresRecreation === 'Always' ||
      (change.requiresRecreation === 'Conditionally' &&
        (DECISIONS[type]?.[change.name]?.(change) ?? false)),
  );
