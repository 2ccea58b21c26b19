import {
  paginateDescribeVpcs,
  DescribeAddressesCommand,
} from '@aws-sdk/client-ec2';
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsClients } from '../aws/AwsAccess';
import { retryThrottled } from '../aws/retryThrottled';

/** A quota that environments exhaust first in a new account. */
export interface AccountQuota {
  title: string;
  /** Service and code in Service Quotas. */
  service: string;
  code: string;
  /** AWS's documented default, which holds where the account never changed it. */
  initial: number;
  source: string;
  /** The resource type it counts, of which CloudFormation's early validation warns too. */
  type?: string;
  /** What one environment uses, at its smallest while its tasks are replaced. */
  need(spec: EnvironmentSpec): number;
  /** What one environment uses while nothing changes; undefined when that is what it needs. */
  idle?(spec: EnvironmentSpec): number;
  /** What one environment may grow to by itself; undefined when it does not grow. */
  maximum?(spec: EnvironmentSpec): number;
  /** What the account uses now, by a list or by CloudWatch's figure of the last minutes; undefined without a figure. */
  used(clients: AwsClients): Promise<number | undefined>;
}

type Tasks = EnvironmentSpec['service'] | EnvironmentSpec['worker'];

/** vCPUs of a number of tasks, without those on spot capacity, which has a quota of its own. */
function onDemandVcpus(tasks: Tasks, count: number): number {
  const { cpu, fargateBase, fargateWeight, spotWeight } = tasks;
  const base = Math.min(count, fargateBase);
  const weights = fargateWeight + spotWeight;
  const share = weights > 0 ? fargateWeight / weights : 1;
  return ((base + Math.ceil((count - base) * share)) * cpu) / 1024;
}

const sumOfTasks = (
  { service, worker }: EnvironmentSpec,
  vcpus: (tasks: Tasks) => number,
) =>
  [service, worker]
    .filter(({ enabled }) => enabled)
    .reduce((sum, tasks) => sum + vcpus(tasks), 0);

/** Source: Amazon ECS Developer Guide, "AWS Fargate usage metrics". */
const fargateUsage = [
  ['Service', 'Fargate'],
  ['Type', 'Resource'],
  ['Resource', 'vCPU'],
  ['Class', 'Standard/OnDemand'],
];

/** The quotas that are checked. */
export const accountQuotas: readonly AccountQuota[] = [
  {
    title: 'VPCs',
    service: 'vpc',
    code: 'L-F678F1CE',
    initial: 5,
    source:
      'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
    type: 'AWS::EC2::VPC',
    need: () => 1,
    async used({ ec2 }) {
      let count = 0;
      const pages = paginateDescribeVpcs({ client: ec2 }, {});
      for await (const { Vpcs = [] } of pages) count += Vpcs.length;
      return count;
    },
  },
  {
    title: 'Elastic IP addresses',
    service: 'ec2',
    code: 'L-0263D0A3',
    initial: 5,
    source: 'https://docs.aws.amazon.com/general/latest/gr/ec2-service.html',
    type: 'AWS::EC2::EIP',
    need: ({ network }) => (network.nat === 'single' ? 1 : network.zones),
    async used({ ec2 }) {
      const { Addresses = [] } = await ec2.send(
        new DescribeAddressesCommand({}),
      );
      return Addresses.length;
    },
  },
  {
    title: 'Fargate vCPUs',
    service: 'fargate',
    code: 'L-3032A538',
    initial: 6,
    source:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html',
    idle: spec =>
      sumOfTasks(spec, tasks => onDemandVcpus(tasks, tasks.minTasks)),
    // Doubled: a rolling update starts new tasks before it stops the old ones.
    need: spec =>
      sumOfTasks(spec, tasks => 2 * onDemandVcpus(tasks, tasks.minTasks)),
    maximum: spec =>
      sumOfTasks(spec, tasks => onDemandVcpus(tasks, tasks.maxTasks)),
    async used({ cloudWatch }) {
      const now = Date.now();
      const { MetricDataResults = [] } = await cloudWatch.send(
        new GetMetricDataCommand({
          StartTime: new Date(now - 15 * 60_000),
          EndTime: new Date(now),
          ScanBy: 'TimestampDescending',
          MetricDataQueries: [
            {
              Id: 'used',
              MetricStat: {
                Metric: {
                  Namespace: 'AWS/Usage',
                  MetricName: 'ResourceCount',
                  Dimensions: fargateUsage.map(([Name, Value]) => ({
                    Name,
                    Value,
                  })),
                },
                Period: 300,
                Stat: 'Maximum',
              },
            },
          ],
        }),
      );
      return MetricDataResults[0]?.Values?.[0];
    },
  },
];

/**
 * The account's value of a quota, or AWS's default where the account never changed it.
 *
 * @throws AwsError, or the SDK's error
 */
export async function readQuota(
  { serviceQuotas }: AwsClients,
  { service, code, initial }: AccountQuota,
): Promise<number> {
  try {
    const { Quota: quota } = await retryThrottled(() =>
      serviceQuotas.send(
        new GetServiceQuotaCommand({ ServiceCode: service, QuotaCode: code }),
      ),
    );
    return quota?.Value ?? initial;
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchResourceException') {
      return initial;
    }
    throw error;
  }
}
