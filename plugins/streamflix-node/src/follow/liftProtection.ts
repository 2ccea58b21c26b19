import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  type RDSClient,
  type Tag,
} from '@aws-sdk/client-rds';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import type { Grant } from '../cloudformation/Grant';
import {
  StackWriter,
  type ProtectedDatabase,
} from '../cloudformation/StackWriter';
import { RefusedError } from '../aws/RefusedError';
import type { StackResource } from '../cloudformation/readResources';

/** The fields of an RDS database that matter for its protection. */
interface Database {
  DeletionProtection?: boolean;
  TagList?: Tag[];
  status?: string;
}

interface Kind {
  kind: ProtectedDatabase['kind'];
  describe(rds: RDSClient, id: string): Promise<Database | undefined>;
}

const kinds: Readonly<Record<string, Kind>> = {
  'AWS::RDS::DBCluster': {
    kind: 'cluster',
    async describe(rds, DBClusterIdentifier) {
      const { DBClusters: [found] = [] } = await rds.send(
        new DescribeDBClustersCommand({ DBClusterIdentifier }),
      );
      return found && { ...found, status: found.Status };
    },
  },
  // In a cluster, the cluster is protected, never its instances.
  'AWS::RDS::DBInstance': {
    kind: 'instance',
    async describe(rds, DBInstanceIdentifier) {
      const { DBInstances: [found] = [] } = await rds.send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier }),
      );
      return found && { ...found, status: found.DBInstanceStatus };
    },
  },
};

export interface Lift {
  ref: EnvironmentRef;
  stackArn: string;
  resources: readonly StackResource[];
  /** Grants the change of one database. */
  authorize(): Promise<Grant>;
  onNotice?(message: string): void;
}

/**
 * RDS is working on it, such as `creating`, `backing-up`, `configuring-enhanced-monitoring`: it refuses all changes meanwhile.
 */
const isBusy = /^\w+ing\b/;

const isCalled = (error: unknown, name: RegExp) =>
  error instanceof Error && name.test(error.name);

/**
 * Switches off the deletion protection of databases in a stack whose creation never completed (see `neverCompleted`). RDS would
 * refuse to delete them, although they hold no data, and such a stack cannot be updated to change this.
 *
 * The template protects a database from the start, so that it is protected even when the creation is not followed to its end,
 * and a plan shows it. Protecting it afterwards, as with the stack, would avoid this code but lose both.
 *
 * @returns the logical ids of databases that are still being created, which RDS cannot change yet
 * @throws AwsError when RDS could not be used
 */
export async function liftProtection(
  access: AwsAccess,
  options: Lift,
): Promise<string[]> {
  const { ref, stackArn, resources, onNotice } = options;
  const { rds } = await access.clients(ref);
  const writer = new StackWriter(access);
  const unready: string[] = [];
  for (const { logicalId, type, physicalId } of resources) {
    const kind = kinds[type];
    if (!kind || !physicalId) continue;
    const database = await kind
      .describe(rds, physicalId)
      .catch((error: unknown) => {
        if (isCalled(error, /^DB(Cluster|Instance)NotFound/)) return undefined;
        throw error;
      });
    // If a creation failed because the name was taken, the resource shows the database that has the name.
    const isOurs = database?.TagList?.some(
      ({ Key, Value }) =>
        Key === 'aws:cloudformation:stack-id' && Value === stackArn,
    );
    if (!database?.DeletionProtection || !isOurs) continue;
    if (isBusy.test(database.status ?? '')) {
      unready.push(logicalId);
      continue;
    }
    try {
      await writer.unprotectDatabase(await options.authorize(), {
        kind: kind.kind,
        id: physicalId,
      });
      onNotice?.(
        `Switched off the deletion protection of ${logicalId} (${type}, ${physicalId}), so that it can be deleted: the environment was never completed, and so it holds nothing.`,
      );
    } catch (error) {
      if (!isCalled(error, /^InvalidDB(Cluster|Instance)State/)) throw error;
      unready.push(logicalId);
    }
  }
  return unready;
}

/**
 * The same for a failed stack that is about to be deleted.
 *
 * @throws RefusedError when a database is still being created; AwsError when RDS could not be used
 */
export async function liftProtectionOfFailedStack(
  access: AwsAccess,
  options: Lift,
): Promise<void> {
  const unready = await liftProtection(access, options);
  if (unready.length === 0) return;
  throw new RefusedError([
    {
      path: '',
      message: `The failed stack cannot be deleted yet: ${unready.join(
        ', ',
      )} is protected and still being created, and RDS switches that off only afterwards. Try again in a few minutes.`,
    },
  ]);
}
