import type { PropertyChange } from '../schema/propertyChanges';

type Decision = (change: PropertyChange) => boolean;

/** What becomes of changes that replace a resource only sometimes, where it is not "no". */
const DECISIONS: Readonly<Record<string, Readonly<Record<string, Decision>>>> =
  {
    'AWS::EC2::VPC': { InstanceTenancy: ({ after }) => after === 'dedicated' },
    'AWS::RDS::DBCluster': { Engine: () => true, MasterUsername: () => true },
    'AWS::RDS::DBInstance': { Engine: () => true },
  };

/** Whether these changes make a new resource take the old one's place. */
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
