import { z } from 'zod/v4';

/** Topic on which the end of an operation is told, so that the catalog and the caches need not wait for their schedule. */
export const environmentTopic = 'streamflix.environment';

/** Shape of the events of `environmentTopic`; what arrives there may come from anybody. */
export const environmentChangedSchema = z.object({
  ref: z.object({
    account: z.string(),
    region: z.string(),
    suffix: z.string(),
  }),
  /** What is true of the stack now: it is there, or it is gone. */
  state: z.enum(['present', 'absent']),
});

export type EnvironmentChanged = z.infer<typeof environmentChangedSchema>;

/** Topic on which a follower says that it has seen an operation start or end, so that its outcome is published without delay. */
export const operationTopic = 'streamflix.operation';

/** Shape of the events of `operationTopic`. It is a hint: whoever receives it looks at AWS. */
export const operationSeenSchema = z.object({
  ref: environmentChangedSchema.shape.ref,
  stackArn: z.string(),
});

export type OperationSeen = z.infer<typeof operationSeenSchema>;
