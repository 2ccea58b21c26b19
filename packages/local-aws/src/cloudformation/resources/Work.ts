import type { Phase } from '../../faults/ResourceFault';
import type { Resource } from '../../world/World';
import type { ResourceSchema } from '../schema/ResourceSchema';

/** One operation on one resource. */
export interface Work {
  readonly schema: ResourceSchema;
  readonly region: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** Resolved, with the types of the schema; without the stack's tags. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly stackTags: Readonly<Record<string, string>>;
  /** See `ValueGenerator`. */
  readonly seed: string;
  readonly during: Phase;
  /** Fraction of the usual duration; below 1 if CloudFormation does not wait for readiness. */
  readonly pace: number;
  readonly signal: AbortSignal;
  /** ARN of the role CloudFormation acts with. */
  readonly roleArn?: string;
  /** What `Ref` returns, for a resource that exists. */
  readonly ref?: string;
  /** The resource that the new one replaces. */
  readonly replaced?: Resource;
}
