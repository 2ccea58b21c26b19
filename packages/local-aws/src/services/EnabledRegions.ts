import type { AccountState } from '../world/AccountState';

/**
 * Regions an account has to enable before it can use them.
 * Source: AWS, "Enable or disable AWS Regions in your account" (December 2025).
 */
const optInRegions: readonly string[] = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
];

/** Regions that every account may use. Source: the same page. */
const defaultRegions: readonly string[] = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

/** The regions an account may use: those it need not enable, and those it has enabled. */
export class EnabledRegions {
  private readonly enabled: Set<string>;

  constructor(account: AccountState) {
    this.enabled = new Set(account === 'ready' ? optInRegions : []);
  }

  isOptIn(region: string): boolean {
    return optInRegions.includes(region);
  }

  isEnabled(region: string): boolean {
    return !this.isOptIn(region) || this.enabled.has(region);
  }

  optInStatus(region: string): string {
    if (!this.isOptIn(region)) return 'opt-in-not-required';
    return this.isEnabled(region) ? 'opted-in' : 'not-opted-in';
  }

  /** All regions of the partition `aws`. */
  list(): readonly string[] {
    return [...defaultRegions, ...optInRegions];
  }

  enable(region: string): void {
    this.enabled.add(region);
  }
}
