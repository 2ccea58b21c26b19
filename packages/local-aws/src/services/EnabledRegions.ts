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

  enable(region: string): void {
    this.enabled.add(region);
  }
}
