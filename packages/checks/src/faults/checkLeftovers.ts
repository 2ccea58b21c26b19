import { isDeepStrictEqual } from 'node:util';
import type { SeenStack, Snapshot } from './AwsInspector';
import type { Scenario } from './Scenario';
import { region } from './ScenarioAws';
import type { ScenarioHost } from './ScenarioHost';

const nameOf = ({ name, region: where }: SeenStack) => `${name} in ${where}`;

/** The existing stacks, in every region. */
export async function stacksAt({
  scenarioAws,
}: ScenarioHost): Promise<string[]> {
  const { stacks } = await scenarioAws.inspector.left();
  return stacks.map(nameOf).sort();
}

/**
 * Checks what is left at the end of a scenario: no environment exists twice, and no resource is left without a stack.
 *
 * @param others - stacks that existed before the scenario
 * @returns what is wrong
 */
export async function checkLeftovers(
  host: ScenarioHost,
  { attempts, leavesBehind }: Scenario,
  others: readonly string[],
): Promise<string[]> {
  const { scenarioAws, suffix } = host;
  const wrong: string[] = [];
  const own = `streamflix-${suffix} in ${region}`;
  const expected = [
    ...others,
    ...(attempts.at(-1)?.stack === 'absent' ? [] : [own]),
  ].sort();
  const real = await stacksAt(host);
  if (real.join() !== expected.join()) {
    wrong.push(
      `stacks: expected ${expected.join(', ') || 'none'}, are ${
        real.join(', ') || 'none'
      }`,
    );
  }
  const listed = await scenarioAws.inspector.resourceCount();
  const answer = await fetch(`${scenarioAws.aws.url}/_local-aws/health`);
  const { resources } = (await answer.json()) as { resources: number };
  const lost = resources - listed;
  if (leavesBehind ? lost <= 0 : lost !== 0) {
    wrong.push(`${resources} resources are there, and stacks list ${listed}`);
  }
  return wrong;
}

/** The part of a value where it starts to differ from the other: a whole template would be too long. */
function around(value: unknown, other: unknown): string {
  const [text, others] = [value, other].map(each => JSON.stringify(each));
  let at = 0;
  while (at < text.length && text[at] === others[at]) at += 1;
  const from = Math.max(0, at - 60);
  return `${from > 0 ? '…' : ''}${text.slice(from, at + 140)}${
    text.length > at + 140 ? '…' : ''
  }`;
}

/** The differences of an environment that must not change. */
export function checkUnchanged(
  before: Snapshot | undefined,
  after: Snapshot | undefined,
): string[] {
  if (!before || !after) return [];
  const parts = ['template', 'tags', 'outputs', 'resources'] as const;
  return parts
    .filter(part => !isDeepStrictEqual(before[part], after[part]))
    .map(
      part =>
        `it is not as it was before: ${part} were ${around(
          before[part],
          after[part],
        )}, are ${around(after[part], before[part])}`,
    );
}
