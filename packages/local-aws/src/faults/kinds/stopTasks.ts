import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { resourceLimits } from '../limits';

const { type: _type, ...serviceLimits } = resourceLimits;

/** The tasks of an ECS service keep stopping, so that it never becomes stable. */
export const stopTasks = defineFault(
  'stop-tasks',
  z
    .strictObject({
      kind: z.literal('stop-tasks'),
      reason: z.string().min(1),
      stopCode: z
        .enum([
          'TaskFailedToStart',
          'EssentialContainerExited',
          'ServiceSchedulerInitiated',
        ])
        .optional(),
      exitCode: z.int().min(0).max(255).optional(),
      /** What its containers write into their log before they exit. */
      log: z.array(z.string()).optional(),
      ...serviceLimits,
    })
    .refine(
      ({ exitCode, stopCode = 'TaskFailedToStart' }) =>
        exitCode === undefined || stopCode !== 'TaskFailedToStart',
      {
        path: ['exitCode'],
        error:
          'is for containers that ran; choose the stopCode EssentialContainerExited',
      },
    ),
  ({ reason, stopCode = 'TaskFailedToStart', exitCode, log }) => ({
    onResource: ({ type, operation, during }) =>
      type === 'AWS::ECS::Service' &&
      operation !== 'delete' &&
      during === 'deploy'
        ? { kind: 'stop-tasks', tasks: { reason, stopCode, exitCode, log } }
        : undefined,
  }),
);
