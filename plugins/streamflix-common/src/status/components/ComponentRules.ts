import type { EnvironmentSpec } from '../../environment/EnvironmentSpec';
import type { stackOutputs } from '../../environment/outputs';
import type { MetricValue, Plot } from '../EnvironmentStatus';
import type { Finding } from '../health';
import type { PartsPhase } from '../../stack/stackStatus';
import type { ComponentFacts, ComponentKind } from '../StackSnapshot';

/** What a rule may read in addition to the facts. */
export interface RuleContext {
  /** Undefined when the specification is not known. */
  spec?: EnvironmentSpec;
  phase: PartsPhase;
}

/** One check of a component. Add a new check as a new row. */
export type Rule<Facts> = (
  facts: Facts,
  context: RuleContext,
) => Finding | readonly Finding[] | undefined;

/** How a component's status is checked and described. */
export interface ComponentRules<K extends ComponentKind> {
  kind: K;
  /** Subject of a message. */
  title: string;
  /** Whether the environment should have the component. */
  wantedBy(spec: EnvironmentSpec): boolean;
  /** The stack output with its identifier. */
  outputOf(spec: EnvironmentSpec): keyof typeof stackOutputs;
  rules: readonly Rule<ComponentFacts[K]>[];
  /** Text of the state. */
  state(facts: ComponentFacts[K]): string;
  /** A few, most important first. */
  metrics(facts: ComponentFacts[K], context: RuleContext): MetricValue[];
  plots(facts: ComponentFacts[K], context: RuleContext): Plot[];
}
