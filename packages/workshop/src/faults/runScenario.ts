import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { Account } from './Account';
import { judgeLines } from './judgeLines';
import type { Attempt, Scenario } from './Scenario';
import type { Portal } from './Portal';
import { engineVenue, portalVenue, type Venue } from './Venue';

/** What came of a row. */
export interface Verdict {
  scenario: Scenario;
  seed: number;
  /** Of each attempt. */
  endings: string[];
  /** After the last attempt. */
  stack: string;
  /** Expected against real; empty when all is right. */
  wrong: string[];
  seconds: number;
}

/** Faults that strike by chance strike by the scenario's seed. */
function seeded(attempt: Attempt, seed: number): Attempt {
  const faults = attempt.faults?.map(fault =>
    'percent' in fault && fault.percent !== undefined
      ? { seed, ...fault }
      : fault,
  );
  return { ...attempt, faults };
}

/** Runs one row, in the portal where there is one, else on an AWS of its own, and judges each of its attempts. */
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
    for (const [index, attempt] of scenario.attempts.entries()) {
      const which =
        scenario.attempts.length > 1 ? `attempt ${index + 1}, ` : '';
      const judged = await judgeAttempt(venue, seeded(attempt, seed), index);
      wrong.push(...judged.wrong.map(line => which + line));
      endings.push(judged.ending);
      stack = judged.stack;
      // What follows rests on what went before.
      if (wrong.length > 0) break;
    }
    await judgeLeft(venue, scenario, wrong);
  } catch (error) {
    wrong.push(
      `it broke: ${error instanceof Error ? error.stack : String(error)}`,
    );
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
  index: number,
): Promise<{ ending: string; stack: string; wrong: string[] }> {
  const { stage, suffix } = venue;
  const { aws, canary } = stage;
  const eye = stage.eye.at(suffix);
  const before = await eye.events();
  const wrong: string[] = [];
  const armed = aws.faults.add(...(attempt.faults ?? []));
  const token = attempt.token ?? `attempt-${index}`;
  const both = [attempt, ...(attempt.rival ? [attempt.rival] : [])];
  const meet = meeting(both.length);
  const accounts = await Promise.all(
    both.map((each, number) =>
      venue.make(each, {
        meet,
        token: each.token ?? `${token}${number > 0 ? `-rival` : ''}`,
      }),
    ),
  );
  for (const id of armed) {
    const fault = aws.faults.get(id);
    if (fault?.strikes === 0 && !attempt.mayMiss) {
      wrong.push(`the fault ${JSON.stringify(fault)} never struck`);
    }
  }
  aws.faults.clear();
  await canary.listen();

  const isToMove = /_IN_PROGRESS$/.test(attempt.stack);
  const left = await eye.leftAtRest(isToMove ? 0 : 15);
  const stack = left.stacks[`streamflix-${suffix}`] ?? 'absent';
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
  const after = await eye.events();
  const happened = newEvents(before, after);
  const [account] = accounts;
  wrong.push(...judgeWords(accounts, attempt));
  if (account?.died === false) wrong.push('the backend never died');
  if (account?.died) wrong.push(...judgeOnce(happened));
  for (const [number, one] of accounts.entries()) {
    const untold = both[number].untold || accounts.length > 1;
    // What an earlier attempt was told of the same operation is told again.
    wrong.push(
      ...judgeLines(one, untold ? after : happened, {
        untold,
        lives: one.died ? 2 : 1,
      }),
    );
    const { words, lines, notices, handed } = one;
    const seen = canary.count(
      JSON.stringify({ words, lines, notices }) + handed,
    );
    if (seen > 0) wrong.push(`${seen} secret values were told`);
  }
  const ending = accounts.map(one => one.ending).join(', ');
  return { ending: account ? ending : 'none', stack, wrong };
}

/** Whatever has died meanwhile, AWS was told once. */
function judgeOnce(
  happened: ReadonlyMap<string, readonly StackEvent[]>,
): string[] {
  const begun = [...happened.values()]
    .flat()
    .filter(
      ({ StackId, PhysicalResourceId, ResourceStatus = '' }) =>
        PhysicalResourceId === StackId &&
        /^(CREATE|UPDATE)_IN_PROGRESS$/.test(ResourceStatus),
    );
  const wrong = [];
  if (begun.length > 1) wrong.push(`${begun.length} operations were begun`);
  const lives = [...happened.values()].filter(events => events.length > 0);
  if (lives.length > 1) wrong.push(`${lives.length} stacks were at work`);
  return wrong;
}

function newEvents(
  before: ReadonlyMap<string, readonly StackEvent[]>,
  after: ReadonlyMap<string, readonly StackEvent[]>,
): Map<string, StackEvent[]> {
  return new Map(
    // Older stacks first: what clears the way comes before what is made.
    [...after]
      .reverse()
      .map(([stack, events]) => [
        stack,
        events.slice(before.get(stack)?.length ?? 0),
      ]),
  );
}

function judgeWords(accounts: readonly Account[], attempt: Attempt): string[] {
  const wrong: string[] = [];
  const expected = [attempt.ends, attempt.rival?.ends ?? []].flat();
  const real = accounts.map(({ ending }) => ending);
  // Which of two rivals wins is nobody's choice.
  const same =
    Array.isArray(attempt.ends) && accounts.length === 1
      ? attempt.ends.includes(real[0])
      : [...expected].sort().join() === [...real].sort().join();
  const words = accounts.map(account => account.words).join('\n');
  if (!same) {
    wrong.push(
      `ending: expected ${expected.join(', ')}, is ${real.join(
        ', ',
      )}: ${words}`,
    );
  }
  for (const says of [
    ...(attempt.says ?? []),
    ...(attempt.rival?.says ?? []),
  ]) {
    if (!says.test(words)) wrong.push(`says: expected ${says}, is: ${words}`);
  }
  const notices = accounts.flatMap(account => account.notices);
  const left = [...notices];
  for (const expectedNotice of attempt.notices ?? []) {
    const at = left.findIndex(notice => expectedNotice.test(notice));
    if (at < 0) {
      wrong.push(
        `notices: expected ${expectedNotice}, were: ${
          notices.join(' | ') || 'none'
        }`,
      );
    } else left.splice(0, at + 1);
  }
  const repeated = notices.filter(
    (each, index) => notices.indexOf(each) !== index,
  );
  if (accounts.length === 1 && repeated.length > 0) {
    wrong.push(`told twice: ${repeated[0]}`);
  }
  return wrong;
}

/** Lets rivals go on from their plans together. */
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

/** Nothing is made twice, and nothing is left that no stack knows. */
async function judgeLeft(
  { stage: { aws, eye }, suffix }: Venue,
  { attempts, leavesBehind }: Scenario,
  wrong: string[],
): Promise<void> {
  const { stacks } = await eye.at(suffix).left();
  const most = attempts.at(-1)?.stack === 'absent' ? 0 : 1;
  const names = Object.keys(stacks);
  if (names.length !== most) {
    wrong.push(`stacks: expected ${most}, are ${names.join(', ') || 'none'}`);
  }
  if (suffix !== 'abc') return;
  const answer = await fetch(`${aws.url}/_local-aws/health`);
  const { stacks: owning } = (await answer.json()) as { stacks: number };
  if (owning > most && !leavesBehind)
    wrong.push(`${owning} stacks own resources`);
}
