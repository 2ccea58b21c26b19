import { z } from 'zod/v4';

/**
 * Topic for the end of an operation, so that the catalog and the caches need not wait for their schedule.
 *
 * @public
 */
export const environmentTopic = 'streamflix.environment';

/**
 * Schema of the events of `environmentTopic`. Any plugin can publish to the topic, so validate each event.
 *
 * @public
 */
export const environmentChangedSchema = z.object({
  ref: z.object({
    account: z.string(),
    region: z.string(),
    suffix: z.string(),
  }),
  /** Whether the stack exists now. */
  state: z.enum(['present', 'absent']),
});

/** @public */
export type EnvironmentChanged = z.infer<typeof environmentChangedSchema>;

/**
 * Topic for the start and end of an operation, as seen by a follower, so that the outcome is published without delay.
 *
 * @public
 */
export const operationTopic = 'streamflix.operation';

/**
 * Schema of the events of `operationTopic`. An event is only a hint: subscribers read the actual state from AWS.
 *
 * @public
 */
export const operationSeenSchema = z.object({
  ref: environmentChangedSchema.shape.ref,
  stackArn: z.string(),
});

/** @public */
export type OperationSeen = z.infer<typeof operationSeenSchema>;

/**
 * Channel of Backstage's signals on which the backend reports that an operation has new events. The message is its environment and
 * id; what happened is read from the route, which checks permissions.
 *
 * @public
 */
export const operationChannel = 'streamflix:operation';

/**
 * Channel of Backstage's signals on which the backend reports that environments have changed. The message has only their references;
 * what changed is read from the routes, which check permissions.
 *
 * @public
 */
export const environmentsChannel = 'streamflix:environments';

/** @public */
export type EnvironmentsSignal = {
  refs: { account: string; region: string; suffix: string }[];
};
