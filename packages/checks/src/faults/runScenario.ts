import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { allEnded } from './allEnded';
import { judgeLeft, judgeSame, stacksAt } from './judgeLeft';
import { judgeOnce } from './judgeOnce';
import { judgeTold } from './judgeTold';
import { judgeWords } from './judgeWords';
import type { Portal } from './Portal';
import type { Attempt, Scenario } from './Scenario';
import { region } from './Stage';
import { engineVenue, portalVenue, type Venue } from './Venue';

/** The result of a scenario. */
export interface Verdict {
  scenario: Scenario;
  seed: number;
  /** The outcome of each attempt. */
  endings: string[];
  /** After the last attempt. */
  stack: string;
  /** Expected and actual values; empty when everything is correct. */
  wrong: string[];
  seconds: number;
}

const itBroke = (error: unknown) =>
  `it broke: ${error instanceof Error ? error.stack : String(error)}`;

/** The result of a scenario that could not be set up or cleaned up. */
export const brokenVerdict = (
  scenario: Scenario,
  seed: number,
  error: unknown,
): Verdict => ({
  scenario,
  seed,
  endings: [],
  stack: 'none',
  wrong: [itBroke(error)],
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
  options: { seed: number; profile: string; portal?: Portal },
): Promise<Verdict> {
  const { seed, profile, portal } = options;
  const began = Date.now();
  const word = `Cnry${seed.toString(36)}x${began.toString(36)}`;
  const wrong: string[] = [];
  const endings: string[] = [];
  let stack = 'none';
  const venue = portal
    ? portalVenue(portal, seed)
    : await engineVenue(scenario, { word, profile });
  const { stage } = venue;
  try {
    const others = await stacksAt(venue);
    let earlier: Events = new Map();
    for (const [index, attempt] of scenario.attempts.entries()) {
      const which =
        scenario.attempts.length > 1 ? `attempt ${index + 1}, ` : '';
      const judged = await judgeAttempt(venue, seeded(attempt, seed), {
        index,
        earlier,
      });
      wrong.push(...judged.wrong.map(line => which + line));
      endings.push(judged.ending);
      stack = judged.stack;
      earlier = judged.before;
      // Later attempts depend on earlier ones.
      if (wrong.length > 0) break;
    }
    if (wrong.length === 0) {
      wrong.push(...(await judgeLeft(venue, scenario, others)));
    }
    if (scenario.makesSecret && stage.canary.overheard === 0) {
      wrong.push('no database made itself a password');
    }
  } catch (error) {
    wrong.push(itBroke(error));
  } finally {
    await venue.leave();
  }
  const seen = stage.canary.count(stage.tap.text());
  if (seen > 0) wrong.push(`${seen} secret values went over the wire`);
  const seconds = (Date.now() - began) / 1000;
  return { scenario, seed, endings, stack, wrong, seconds };
}

async function judgeAttempt(
  venue: Venue,
  attempt: Attempt,
  { index, earlier }: { index: number; earlier: Events },
): Promise<{
  ending: string;
  stack: string;
  wrong: string[];
  /** The events before its start. */
  before: Events;
}> {
  const { stage, suffix } = venue;
  const { aws, canary } = stage;
  const eye = stage.eye.at(suffix, region);
  const before = await eye.events();
  const was = await eye.snapshot();
  const wrong: string[] = [];
  // A secret created during the attempt may be deleted at its end.
  aws.faults.add({ beforeCall: () => canary.overhear() });
  const armed = aws.faults.add(...(attempt.faults ?? []));
  const token = attempt.token ?? `attempt-${index}`;
  const both = [attempt, ...(attempt.rival ? [attempt.rival] : [])];
  const meet = meeting(both.length);
  const accounts = await allEnded(
    both.map((each, number) =>
      venue
        .make(each, {
          meet,
          token: each.token ?? `${token}${number > 0 ? `-rival` : ''}`,
        })
        // A rival must not wait for a failed attempt.
        .finally(() => void meet()),
    ),
  );
  for (const id of [...armed, ...accounts.flatMap(({ begun }) => begun)]) {
    const fault = aws.faults.get(id);
    if (!fault?.strikes && !attempt.mayMiss) {
      wrong.push(`the fault ${JSON.stringify(fault ?? id)} never struck`);
    }
  }
  aws.faults.clear();
  await canary.listen();

  const isToMove = /_IN_PROGRESS$/.test(attempt.stack);
  const left = await eye.leftAtRest(isToMove ? 0 : 15);
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
  const ever = await eye.events();
  const happened = newEvents(before, ever);
  wrong.push(...judgeWords(accounts, both));
  if (accounts.some(({ died }) => died === false)) {
    wrong.push('the backend never died');
  }
  if (attempt.rival || attempt.death) {
    wrong.push(...judgeOnce(happened, attempt));
  }
  wrong.push(
    ...judgeTold(accounts, both, {
      happened,
      since: newEvents(earlier, ever),
      ever,
    }),
  );
  if (/^(rolled-back|cancelled|refused|no-aws|unchanged)$/.test(attempt.ends)) {
    wrong.push(...judgeSame(was, await eye.snapshot()));
  }
  for (const { words, lines, notices, handed, amiss } of accounts) {
    wrong.push(...amiss);
    const seen = canary.count(
      JSON.stringify({ words, lines, notices }) + handed,
    );
    if (seen > 0) wrong.push(`${seen} secret values were told`);
  }
  const ending = accounts.map(one => one.ending).join(', ');
  return { ending: ending || 'none', stack, wrong, before };
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

/** Lets rivals continue at the same time after planning. */
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
