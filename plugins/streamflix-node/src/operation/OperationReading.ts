import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  encodeBase64Url,
  stackStatus,
  type Cancellability,
  type EnvironmentFacts,
  type EnvironmentRef,
  type Operation,
} from '@streamflix/backstage-plugin-streamflix-common';
import { parseTemplate, type Template } from '@streamflix/cdk-app/template';
import type { AwsAccess } from '../aws/AwsAccess';
import {
  describeStack,
  readTemplateBody,
} from '../cloudformation/describeStack';
import { factsOf } from '../cloudformation/ObservedStack';
import { isStepOf } from '../cloudformation/operationTokens';
import { readResources } from '../cloudformation/readResources';
import type { Stack } from '../cloudformation/Stack';
import { concludeEpisode, diagnosticsOf, hasEnded } from './readOperations';
import { findBlockers } from '../diagnosis/describeBlockers';
import { explain, firstFailure, wasCancelled } from '../diagnosis/explain';
import { describeTooLate } from '../follow/cancelOperation';
import { readChangeSet } from '../plan/ChangeSet';
import { deriveOperation } from './deriveOperation';
import type { DurationLearner } from './DurationLearner';
import {
  findEpisode,
  kindOf,
  reachesStartOf,
  type FoundOperation,
} from './episodeOf';
import { OperationEventLog } from './OperationEventLog';
import type { OperationPlan } from '../follow/plannedWork';

/** What was read about an operation once: it does not change while the operation is in progress. */
type Plan = Pick<OperationPlan, 'template' | 'changes' | 'existing'>;

const optional = <T>(reading: Promise<T>): Promise<T | undefined> =>
  reading.catch(() => undefined);

/** The state that a cancellation is bound to: the stack as the user saw it. */
const stateOf = ({
  arn,
  status,
  changedAt,
}: Pick<Stack, 'arn' | 'status' | 'changedAt'>): string =>
  encodeBase64Url(JSON.stringify([arn, status, changedAt]));

/**
 * One operation on a stack, read from AWS once in full and then as it continues: a reading takes one call, and two when the
 * status of the stack has changed.
 *
 * @public
 */
export class OperationReading {
  private found?: FoundOperation;
  private stack?: Stack;
  private plan: Plan = {};
  private diagnostics: readonly string[] = [];
  private isExplained = false;
  private localAws = false;
  private readAt = Date.now();

  private constructor(
    private readonly access: AwsAccess,
    private readonly client: CloudFormationClient,
    private readonly target: {
      ref: EnvironmentRef;
      stackArn: string;
      id: string;
    },
    private readonly log: OperationEventLog,
  ) {}

  /**
   * Finds an operation on a stack.
   *
   * @returns undefined when the stack has no such operation
   * @throws AwsError
   */
  static async find(
    access: AwsAccess,
    target: { ref: EnvironmentRef; stackArn: string; id: string },
  ): Promise<OperationReading | undefined> {
    const { cloudFormation } = await access.clients(target.ref);
    const log = new OperationEventLog(cloudFormation, target.stackArn);
    const reading = new OperationReading(access, cloudFormation, target, log);
    await reading.refresh();
    return reading.found && reading;
  }

  /** Whether it has ended; then it is not read again. */
  get isOver(): boolean {
    const { found, stack } = this;
    if (!found || !hasEnded(found)) return false;
    return !this.isLatest() || !stack || stackStatus(stack.status).isFinished;
  }

  /** What the permission to read is about. */
  get facts(): EnvironmentFacts {
    return factsOf(this.target.ref, this.stack ?? {});
  }

  /**
   * Reads what has happened since the last reading.
   *
   * @returns whether anything has
   * @throws AwsError
   */
  async refresh(): Promise<boolean> {
    const { access, client, target, log } = this;
    const isFirst = !this.found;
    const fresh = await log.read(reachesStartOf(target.id));
    this.readAt = Date.now();
    if (fresh === 0 && !isFirst && !hasEnded(this.found)) return false;
    const found = findEpisode(log.events, target.id);
    if (!found) return false;
    this.found = found;
    const latest = found.events.findLast(({ ofStack }) => ofStack);
    if (!this.stack || latest?.status !== this.stack.status) {
      this.stack = await describeStack(client, target.stackArn);
    }
    if (isFirst) {
      this.localAws = await access.isLocalAws().catch(() => false);
      this.plan = await this.readPlan();
    }
    if (firstFailure(found.events) && !this.isExplained) {
      // At once: the rollback deletes the tasks that have the reason, and what follows the operation stores it only at the end.
      const { diagnostics, isExplained } = await diagnosticsOf(
        access,
        target.ref,
        found.events,
      );
      if (diagnostics.length > 0) this.diagnostics = diagnostics;
      this.isExplained = isExplained;
    }
    return true;
  }

  /** Lets others learn from what it has shown. */
  teach(learner: DurationLearner): void {
    const { ref, stackArn } = this.target;
    learner.learn(ref.account, stackArn, this.found?.events ?? []);
  }

