import { setTimeout as sleep } from 'node:timers/promises';
import type { NotificationSeverity } from '@backstage/plugin-notifications-common';
import {
  toResourceRef,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type {
  DeploymentOutcome,
  DestructionOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import { parseEntityRef } from '@backstage/catalog-model';
import { entityRefOf } from '../actions/entityRefOf';
import type { ActionServices } from '../ActionServices';
import { initiatorOf } from './audit';
import { FailedEnding } from './FailedEnding';
import type { Task } from './Task';

type Ending = DeploymentOutcome | DestructionOutcome;

type Telling = [title: string, severity: NotificationSeverity];

/** What is worth telling somebody who does not watch, and how loudly. Nothing happened in the endings that are not here. */
const tellings = {
  deploy: {
    created: ['was created', 'normal'],
    updated: ['was changed', 'normal'],
    cancelled: ['was cancelled', 'low'],
    'rolled-back': ['could not be deployed', 'high'],
    failed: ['could not be deployed', 'high'],
    'needs-attention': ['needs attention', 'critical'],
  },
  destroy: {
    destroyed: ['was destroyed', 'normal'],
    failed: ['could not be destroyed', 'high'],
    'needs-attention': ['needs attention', 'critical'],
  },
} satisfies {
  deploy: Partial<Record<DeploymentOutcome['outcome'], Telling>>;
  destroy: Partial<Record<DestructionOutcome['outcome'], Telling>>;
};

/** Milliseconds a task waits for notifications, which are none of its business. */
const patience = 10_000;

const nameOf = ({ suffix, region }: EnvironmentRef) => `${suffix} in ${region}`;

/** A service that asked has a name, but nobody reads its notifications. */
const isEntityRef = (ref: string) => /^(user|group):/.test(ref);

/** Where a person sees more: the environment, or what is left when it is gone. */
function linkTo({ outcome, ref, stackStatus }: Ending): string {
  const isGone =
    outcome === 'destroyed' || ['', 'DELETE_COMPLETE'].includes(stackStatus);
  if (isGone) return '/streamflix';
  const { kind, namespace, name } = parseEntityRef(entityRefOf(ref));
  return `/catalog/${namespace}/${kind.toLocaleLowerCase('en-US')}/${name}`;
}

/**
 * Tells the owner and whoever asked how an operation ended. Another attempt of the same task takes the place of what was
 * told of the one before.
 *
 * It fails nothing: without the notifications plugin nobody is told.
 *
 * @param owner - entity reference of the owner, where it is known
 */
export async function notify(
  services: Pick<ActionServices, 'auth' | 'notifications'>,
  ctx: Task,
  options: {
    operation: keyof typeof tellings;
    ending: Ending;
    owner?: string;
  },
): Promise<void> {
  const { notifications } = services;
  const { operation, ending, owner } = options;
  const told: Partial<Record<Ending['outcome'], Telling>> = tellings[operation];
  const telling = told[ending.outcome];
  if (!notifications || !telling) return;
  const [title, severity] = telling;
  const { ref } = ending;
  const recipients = [owner, await initiatorOf(services, ctx)].filter(
    (one): one is string => one !== undefined && isEntityRef(one),
  );
  if (recipients.length === 0) return;
  const sent = notifications
    .send({
      recipients: { type: 'entity', entityRef: [...new Set(recipients)] },
      payload: {
        title: `Environment ${nameOf(ref)} ${title}`,
        description: new FailedEnding(ending).message,
        link: linkTo(ending),
        severity,
        topic: 'StreamFlix environments',
        scope: `${toResourceRef(ref)} ${ctx.task.id}`,
      },
    })
    .catch((error: unknown) => {
      // Not installed is no fault.
      if (/\b404\b/.test(String(error))) {
        ctx.logger.debug(
          'Nobody is notified: there is no notifications plugin.',
        );
      } else ctx.logger.warn(`Nobody was notified: ${error}`);
    });
  const late = new AbortController();
  await Promise.race([
    sent,
    sleep(patience, undefined, { signal: late.signal }).catch(() => {}),
  ]);
  late.abort();
}
