import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { Account } from './Account';
import { attemptByEngine } from './attemptByEngine';
import { judgeLines } from './judgeLines';
import type { Attempt, Scenario } from './Scenario';
import { Stage } from './Stage';

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

const suffix = 'abc';
const stackName = `streamflix-${suffix}`;

/** Faults that strike by chance strike by the scenario's seed. */
function seeded(attempt: Attempt, seed: number): Attempt {
  const faults = attempt.faults?.map(fault =>
    'percent' in fault && fault.percent !== undefined
      ? { seed, ...fault }
      : fault,
  );
  return { ...attempt, faults };
}

/** Runs one row on an AWS of its own, and judges each of its attempts. */
export async function runScenario(
  scenario: Scenario,
  options: { seed: number; profile: string },
): Promise<Verdict> {
  const { seed, profile } = options;
  const began = Date.now();
  const word = `Cnry${seed.toString(36)}x${began.toString(36)}`;
  const wrong: string[] = [];
  const endings: string[] = [];
  let stack = 'none';
  const stage = await Stage.set(scenario, { word, profile });
  try {
    for (const [index, attempt] of scenario.attempts.entries()) {
      const which =
        scenario.attempts.length > 1 ? `attempt ${index + 1}, ` : '';
      const judged = await judgeAttempt(stage, seeded(attempt, seed), index);
      wrong.push(...judged.wrong.map(line => which + line));
      endings.push(judged.ending);
      stack = judged.stack;
      // What follows rests on what went before.
      if (wrong.length > 0) break;
    }
    await judgeLeft(stage, scenario, wrong);
  } catch (error) {
    wrong.push(
      `it broke: ${error instanceof Error ? error.stack : String(error)}`,
    );
  } finally {
    await stage.strike();
  }
  const seen = stage.canary.count(stage.tap.text());
  if (seen > 0) wrong.push(`${seen} secret values went over the wire`);
  const seconds = (Date.now() - began) / 1000;
  return { scenario, seed, endings, stack, wrong, seconds };
}

async function judgeAttempt(
  stage: Stage,
  attempt: Attempt,
  index: number,
): Promise<{ ending: string; stack: string; wrong: string[] }> {
  const { aws, eye, canary } = stage;
  const before = await eye.events();
  const wrong: string[] = [];
  const armed = aws.faults.add(...(attempt.faults ?? []));
  const token = attempt.token ?? `attempt-${index}`;
  const both = [attempt, ...(attempt.rival ? [attempt.rival] : [])];
  const meet = meeting(both.length);
  const accounts = await Promise.all(
    both.map((each, number) =>
      attemptByEngine(stage, each, {
        meet,
        suffix,
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

  const left = await eye.left();
  const stack = left.stacks[stackName] ?? 'absent';
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
  for (const [number, one] of accounts.entries()) {
    const untold = both[number].untold || accounts.length > 1;
    // What an earlier attempt was told of the same operation is told again.
    wrong.push(...judgeLines(one, untold ? after : happened, { untold }));
    const { words, lines, notices, handed } = one;
    const seen = canary.count(
      JSON.stringify({ words, lines, notices }) + handed,
    );
    if (seen > 0) wrong.push(`${seen} secret values were told`);
  }
  const ending = accounts.map(one => one.ending).join(', ');
  return { ending: account ? ending : 'none', stack, wrong };
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
  let from = 0;
  for (const expectedNotice of attempt.notices ?? []) {
    const at = notices.findIndex(
      (notice, index) => index >= from && expectedNotice.test(notice),
    );
    if (at < 0) {
      wrong.push(
        `notices: expected ${expectedNotice}, were: ${
          notices.join(' | ') || 'none'
        }`,
      );
    } else from = at + 1;
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
  { aws, eye }: Stage,
  { attempts, leavesBehind }: Scenario,
  wrong: string[],
): Promise<void> {
  const { stacks } = await eye.left();
  const most = attempts.at(-1)?.stack === 'absent' ? 0 : 1;
  const names = Object.keys(stacks);
  if (names.length !== most) {
    wrong.push(`stacks: expected ${most}, are ${names.join(', ') || 'none'}`);
  }
  const answer = await fetch(`${aws.url}/_local-aws/health`);
  const { stacks: owning } = (await answer.json()) as { stacks: number };
  if (owning > most && !leavesBehind)
    wrong.push(`${owning} stacks own resources`);
}
