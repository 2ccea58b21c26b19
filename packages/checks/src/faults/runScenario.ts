import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { allEnded } from './allEnded';
import { checkLeftovers, checkUnchanged, stacksAt } from './checkLeftovers';
import { checkOnce } from './checkOnce';
import { checkReports } from './checkReports';
import { checkMessages } from './checkMessages';
import type { Portal } from './Portal';
import type { Attempt, Scenario } from './Scenario';
import { region, type ScenarioAwsOptions } from './ScenarioAws';
import { engineHost, portalHost, type ScenarioHost } from './ScenarioHost';

export interface ScenarioResult {
  scenario: Scenario;
  seed: number;
  /** The outcome of each attempt. */
  outcomes: string[];
  /** After the last attempt. */
  stack: string;
  /** Expected and actual values; empty when everything is correct. */
  wrong: string[];
  seconds: number;
}

const unexpected = (error: unknown) =>
  `unexpected error: ${error instanceof Error ? error.stack : String(error)}`;

/** The result of a scenario that could not be set up or cleaned up. */
export const failedResult = (
  scenario: Scenario,
  seed: number,
  error: unknown,
): ScenarioResult => ({
  scenario,
  seed,
  outcomes: [],
  stack: 'none',
  wrong: [unexpected(error)],
  seconds: 0,
});

type Events = ReadonlyMap<string, readonly StackEvent[]>;

/** Random faults use the scenario's seed. */
function seeded(attempt: Attempt, seed: number): Attempt {
  const faults = attempt.faults?.map(fault =>
    'percent' in fault && fault.percent !== undefined
      ? { seed, ...fault }
      : fault,
  );
  return { ...attempt, faults };
}

/** Runs one scenario, in the portal if given, else with its own local AWS, and checks each attempt. */
export async function runScenario(
  scenario: Scenario,
  options: {
    seed: number;
    profile: string;
    executionRole: boolean;
    portal?: Portal;
  } & Pick<ScenarioAwsOptions, 'policies' | 'onAccess'>,
): Promise<ScenarioResult> {
  const { seed, profile, executionRole, portal, policies, onAccess } = options;
  const startedAt = Date.now();
  const word = `Cnry${seed.toString(36)}x${startedAt.toString(36)}`;
  const wrong: string[] = [];
  const outcomes: string[] = [];
  let stack = 'none';
  const host = portal
    ? portalHost(portal, seed)
    : await engineHost(scenario, {
        word,
        profile,
        executionRole,
        policies,
        onAccess,
      });
  const { scenarioAws } = host;
  try {
    const others = await stacksAt(host);
    let earlier: Events = new Map();
    for (const [index, attempt] of scenario.attempts.entries()) {
      const which =
        scenario.attempts.length > 1 ? `attempt ${index + 1}, ` : '';
      const checked = await checkAttempt(host, seeded(attempt, seed), {
        index,
        earlier,
      });
      wrong.push(...checked.wrong.map(line => which + line));
      outcomes.push(checked.outcome);
      stack = checked.stack;
      earlier = checked.before;
      // Later attempts depend on earlier ones.
      if (wrong.length > 0) break;
    }
    if (wrong.length === 0) {
      wrong.push(...(await checkLeftovers(host, scenario, others)));
    }
    if (scenario.makesSecret && scenarioAws.probe.generatedCount === 0) {
      wrong.push('no database made itself a password');
    }
  } catch (error) {
    wrong.push(unexpected(error));
  } finally {
    await host.leave();
  }
  const seen = scenarioAws.probe.count(scenarioAws.proxy.text());
  if (seen > 0) wrong.push(`${seen} secret values went over the wire`);
  const seconds = (Date.now() - startedAt) / 1000;
  return { scenario, seed, outcomes, stack, wrong, seconds };
}

async function checkAttempt(
  host: ScenarioHost,
  attempt: Attempt,
  { index, earlier }: { index: number; earlier: Events },
): Promise<{
  outcome: string;
  stack: string;
  wrong: string[];
  /** The events before its start. */
  before: Events;
}> {
  const { scenarioAws, suffix } = host;
  const { aws, probe } = scenarioAws;
  const inspector = scenarioAws.inspector.at(suffix, region);
  const before = await inspector.events();
  const was = await inspector.snapshot();
  const wrong: string[] = [];
  // A secret created during the attempt may be deleted at its end.
  aws.faults.add({ beforeCall: () => probe.collectGenerated() });
  const armed = aws.faults.add(...(attempt.faults ?? []));
  const token = attempt.token ?? `attempt-${index}`;
  const both = [attempt, ...(attempt.concurrent ? [attempt.concurrent] : [])];
  const meet = meeting(both.length);
  const reports = await allEnded(
    both.map((each, number) =>
      host
        .make(each, {
          meet,
          token: each.token ?? `${token}${number > 0 ? `-concurrent` : ''}`,
        })
        // A concurrent must not wait for a failed attempt.
        .finally(() => void meet()),
    ),
  );
  for (const id of [
    ...armed,
    ...reports.flatMap(({ addedFaults }) => addedFaults),
  ]) {
    const fault = aws.faults.get(id);
    if (!fault?.strikes && !attempt.faultsAreOptional) {
      wrong.push(`the fault ${JSON.stringify(fault ?? id)} never struck`);
    }
  }
  aws.faults.clear();
  await probe.collect();

  const isToMove = /_IN_PROGRESS$/.test(attempt.stack);
  const left = await inspector.leftWhenIdle(isToMove ? 0 : 15);
  const stack = left.stacks[0]?.status ?? 'absent';
  if (stack !== attempt.stack) {
    wrong.push(`stack: expected ${attempt.stack}, is ${stack}`);
  }
  if (
    left.changeSets.length > 0 &&
    attempt.do !== 'plan' &&
    !attempt.leavesPlan
  ) {
    wrong.push(`change sets left: ${left.changeSets.join(', ')}`);
  }
  const ever = await inspector.events();
  const happened = newEvents(before, ever);
  wrong.push(...checkMessages(reports, both));
  if (reports.some(({ killed }) => killed === false)) {
    wrong.push('the backend never killed');
  }
  if (attempt.concurrent || attempt.kill) {
    wrong.push(...checkOnce(happened, attempt));
  }
  wrong.push(
    ...checkReports(reports, both, {
      happened,
      since: newEvents(earlier, ever),
      ever,
    }),
  );
  if (
    /^(rolled-back|cancelled|refused|no-aws|unchanged)$/.test(attempt.expects)
  ) {
    wrong.push(...checkUnchanged(was, await inspector.snapshot()));
  }
  for (const { message, lines, notices, otherOutput, problems } of reports) {
    wrong.push(...problems);
    const seen = probe.count(
      JSON.stringify({ message, lines, notices }) + otherOutput,
    );
    if (seen > 0) wrong.push(`${seen} secret values were reported`);
  }
  const outcome = reports.map(one => one.outcome).join(', ');
  return { outcome: outcome || 'none', stack, wrong, before };
}

function newEvents(before: Events, after: Events): Map<string, StackEvent[]> {
  return new Map(
    // Older stacks first: a failed stack is deleted before the new one is created.
    [...after]
      .reverse()
      .map(([stack, events]) => [
        stack,
        events.slice(before.get(stack)?.length ?? 0),
      ]),
  );
}

/** Lets concurrent requesters continue at the same time after planning. */
function meeting(size: number): () => Promise<void> {
  let open = () => {};
  const all = new Promise<void>(resolve => {
    open = resolve;
  });
  let here = 0;
  return () => {
    here += 1;
    if (here === size) open();
    return all;
  };
}
