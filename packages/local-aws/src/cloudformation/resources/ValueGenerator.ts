import { createHash } from 'node:crypto';
import type { World } from '../../world/World';
import type { ResourceSchema } from '../schema/ResourceSchema';

export interface ValueGeneratorOptions {
  readonly schema: ResourceSchema;
  readonly world: World;
  readonly region: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** Distinguishes successive physical resources; the same seed gives the same ids. */
  readonly seed: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';

/** Generates the values that AWS would generate for a resource. */
export class ValueGenerator {
  readonly accountId: string;

  constructor(readonly options: ValueGeneratorOptions) {
    this.accountId = options.world.accountId;
  }

  get region(): string {
    return this.options.region;
  }

  property(name: string): unknown {
    return this.options.properties[name];
  }

  text(name: string): string | undefined {
    const value = this.property(name);
    return value === undefined ? undefined : String(value);
  }

  hex(length: number, salt = ''): string {
    return this.digest(salt).toString('hex').slice(0, length);
  }

  /** Lower-case letters and digits, as in API ids. */
  code(length: number, salt = ''): string {
    return this.spell(length, LOWER, salt);
  }

  /** Upper-case letters and digits, as in IAM's unique ids. */
  upper(length: number, salt = ''): string {
    return this.spell(length, UPPER, salt);
  }

  digits(length: number, salt = ''): string {
    return this.spell(length, DIGITS, salt);
  }

  uuid(salt = ''): string {
    const hex = this.hex(32, salt);
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join('-');
  }

  /** The same for all resources of an account in a region, as in the host names of RDS and ElastiCache. */
  accountCode(length: number): string {
    const digest = createHash('sha256')
      .update(`${this.accountId} ${this.region}`)
      .digest();
    return [...digest.subarray(0, length)]
      .map(byte => LOWER[byte % LOWER.length])
      .join('');
  }

  /** An address from the block `a.b.c.d/n`; never one of the first four, which AWS reserves. */
  addressIn(block = '10.0.0.0/24'): string {
    const [a, b, c] = block.split('.');
    return [a, b, c, 4 + (this.digest('address')[0] % 240)].join('.');
  }

  /** A name as CloudFormation generates it: stack, logical id and a random suffix, truncated to fit. */
  name(longest: number, form: 'as-is' | 'lower' = 'as-is'): string {
    const { stackName, logicalId } = this.options;
    const end = this.upper(12, 'name');
    const name = `${`${stackName}-${logicalId}`.slice(0, longest - 13)}-${end}`;
    return form === 'lower' ? name.toLowerCase() : name;
  }

  arn(service: string, resource: string, region = this.region): string {
    return `arn:aws:${service}:${region}:${this.accountId}:${resource}`;
  }

  private digest(salt: string): Buffer {
    return createHash('sha256').update(`${this.options.seed} ${salt}`).digest();
  }

  private spell(length: number, alphabet: string, salt: string): string {
    return [...this.digest(`${alphabet.length} ${salt}`).subarray(0, length)]
      .map(byte => alphabet[byte % alphabet.length])
      .join('');
  }
}
