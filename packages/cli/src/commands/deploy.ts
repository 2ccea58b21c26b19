import { randomUUID } from 'node:crypto';
import type { ResourceChange } from '@streamflix/backstage-plugin-streamflix-common';
import {
  deployEnvironment,
  operationId,
  resolveTarget,
  TerminalAuthorizer,
} from '@streamflix/backstage-plugin-streamflix-node';
import { createCliAccess, type AccessFlags } from '../aws/createCliAccess';
import { describeContainerLogs } from '../terminal/describeContainerLogs';
import { describeOutcome } from '../terminal/describeOutcome';
import { describePlan } from '../terminal/describePlan';
import { exitCodeOf } from '../terminal/exitCodes';
import { followLive } from '../terminal/followLive';
import { noteLocalAws } from '../terminal/noteLocalAws';
import { readValidInput, type InputFlags } from '../input/readInput';
import type { Terminal } from '../terminal/Terminal';
import { untilInterrupted } from '../terminal/untilInterrupted';

export type DeployFlags = InputFlags &
  AccessFlags & {
    json?: boolean;
    yes?: boolean;
    token?: string;
    allowDataLoss?: string[];
    skip?: string[];
  };

/** Creates or changes an environment and follows it until it has finished. */
export async function deploy(
  terminal: Terminal,
  flags: DeployFlags,
): Promise<number> {
  const { json, yes, token = randomUUID(), allowDataLoss, skip } = flags;
  const input = readValidInput(flags, {
    largeTemplates: flags.stagingBucket !== undefined,
  });
  const access = createCliAccess({ ...flags, regions: [input.region] });
  const target = await resolveTarget(access, input);
  await noteLocalAws(terminal, access);
  const note = (line: string) => terminal.note(line);
  return untilInterrupted(terminal, 'Cancelling.', async signal => {
    let endLive = () => {};
    const outcome = await deployEnvironment(access, {
      input,
      token,
      authorizer: new TerminalAuthorizer(access, target),
      isResumed: flags.token !== undefined,
      signal,
      allowDataLoss,
      skipResources: skip,
      confirmDataLoss: yes
        ? undefined
        : losses => confirmDataLoss(terminal, losses),
      onPlanning: note,
      // A new environment adds every resource, and its progress lists them.
      onPlan: plan =>
        note(describePlan(plan, { withoutChanges: plan.kind === 'create' })),
      onStarted(stackArn) {
        note(
          `To follow this operation again if the command ends early: --token ${token}`,
        );
        const id = `deploy-${operationId(token)}`;
        endLive = followLive(terminal, access, { ref: target, stackArn, id });
      },
      onProgress: ({ line }) => note(line),
      onNotice: note,
    }).finally(() => endLive());
    if (outcome.stackArn && !json) {
      for (const line of describeContainerLogs(
        access.containerLogs.get(outcome.stackArn),
      )) {
        note(line);
      }
    }
    terminal.result(
      json ? JSON.stringify(outcome, null, 2) : describeOutcome(outcome),
    );
    return exitCodeOf(outcome.outcome);
  });
}

/** Asks for the data losses that no flag names. Returns the logical ids the user typed. */
async function confirmDataLoss(
  terminal: Terminal,
  losses: readonly ResourceChange[],
): Promise<string[]> {
  const names = losses.map(({ logicalId }) => logicalId);
  const answer = await terminal.ask(
    `The data of ${names.join(', ')} will be lost. Type ${
      names.length > 1 ? 'these names' : 'this name'
    } to continue: `,
  );
  return (answer ?? '').split(/[\s,]+/).filter(Boolean);
}
