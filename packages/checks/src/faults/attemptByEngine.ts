import {
  AwsError,
  deployEnvironment,
  destroyEnvironment,
  planEnvironment,
  RefusedError,
  TerminalAuthorizer,
  formatExplanation,
  type DeploymentOutcome,
  type DestructionOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Account, Line } from './Account';
import { inputOf } from './inputOf';
import { authorizerOf } from './authorizerOf';
import { besides } from './besides';
import type { Attempt } from './Scenario';
import { account, region, type Stage } from './Stage';

/** Runs an attempt like the portal's actions and the command do: through the engine's facade. */
export async function attemptByEngine(
  stage: Stage,
  attempt: Attempt,
  options: {
    suffix: string;
    token: string;
    /** Waits until the rival has planned too. */
    meet(): Promise<void>;
  },
): Promise<Account> {
  const { suffix, token } = options;
  const access = stage.access(attempt.settings);
  const lines: Line[] = [];
  const notices: string[] = [];
  const handed: unknown[] = [];
  const abort = new AbortController();
  let planned: number | undefined;

  const begun: string[] = [];
  const { happens, missed } = besides(attempt.besides, deed => {
    if (deed === 'cancel') abort.abort();
    else begun.push(...stage.aws.faults.add(...deed.faults));
  });
  if (attempt.besides?.some(({ at }) => at !== 'planned' && 'call' in at)) {
    stage.aws.faults.add({
      beforeCall: (service, operation) =>
        happens('call', `${service}:${operation}`),
    });
  }
  const onNotice = (sentence: string) => {
    notices.push(sentence);
    happens('notice', sentence);
  };
  const ref = { account, region, suffix };
  const following = {
    token,
    authorizer: attempt.requester
      ? authorizerOf(attempt.requester)
      : new TerminalAuthorizer(access, ref),
    signal: abort.signal,
    onAbort: attempt.onAbort,
    onNotice,
    onProgress(progress: { line: string; event: { id: string } }) {
      lines.push({ text: progress.line, eventId: progress.event.id });
      handed.push(progress);
      happens('line', progress.line);
    },
  };

  const toldBy = (outcome: DeploymentOutcome | DestructionOutcome) => {
    handed.push(outcome);
    const { message, explanation } = outcome;
    return {
      ending: outcome.outcome,
      words: explanation
        ? `${message}\n${formatExplanation(explanation)}`
        : message,
    };
  };

  async function run(): Promise<Pick<Account, 'ending' | 'words'>> {
    const { allowDataLoss, retain, skipResources } = attempt;
    if (attempt.do === 'destroy') {
      return toldBy(
        await destroyEnvironment(access, { ref, retain, ...following }),
      );
    }
    const consent = { allowDataLoss, skipResources };
    const input = inputOf(suffix, attempt);
    if (attempt.token) {
      // The same operation again: it is found, not planned.
      return toldBy(
        await deployEnvironment(access, {
          input,
          isResumed: true,
          ...consent,
          ...following,
        }),
      );
    }
    const plan = await planEnvironment(access, {
      input,
      token,
      authorizer: following.authorizer,
      purpose: 'deploy',
      ...consent,
      signal: abort.signal,
      onProgress: line => handed.push(line),
    });
    handed.push(plan);
    if (!plan.recovery) planned = plan.changes.length;
    happens('planned');
    await options.meet();
    if (attempt.do === 'plan') return { ending: 'planned', words: '' };
    return toldBy(
      await deployEnvironment(access, {
        input,
        changeSetArn: plan.changeSetArn,
        ...consent,
        ...following,
      }),
    );
  }
  const end = await run().catch(
    (error: unknown): Pick<Account, 'ending' | 'words'> => {
      const isRefusal =
        error instanceof RefusedError ||
        (error instanceof Error &&
          /^(NotAllowed|Conflict)Error$/.test(error.name));
      if (isRefusal) return { ending: 'refused', words: error.message };
      if (error instanceof AwsError) {
        return { ending: 'no-aws', words: error.message };
      }
      // Aborted before anything had started: there is no message for the requester.
      if (abort.signal.aborted && error === abort.signal.reason) {
        return { ending: 'cancelled', words: '' };
      }
      throw error;
    },
  );
  return {
    ...end,
    lines,
    notices,
    planned,
    begun,
    amiss: missed(),
    handed: JSON.stringify(handed),
  };
}
