import type { ECSClient } from '@aws-sdk/client-ecs';
import { toAwsError, type AwsCall } from '../aws/AwsError';
import { firstFailure } from '../diagnosis/explain';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import {
  readDiagnostics,
  type Diagnostics,
} from '../diagnosis/readDiagnostics';

/** Milliseconds after which a service that is not stable yet is first looked at; then twice as long each time. */
const firstLook = 1_000;
const longestPause = 30_000;

interface Watched {
  service: OperationEvent;
  next: number;
  pause: number;
}

/**
 * Looks after the ECS services an operation is waiting for. CloudFormation says only that a service did not become
 * stable, after a long time, and when it says so the tasks that knew why may be gone.
 *
 * All of it is best effort: without it an explanation rests on CloudFormation's words alone.
 */
export class EcsServiceObserver {
  private readonly watched = new Map<string, Watched>();
  private readonly found = new Map<string, Diagnostics>();
  private first?: OperationEvent;
  private isDenialTold = false;

  constructor(
    private readonly client: ECSClient,
    private readonly where: Omit<AwsCall, 'action'>,
    /** Told what the tasks of a service stop for, when there is something new to tell. */
    private readonly onNotice?: (sentence: string) => void,
  ) {}

  /** Is to see every event of the operation, in order. */
  async take(event: OperationEvent): Promise<void> {
    this.first ??= event;
    if (event.resourceType !== 'AWS::ECS::Service') return;
    const { logicalId, status } = event;
    if (/^(CREATE|UPDATE)_IN_PROGRESS$/.test(status) && event.physicalId) {
      const next = Date.now() + firstLook;
      this.watched.set(logicalId, { service: event, next, pause: firstLook });
    } else {
      this.watched.delete(logicalId);
      if (firstFailure([event])) await this.look(event);
    }
  }

  /** Looks at the services whose turn it is. */
  async lookAround(): Promise<void> {
    const now = Date.now();
    for (const one of this.watched.values()) {
      if (one.next > now) continue;
      one.pause = Math.min(one.pause * 2, longestPause);
      one.next = now + one.pause;
      await this.look(one.service);
    }
  }

  /** Why the tasks of a service stopped, in AWS's words. */
  evidenceOf(logicalId: string | undefined): readonly string[] {
    return (logicalId && this.found.get(logicalId)?.reasons) || [];
  }

  private async look(service: OperationEvent): Promise<void> {
    const evidence = await readDiagnostics(
      this.client,
      service,
      this.first ?? service,
    ).catch((error: unknown) => {
      this.tellDenial(error);
      return undefined;
    });
    const known = this.found.get(service.logicalId);
    if (!evidence) return;
    // Stopped tasks are forgotten before the service's events; what the tasks said stays the better reason.
    if (known?.source === 'tasks' && evidence.source === 'events') return;
    if (evidence.reasons.every(one => known?.reasons.includes(one))) return;
    this.found.set(service.logicalId, evidence);
    this.onNotice?.(
      `Tasks of ${service.logicalId} stop: ${evidence.reasons.join(' · ')}`,
    );
  }

  /** What passes by itself is not worth a word: the next look tells. */
  private tellDenial(error: unknown): void {
    const call = { action: 'ecs:ListTasks', ...this.where };
    const known = toAwsError(error, call);
    if (known?.kind !== 'denied' || this.isDenialTold) return;
    this.isDenialTold = true;
    this.onNotice?.(
      `Why tasks stop could not be read. ${known.describeForUser()}`,
    );
  }
}
