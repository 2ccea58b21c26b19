import type { DependencyGraph } from '../template/dependencyGraph';
import type { ParameterValues } from '../template/resolveParameters';
import type { Template } from '../template/Template';

/** The desired state of a stack, from a request. */
export interface Deployment {
  readonly template: Template;
  readonly parameters: ParameterValues;
  /** Results of the template's conditions. */
  readonly conditions: Readonly<Record<string, boolean>>;
  /** Dependencies under these conditions. */
  readonly graph: DependencyGraph;
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  /** As in the request. */
  readonly rollbackConfiguration: Readonly<Record<string, unknown>>;
  readonly roleArn?: string;
  /** `STANDARD` or `EXPRESS`. */
  readonly mode?: string;
}
