import type { ECSClient } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/AwsError';
import { firstFailure } from '../diagnosis/explain';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import type { OperationObserver } from './OperationObserver';
import {
  readDiagnostics,
  type Diagnostics,
} from '../diagnosis/readDiagnostics';

/** Milliseconds until a service that is not stable is first checked; the wait then doubles each time. */
const firstLook = 1_000;
const longestPause = 30_000;

interface Watched {
  service: OperationEvent;
  next: number;
  pause: number;
}

/**
 * Checks the ECS services an operation is waiting for. CloudFormation reports only that a service did not become stable, after a
 * long time, when the tasks that show the reason may be gone.
 *
 * This is best effort: without it, an explanation has only CloudFormation's message.
 */
export class EcsServiceObserver implements OperationObserver {
  private readonly watched = new Map<string, Watched>();
  private readonly found = new Map<string, Diagnostics>();
  private first?: OperationEvent;
  private isDenialReported = false;

  constructor(
    private readonly client: ECSClient,
    /** Receives new reasons why the tasks of a service stop. */
    private readonly onNotice?: (message: string) => void,
  ) {}

  async onEvent(event: OperationEvent): Promise<void> {
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

  /** Checks the services that are due. */
  async onPoll(): Promise<void> {
    const now = Date.now();
    for (const one of this.watched.values()) {
      if (one.next > now) continue;
      one.pause = Math.min(one.pause * 2, longestPause);
      one.next = now + one.pause;
      await this.look(one.service);
    }
  }

  /** Why the tasks of a service stopped, as AWS reports it. */
  evidenceOf(logicalId: string | undefined): readonly string[] {
    return (logicalId && this.found.get(logicalId)?.reasons) || [];
  }

  private async look(service: OperationEvent): Promise<void> {
    const evidence = await readDiagnostics(
      this.client,
      service,
      this.first ?? service,
    ).catch((error: unknown) => {
      this.reportDenial(error);
      return undefined;
    });
    const known = this.found.get(service.logicalId);
    if (!evidence) return;
    // Stopped tasks expire before the service's events do; the tasks' reasons are more precise and are kept.
    if (known?.source === 'tasks' && evidence.source === 'events') return;
    if (evidence.reasons.every(one => known?.reasons.includes(one))) return;
    this.found.set(service.logicalId, evidence);
    this.onNotice?.(
      `Tasks of ${service.logicalId} stop: ${evidence.reasons.join(' · ')}`,
    );
  }

  /** Reports only a denied call: temporary errors may be gone at the next check. */
  private reportDenial(error: unknown): void {
    const isDenied = error instanceof AwsError && error.kind === 'denied';
    if (!isDenied || this.isDenialReported) return;
    this.isDenialReported = true;
    this.onNotice?.(
      `Why tasks stop could not be read. ${error.describeForUser()}`,
    );
  }
}
