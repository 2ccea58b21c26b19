import type { EnvironmentEvent } from '@streamflix/backstage-plugin-streamflix-common';
import type { Count } from './ProgressCounter';

/** `17/84 · DatabaseWriter · CREATE_COMPLETE` */
export const progressLine = (
  { done, total }: Count,
  event: Pick<EnvironmentEvent, 'logicalId' | 'status'>,
) => `${done}/${total} · ${event.logicalId} · ${event.status}`;
