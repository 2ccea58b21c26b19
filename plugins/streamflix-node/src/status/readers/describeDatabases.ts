import {
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  type DBCluster,
  type DBInstance,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { inChunks } from '../ReadContext';

/** Ids per filter. RDS documents no limit; this keeps the request short. */
const idsInFilter = 50;

export async function describeClusters(client: RDSClient, ids: string[]) {
  const clusters: DBCluster[] = [];
  for (const values of inChunks(ids, idsInFilter)) {
    const pages = paginateDescribeDBClusters(
      { client },
      { Filters: [{ Name: 'db-cluster-id', Values: values }] },
    );
    for await (const page of pages) clusters.push(...(page.DBClusters ?? []));
  }
  return clusters;
}

/** Instances with these ids, or of these clusters. */
export async function describeInstances(
  client: RDSClient,
  filter: 'db-cluster-id' | 'db-instance-id',
  ids: string[],
) {
  const instances: DBInstance[] = [];
  for (const values of inChunks(ids, idsInFilter)) {
    const pages = paginateDescribeDBInstances(
      { client },
      { Filters: [{ Name: filter, Values: values }] },
    );
    for await (const page of pages) instances.push(...(page.DBInstances ?? []));
  }
  return instances;
}
