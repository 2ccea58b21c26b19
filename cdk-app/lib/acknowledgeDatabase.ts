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
      'The port is open to the security groups of the tasks alone. Another number would hide nothing from them, and the platform rests on no secret port.',
  });
  if (!deletionProtection) {
    acknowledge(database, {
      'AwsSolutions-RDS10':
        'An environment goes when its owner destroys it, database and all. Whoever wants it protected asks for deletion protection, and then RDS and the stack refuse.',
    });
  }
}
