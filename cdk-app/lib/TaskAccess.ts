import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { IDependable } from 'constructs';

/** What a component provides to the tasks that use it. Values are names, addresses and ARNs, never secrets. */
export interface TaskAccess {
  /** Environment variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Environment variables that ECS reads from Secrets Manager when a task starts: ARN, with `:key::` for one key of it. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Permissions of the task role. */
  readonly statements?: readonly PolicyStatement[];
  /** A file system, and its mount path. */
  readonly mount?: {
    readonly volume: CfnTaskDefinition.VolumeProperty;
    readonly path: string;
  };
  /** What must exist before a task starts although the task does not reference it. */
  readonly before?: readonly IDependable[];
}
