import { stackOutputs } from '../environment/outputs';
import type { ComponentRules, RuleContext } from './components/ComponentRules';
import { toSentence } from './toSentence';
import type { ComponentBase } from './EnvironmentStatus';
import { gravestFirst, worst } from './health';
import type { Health, PartsPhase } from '../stack/stackStatus';
import type { Reading } from '../stack/Reading';
import type { ComponentFacts, ComponentKind } from './StackSnapshot';
import { describeUnread, type UnreadPart } from './unread';

/** A component, and what could not be read of it. */
export interface DerivedComponent<K extends ComponentKind> {
  component: ComponentBase<K>;
  unread: UnreadPart[];
}

type Verdict = { health: Health; state: string; reasons: string[] };

const verdict = (health: Health, state: string, reason?: string): Verdict => ({
  health,
  state,
  reasons: reason ? [reason] : [],
});

/** The component is expected, but the stack has no output for it. */
const unnamed: Record<PartsPhase, (title: string, output: string) => Verdict> =
  {
    expected: (title, output) =>
      verdict(
        'unknown',
        'Not named by the stack',
        `${title} is part of the environment, but the stack has no output ${output}.`,
      ),
    coming: title =>
      verdict('deploying', 'Being created', `${title} is being created.`),
    going: title =>
      verdict('deploying', 'Being removed', `${title} is being removed.`),
    gone: () => verdict('absent', 'Not there'),
    uncertain: (title, output) =>
      verdict(
        'unknown',
        'Not named by the stack',
        `The stack did not come as far as naming ${title} in its output ${output}.`,
      ),
  };

type Unread = Reading<unknown> & { ok: false };

const gone = (reading: Unread, phase: PartsPhase): Verdict =>
  phase === 'going' || phase === 'gone'
    ? verdict('absent', 'Gone')
    : verdict('failing', 'Gone', reading.reason);

/**
 * Derives the status of one component.
 *
 * @returns undefined when the environment is not known to have the component
 */
export function deriveComponent<K extends ComponentKind>(
  rules: ComponentRules<K>,
  reading: Reading<ComponentFacts[K]> | undefined,
  context: RuleContext,
  readAt: string,
): DerivedComponent<K> | undefined {
  const { kind, title } = rules;
  const { spec, phase } = context;
  const base = { kind, metrics: [], plots: [] };
  if (!reading) {
    if (!spec || !rules.wantedBy(spec)) return undefined;
    const output = stackOutputs[rules.outputOf(spec)];
    return {
      component: { ...base, ...unnamed[phase](title, output), readAt },
      unread: [],
    };
  }
  if (!reading.ok) {
    const part = { what: title, reason: reading.reason };
    const found = reading.missing
      ? gone(reading, phase)
      : verdict('unknown', 'Could not be read', describeUnread(part));
    return {
      component: { ...base, ...found, readAt: reading.readAt },
      unread: reading.missing ? [] : [part],
    };
  }
  const facts = reading.value;
  const findings = gravestFirst(
    rules.rules.flatMap(rule => rule(facts, context) ?? []),
  );
  const component: ComponentBase<K> = {
    kind,
    health: worst(findings.map(({ health }) => health)),
    state: rules.state(facts),
    reasons: findings.map(({ reason }) => toSentence(reason)),
    metrics: rules.metrics(facts, context),
    plots: rules.plots(facts, context),
    facts,
    readAt: reading.readAt,
  };
  const unread = findings.flatMap(finding => finding.unread ?? []);
  return { component, unread };
}
