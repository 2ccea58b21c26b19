import {
  AwsError,
  deployEnvironment,
  destroyEnvironment,
  planEnvironment,
  RefusedError,
  tell,
  type DeploymentOutcome,
  type DestructionOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Account, Line } from './Account';
import { inputOf } from './inputOf';
import type { Attempt, Deed } from './Scenario';
import { account, region, type Stage } from './Stage';

/** Makes an attempt as the portal's actions and the command do: through the engine's facade. */
export async function attemptByEngine(
  stage: Stage,
  attempt: Attempt,
  options: { suffix: string; token: string },
): Promise<Account> {
  const { suffix, token } = options;
  const access = stage.access(attempt.settings);
  const lines: Line[] = [];
  const notices: string[] = [];
  const handed: unknown[] = [];
  const abort = new AbortController();
  let planned: number | undefined;

  const perform = (deed: Deed) => {
    if (deed === 'cancel') abort.abort();
    else if (deed === 'faults end') stage.aws.faults.clear();
    else stage.aws.faults.add(...deed.faults);
  };
  const open = (attempt.besides ?? []).map(beside => ({ ...beside, seen: 0 }));
  const happens = (kind: 'line' | 'notice' | 'planned', text: string) => {
    for (const beside of open) {
      const at: {
        line?: RegExp;
        notice?: RegExp;
        planned?: true;
        nth?: number;
      } = beside.at;
      const fits = kind === 'planned' ? at.planned : at[kind]?.test(text);
      if (fits && ++beside.seen === (at.nth ?? 1)) perform(beside.do);
    }
  };
  const onNotice = (sentence: string) => {
    notices.push(sentence);
    happens('notice', sentence);
  };
  const following = {
    token,
    signal: abort.signal,
    onNotice,
    onProgress(progress: { line: string; event: { id: string } }) {
      lines.push({ text: progress.line, eventId: progress.event.id });
      handed.push(progress);
      happens('line', progress.line);
    },
  };

  async function run(): Promise<Pick<Account, 'ending' | 'words'>> {
    if (attempt.do === 'destroy') {
      const { askedBy, retain } = attempt;
      const ref = { account, region, suffix };
      return toldBy(
        await destroyEnvironment(access, {
          ref,
          askedBy,
          retain,
          ...following,
        }),
      );
    }
    const { askedBy, allowDataLoss, skipResources, onAbort } = attempt;
    const consent = { allowDataLoss, skipResources };
    const plan = await planEnvironment(access, {
      input: inputOf(suffix, attempt),
      token,
      askedBy,
      ...consent,
      signal: abort.signal,
      onProgress: line => handed.push(line),
    });
    handed.push(plan);
    if (!plan.recovery) planned = plan.changes.length;
    happens('planned', '');
    if (attempt.do === 'plan') return { ending: 'planned', words: '' };
    return toldBy(
      await deployEnvironment(access, {
        plan,
        onAbort,
        ...consent,
        ...following,
      }),
    );
  }
  const toldBy = (outcome: DeploymentOutcome | DestructionOutcome) => {
    handed.push(outcome);
    const { sentence, explanation } = outcome;
    return {
      ending: outcome.outcome,
      words: explanation ? `${sentence}\n${tell(explanation)}` : sentence,
    };
  };

  const end = await run().catch(
    (error: unknown): Pick<Account, 'ending' | 'words'> => {
      if (error instanceof RefusedError) {
        return { ending: 'refused', words: error.message };
      }
      if (error instanceof AwsError) {
        return { ending: 'no-aws', words: error.message };
      }
      throw error;
    },
  );
  return { ...end, lines, notices, planned, handed: JSON.stringify(handed) };
}
