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
