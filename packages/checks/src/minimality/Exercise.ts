import type { ScenarioAwsOptions } from '../faults/ScenarioAws';
import type { Choice } from '../policy/generatedPolicies';

/** The policies of local AWS, and what receives each access. */
type Policed = Pick<ScenarioAwsOptions, 'policies' | 'onAccess'>;

/** Operations of an environment under the policy that is generated for it. */
export interface Exercise {
  name: string;
  /** What the policy is generated for. */
  choice: Choice;
  /** @returns what went wrong */
  run(options: Required<Policed>): Promise<string[]>;
}
