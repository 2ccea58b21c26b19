import {
  paginateDescribeVpcs,
  DescribeAddressesCommand,
} from '@aws-sdk/client-ec2';
import { GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common';
import { retryThrottled } from '../aws/retryThrottled';
import type { AccountCheck, AccountContext } from './AccountCheck';
import { defaultSpecs } from './defaultSpecs';

/** A quota that environments exhaust first in a new account. */
interface Quota {
  title: string;
  /** Service and code in Service Quotas. */
  service: string;
  code: string;
  /** AWS's documented default, where the account's value cannot be read. */
  initial: number;
  source: string;
  /** What one environment uses, at its smallest while its tasks are replaced. */
  need(spec: EnvironmentSpec): number;
  /** What the account uses now; undefined where AWS does not count it. */
  used?(context: AccountContext): Promise<number>;
}

/** vCPUs of the on-demand tasks, doubled: a rolling update starts new tasks before it stops the old ones. */
function vcpus({ service, worker }: EnvironmentSpec): number {
  return [service, worker]
    .filter(({ enabled }) => enabled)
    .reduce((sum, { cpu, minTasks }) => sum + (2 * minTasks * cpu) / 1024, 0);
}

const quotas: readonly Quota[] = [
  {
    title: 'VPCs',
    service: 'vpc',
    code: 'L-F678F1CE',
    initial: 5,
    source:
      'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
    need: () => 1,
    async used({ clients }) {
      let count = 0;
      const pages = paginateDescribeVpcs({ client: clients.ec2 }, {});
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
    need: ({ network }) => (network.nat === 'single' ? 1 : network.zones),
    async used({ clients }) {
      const { Addresses = [] } = await clients.ec2.send(
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
    need: vcpus,
  },
];

/** The account's value of a quota, or AWS's default where the account never changed it. */
async function valueOf(
  { clients }: AccountContext,
  { service, code, initial }: Quota,
): Promise<number> {
  try {
    const { Quota: quota } = await retryThrottled(() =>
      clients.serviceQuotas.send(
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

/**
 * Whether the quotas of the account leave room for the environments, by blueprint. What CloudFormation validates before it changes
 * anything it reports with each plan; this is earlier, and for several environments.
 */
export const quotaChecks: readonly AccountCheck[] = quotas.map(quota => ({
  id: `quota-${quota.code}`,
  title: `Quota: ${quota.title}`,
  async run(context) {
    const { environments, target } = context;
    const [value, used] = await Promise.all([
      valueOf(context, quota),
      quota.used?.(context),
    ]);
    const available = value - (used ?? 0);
    const needs = defaultSpecs(target.region).flatMap(({ id, spec }) =>
      spec ? [{ id, count: Math.ceil(environments * quota.need(spec)) }] : [],
    );
    const lacking = needs.filter(({ count }) => count > available);
    const state =
      used === undefined ? `${value} in all` : `${used} of ${value} used`;
    if (lacking.length === 0) return [{ state: 'ok', message: `${state}.` }];
    const desired =
      (used ?? 0) + Math.max(...lacking.map(({ count }) => count));
    const list = lacking.map(({ id, count }) => `${id} needs ${count}`);
    return [
      {
        state: lacking.length === needs.length ? 'failed' : 'warning',
        message: `${state}. For ${environments} more: ${list.join(', ')}.`,
        fix: `aws service-quotas request-service-quota-increase --region ${target.region} --service-code ${quota.service} --quota-code ${quota.code} --desired-value ${desired}`,
      },
    ];
  },
}));
