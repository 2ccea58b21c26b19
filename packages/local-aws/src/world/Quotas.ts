import { DEFAULT_QUOTAS } from './defaultQuotas';
import type { World } from './World';

/** Most resources of a type in a region, by type. */
export type Limits = Readonly<Record<string, number>>;

/**
 * The quotas of the account, by region. Service Quotas reads and raises them; they bind stacks only where limits are given.
 */
export class Quotas {
  private readonly regions = new Map<string, Map<string, number>>();

  /**
   * @param limits - other values than AWS's defaults; missing when stacks may exceed them
   */
  constructor(
    private readonly world: World,
    private readonly limits?: Limits,
  ) {}

  /** By service and code, such as `vpc/L-F678F1CE`. */
  valueOf(region: string, key: string): number | undefined {
    return this.quotasOf(region).get(key);
  }

  raise(region: string, key: string, value: number): void {
    this.quotasOf(region).set(key, value);
  }

  /** Most resources of a type in a region; undefined where AWS documents no number. */
  ofType(region: string, type: string): number | undefined {
    const quota = DEFAULT_QUOTAS[type];
    return (
      (quota?.code && this.valueOf(region, `${quota.service}/${quota.code}`)) ||
      (this.limits?.[type] ?? quota?.value)
    );
  }

  /** The most that a stack may have, if stacks are bound. */
  binding(region: string, type: string): number {
    return this.limits ? this.ofType(region, type) ?? Infinity : Infinity;
  }

  private quotasOf(region: string): Map<string, number> {
    const quotas = this.regions.get(region) ?? this.initial();
    this.regions.set(region, quotas);
    return quotas;
  }

  /**
   * Fargate counts vCPUs: a new account starts with 6, and AWS raises it by use. Source: Amazon ECS, "Fargate service quotas".
   */
  private initial(): Map<string, number> {
    const quotas = new Map<string, number>();
    for (const [type, quota] of Object.entries(DEFAULT_QUOTAS)) {
      const { service, code, value } = quota;
      if (code) {
        quotas.set(`${service}/${code}`, this.limits?.[type] ?? value);
      }
    }
    const vcpu = this.world.account === 'ready' ? 1000 : 6;
    quotas.set('fargate/L-3032A538', vcpu);
    return quotas;
  }
}

/** What the services say; the others are assumed to say it like these. */
const nouns: Readonly<Record<string, string>> = {
  'AWS::EC2::EIP': 'addresses',
  'AWS::EC2::InternetGateway': 'internet gateways',
  'AWS::EC2::SecurityGroup': 'security groups',
  'AWS::EC2::VPC': 'VPCs',
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export const describeExceeded = (type: string): string =>
  `The maximum number of ${
    nouns[type] ?? `resources of type ${type}`
  } has been reached.`;
