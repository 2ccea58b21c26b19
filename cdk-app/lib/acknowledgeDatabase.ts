import type { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { acknowledge } from './acknowledge';
import type { DatabaseProps } from './Postgres';

/** Accepted findings for a database of either kind. */
export function acknowledgeDatabase(
  database: CfnDBCluster | CfnDBInstance,
  { deletionProtection }: Pick<DatabaseProps, 'deletionProtection'>,
): void {
  acknowledge(database, {
    'AwsSolutions-RDS11':
      'The port is open only to the security groups of the tasks. Another number would hide nothing from them, and security does not depend on a secret port.',
  });
  if (!deletionProtection) {
    acknowledge(database, {
      'AwsSolutions-RDS10':
        'When its owner destroys an environment, its database is deleted too. Deletion protection is an option: then RDS and the stack refuse the deletion.',
    });
  }
}
