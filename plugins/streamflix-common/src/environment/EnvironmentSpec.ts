import { z } from 'zod/v4';
import { api } from './schema/api';
import { cache } from './schema/cache';
import { database } from './schema/database';
import {
  account,
  costCenter,
  deletionProtection,
  identity,
  tags,
} from './schema/identity';
import { network } from './schema/network';
import { observability } from './schema/observability';
import { secrets } from './schema/secrets';
import {
  deadLetters,
  encryption,
  registry,
  storage,
  stream,
} from './schema/stores';
import { service, worker } from './schema/tasks';

/**
 * The complete specification of an environment. No value is left to a default.
 *
 * @public
 */
export const environmentSpecSchema = z.strictObject({
  ...identity,
  account,
  costCenter,
  network,
  service,
  worker,
  api,
  database,
  cache,
  storage,
  stream,
  deadLetters,
  registry,
  encryption,
  observability,
  secrets,
  tags,
  deletionProtection,
  /** Exact version of PostgreSQL, such as 16.13; chosen by the plan from what AWS offers the account. */
  databaseVersion: z
    .string()
    .regex(/^\d{2}\.\d{1,2}$/)
    .optional(),
});

/**
 * What a user or a caller provides: identity, target, blueprint, and any value that differs from the blueprint's.
 *
 * @public
 */
export const environmentInputSchema = z.strictObject({
  ...identity,
  account,
  costCenter: costCenter.optional(),
  network: network.partial().optional(),
  service: service.partial().optional(),
  worker: worker.partial().optional(),
  api: api.partial().optional(),
  database: database.partial().optional(),
  cache: cache.partial().optional(),
  storage: storage.partial().optional(),
  stream: stream.partial().optional(),
  deadLetters: deadLetters.partial().optional(),
  registry: registry.partial().optional(),
  encryption: encryption.partial().optional(),
  observability: observability.partial().optional(),
  secrets: secrets.partial().optional(),
  tags: tags.optional(),
  deletionProtection: deletionProtection.optional(),
});

/**
 * A complete, valid specification. Only `resolveSpec` creates one.
 *
 * @public
 */
export type EnvironmentSpec = z.infer<typeof environmentSpecSchema>;

/**
 * Input that `resolveSpec` completes from the blueprint.
 *
 * @public
 */
export type EnvironmentInput = z.infer<typeof environmentInputSchema>;
