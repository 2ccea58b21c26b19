import type { EnvironmentSpec } from '../../spec/EnvironmentSpec';
import type { stackOutputs } from '../../spec/outputs';
import type { MetricValue, Plot } from '../EnvironmentStatus';
import type { Finding } from '../health';
import type { PartsPhase } from '../stackStates';
import type { ComponentFacts, ComponentKind } from '../StackSnapshot';

/** What a rule may look at besides the facts. */
export interface RuleContext {
  /** Undefined when it is not known what the environment should consist of. */
  spec?: EnvironmentSpec;
  phase: PartsPhase;
}

/** One thing that can be wrong with a component; a new one is a new row. */
export type Rule<Facts> = (
  facts: Facts,
  context: RuleContext,
) => Finding | readonly Finding[] | undefined;

/** How a component is judged and told. */
export interface ComponentRules<K extends ComponentKind> {
  kind: K;
  /** Subject of a sentence. */
  title: string;
  /** Whether the environment should have it. */
  wantedBy(spec: EnvironmentSpec): boolean;
  /** The stack's output that names it. */
  outputOf(spec: EnvironmentSpec): keyof typeof stackOutputs;
  rules: readonly Rule<ComponentFacts[K]>[];
  /** The state in words. */
  state(facts: ComponentFacts[K]): string;
  /** Two or three, most important first. */
  figures(facts: ComponentFacts[K]): MetricValue[];
  plot(facts: ComponentFacts[K]): Plot | undefined;
}
