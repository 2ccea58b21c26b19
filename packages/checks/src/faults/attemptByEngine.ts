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
import type { AttemptReport, Line } from './AttemptReport';
import { inputOf } from './inputOf';
import { authorizerOf } from './authorizerOf';
import { runMeanwhile } from './runMeanwhile';
import type { Attempt } from './Scenario';
import { account, region, type ScenarioAws } from './ScenarioAws';

/** Runs an attempt like the portal's actions and the command do: through the engine's facade. */
export async function attemptByEngine(
  scenarioAws: ScenarioAws,
  attempt: Attempt,
  options: {
    suffix: string;
    token: string;
    /** Waits until the concurrent has planned too. */
    meet(): Promise<void>;
  },
): Promise<AttemptReport> {
  const { suffix, token } = options;
  const access = scenarioAws.access(attempt.settings);
  const lines: Line[] = [];
  const notices: string[] = [];
  const otherOutput: unknown[] = [];
  const abort = new AbortController();
  let planned: number | undefined;

  const addedFaults: string[] = [];
  const { happens, missed } = runMeanwhile(attempt.meanwhile, action => {
    if (action === 'cancel') abort.abort();
    else addedFaults.push(...scenarioAws.aws.faults.add(...action.faults));
  });
  if (attempt.meanwhile?.some(({ at }) => at !== 'planned' && 'call' in at)) {
    scenarioAws.aws.faults.add({
      beforeCall: (service, operation) =>
        happens('call', `${service}:${operation}`),
    });
  }
  const onNotice = (message: string) => {
    notices.push(message);
    happens('notice', message);
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
      otherOutput.push(progress);
      happens('line', progress.line);
    },
  };

  const reportOf = (outcome: DeploymentOutcome | DestructionOutcome) => {
    otherOutput.push(outcome);
    const { message, explanation } = outcome;
    return {
      outcome: outcome.outcome,
      message: explanation
        ? `${message}\n${formatExplanation(explanation)}`
        : message,
    };
  };

  async function run(): Promise<Pick<AttemptReport, 'outcome' | 'message'>> {
    const { allowDataLoss, retain, skipResources } = attempt;
    if (attempt.do === 'destroy') {
      return reportOf(
        await destroyEnvironment(access, { ref, retain, ...following }),
      );
    }
    const consent = { allowDataLoss, skipResources };
    const input = inputOf(suffix, attempt);
    if (attempt.token) {
      // The same operation again: it is found, not planned.
      return reportOf(
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
      onProgress: line => otherOutput.push(line),
    });
    otherOutput.push(plan);
    if (!plan.recovery) planned = plan.changes.length;
    happens('planned');
    await options.meet();
    if (attempt.do === 'plan') return { outcome: 'planned', message: '' };
    return reportOf(
      await deployEnvironment(access, {
        input,
        changeSetArn: plan.changeSetArn,
        ...consent,
        ...following,
      }),
    );
  }
  const end = await run().catch(
    (error: unknown): Pick<AttemptReport, 'outcome' | 'message'> => {
      const isRefusal =
        error instanceof RefusedError ||
        (error instanceof Error &&
          /^(NotAllowed|Conflict)Error$/.test(error.name));
      if (isRefusal) return { outcome: 'refused', message: error.message };
      if (error instanceof AwsError) {
        return { outcome: 'no-aws', message: error.message };
      }
      // Aborted before anything had started: there is no message for the requester.
      if (abort.signal.aborted && error === abort.signal.reason) {
        return { outcome: 'cancelled', message: '' };
      }
      throw error;
    },
  );
  return {
    ...end,
    lines,
    notices,
    planned,
    addedFaults,
    problems: missed(),
    otherOutput: JSON.stringify(otherOutput),
  };
}