  /** The operation as it was last read, with what is expected now. */
  operation(learner: DurationLearner, now = Date.now()): Operation {
    const { found, stack, isOver } = this;
    const { ref, stackArn } = this.target;
    if (!found) throw new Error('The operation was not found.');
    const { id, episode, events } = found;
    const kind = kindOf(found);
    const ofStack = events.filter(event => event.ofStack);
    const status = ofStack.at(-1)?.status ?? '';
    const current = stackStatus(status);
    const isRollingBack =
      (current.isRollback && kind !== 'recover') ||
      (current.operation === 'delete' && kind !== 'delete');
    const isCancelled =
      (wasCancelled(events) && kind !== 'recover') ||
      (episode !== undefined &&
        events.some(({ token }) =>
          isStepOf(token, episode.operation, 'cancel'),
        ));
    const explanation =
      isCancelled && current.outcome !== 'failed'
        ? undefined
        : explain(events, this.diagnostics);
    const { text, isComplete } = episode?.requester ?? {};
    return {
      ref,
      id,
      kind,
      state: isOver
        ? 'finished'
        : (isRollingBack && 'turning-back') || 'in-progress',
      isCancelled,
      stackStatus: status,
      requester: text && (isComplete ? text : `${text}…`),
      owner: stack?.owner,
      blueprint: stack?.blueprint,
      ...deriveOperation(events, {
        plan: {
          kind: kind === 'recover' ? 'update' : kind,
          isRollingBack,
          ...this.plan,
        },
        durations: learner.of(ref.account),
        isOver,
        now,
      }),
      endedAt: isOver ? events.at(-1)?.at : undefined,
      explanation:
        current.outcome === 'succeeded' && !isRollingBack
          ? undefined
          : explanation,
      result: isOver && episode ? this.resultOf(episode, stackArn) : undefined,
      cancel: this.cancellability(kind),
      localAws: this.localAws,
      readAt: new Date(this.readAt).toISOString(),
      now: new Date(now).toISOString(),
    };
  }

  private resultOf(
    episode: NonNullable<FoundOperation['episode']>,
    stackArn: string,
  ): Operation['result'] {
    const { ref } = this.target;
    const { outcome, message } = concludeEpisode(episode, {
      ref,
      stackArn,
      stack: this.isLatest() ? this.stack : undefined,
      diagnostics: this.diagnostics,
    });
    const stuckAs =
      episode.step === 'destroy' || episode.step === 'clear'
        ? 'DELETE_FAILED'
        : 'UPDATE_FAILED';
    return {
      outcome,
      message,
      blockedBy: findBlockers(episode.events, stuckAs).map(
        ({ logicalId }) => logicalId,
      ),
    };
  }

  private cancellability(kind: Operation['kind']): Cancellability {
    const { found, stack, isOver } = this;
    if (isOver || !stack) {
      return { possible: false, reason: 'The operation has ended.' };
    }
    if (kind === 'delete') {
      return { possible: false, reason: 'A deletion cannot be cancelled.' };
    }
    const effects = {
      CREATE_IN_PROGRESS: 'delete',
      UPDATE_IN_PROGRESS: 'roll-back',
    } as const;
    const effect = Object.hasOwn(effects, stack.status)
      ? effects[stack.status as keyof typeof effects]
      : undefined;
    if (!effect)
      return { possible: false, reason: describeTooLate(stack.status) };
    return found?.episode?.step === 'deploy'
      ? { possible: true, effect, state: stateOf(stack) }
      : {
          possible: false,
          reason:
            'StreamFlix did not start this operation. Cancel it where it was started.',
        };
  }

  /** Whether no later operation has started on the stack. */
  private isLatest(): boolean {
    return this.found?.events.at(-1) === this.log.events.at(-1);
  }

  /** What the operation is expected to do. What cannot be read is left out: the events show it as it happens. */
  private async readPlan(): Promise<Plan> {
    const { client, found, stack } = this;
    const { stackArn } = this.target;
    if (!found) return {};
    const kind = kindOf(found);
    // The template, the change set and the resources are those of the latest operation.
    if (!this.isLatest()) return {};
    const body = await optional(readTemplateBody(client, stackArn));
    let template: Template | undefined;
    try {
      template = body === undefined ? undefined : parseTemplate(body);
    } catch {
      // A template that StreamFlix did not write may be YAML.
    }
    const changeSet =
      kind === 'update' && stack?.changeSetArn
        ? await optional(readChangeSet(client, { arn: stack.changeSetArn }))
        : undefined;
    const left =
      kind === 'delete' && !this.isOver
        ? await optional(readResources(client, stackArn))
        : undefined;
    const existing = left && [
      ...left.map(({ logicalId }) => logicalId),
      ...found.events.map(({ logicalId }) => logicalId),
    ];
    return {
      template,
      changes: changeSet?.changes,
      existing: existing && new Set(existing),
    };
  }
}
