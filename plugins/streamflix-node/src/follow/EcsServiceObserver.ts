import type { AwsClients } from '../aws/AwsAccess';
import { AwsError } from '../aws/AwsError';
import type { ContainerLog } from '../aws/ContainerLogs';
import { readContainerLogs } from '../diagnosis/readContainerLogs';
import { firstFailure } from '../diagnosis/explain';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import type { OperationObserver } from './OperationObserver';
import {
  readDiagnostics,
  type Diagnostics,
} from '../diagnosis/readDiagnostics';

/** Milliseconds until a service that is not stable is first checked; the wait then doubles each time. */
const firstReadDelay = 1_000;
const maxReadInterval = 30_000;

/** The kernel's message for a program of other processors; only the container's log has it. */
const wrongFormat = /exec format error/i;

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
    private readonly clients: Pick<AwsClients, 'ecs' | 'logs'>,
    private readonly options: {
      /** Receives new reasons why the tasks of a service stop. */
      onNotice?: (message: string) => void;
      /** Receives the last lines of the containers that failed last. They may contain secrets: not for a task's log. */
      onContainerLogs?: (logs: readonly ContainerLog[]) => void;
    } = {},
  ) {}

  async onEvent(event: OperationEvent): Promise<void> {
    this.first ??= event;
    if (event.resourceType !== 'AWS::ECS::Service') return;
    const { logicalId, status } = event;
    if (/^(CREATE|UPDATE)_IN_PROGRESS$/.test(status) && event.physicalId) {
      const next = Date.now() + firstReadDelay;
      this.watched.set(logicalId, {
        service: event,
        next,
        pause: firstReadDelay,
      });
    } else {
      this.watched.delete(logicalId);
      if (firstFailure([event])) await this.readDiagnostics(event);
    }
  }

  /** Checks the services that are due. */
  async onPoll(): Promise<void> {
    const now = Date.now();
    for (const one of this.watched.values()) {
      if (one.next > now) continue;
      one.pause = Math.min(one.pause * 2, maxReadInterval);
      one.next = now + one.pause;
      await this.readDiagnostics(one.service);
    }
  }

  /** Why the tasks of a service stopped, as AWS reports it. */
  diagnosticsOf(logicalId: string | undefined): readonly string[] {
    return (logicalId && this.found.get(logicalId)?.reasons) || [];
  }

  private async readDiagnostics(service: OperationEvent): Promise<void> {
    const diagnostics = await readDiagnostics(
      this.clients.ecs,
      service,
      this.first ?? service,
    ).catch((error: unknown) => {
      this.reportDenial(error);
      return undefined;
    });
    const known = this.found.get(service.logicalId);
    if (!diagnostics) return;
    // Stopped tasks expire before the service's events do; the tasks' reasons are more precise and are kept.
    if (known?.source === 'tasks' && diagnostics.source === 'events') return;
    if (diagnostics.reasons.every(one => known?.reasons.includes(one))) return;
    const reasons = await this.withLog(diagnostics);
    this.found.set(service.logicalId, { ...diagnostics, reasons });
    this.options.onNotice?.(
      `Tasks of ${service.logicalId} stop: ${reasons.join(' · ')}`,
    );
  }

  /** Reads the logs of the failed containers. Only a reason that is the kernel's, not the program's, is added to those of ECS. */
  private async withLog({ reasons, task }: Diagnostics) {
    const logs = task
      ? await readContainerLogs(this.clients, task).catch((error: unknown) => {
          this.reportDenial(error);
          return [];
        })
      : [];
    if (logs.length > 0) this.options.onContainerLogs?.(logs);
    const named = logs.find(({ lines }) =>
      lines.some(line => wrongFormat.test(line)),
    );
    return named
      ? [`${named.container}: exec format error`, ...reasons]
      : reasons;
  }

  /** Reports only a denied call: temporary errors may be gone at the next check. */
  private reportDenial(error: unknown): void {
    const isDenied = error instanceof AwsError && error.kind === 'denied';
    if (!isDenied || this.isDenialReported) return;
    this.isDenialReported = true;
    this.options.onNotice?.(
      `Why tasks stop could not be read. ${error.describeForUser()}`,
    );
  }
}
