import type { PrivateServer } from './PrivateServer';
import type { RealBackendOptions } from './writeConfigFiles';

/** A backend on PostgreSQL and Redis, as in production. With the same servers, backends are replicas. */
export const onServers = ({
  database,
  cache,
}: Record<'database' | 'cache', PrivateServer>) =>
  ({
    database: {
      client: 'pg',
      connection: { host: '127.0.0.1', port: database.port, user: 'postgres' },
    },
    cache: {
      store: 'redis',
      connection: `redis://127.0.0.1:${cache.port}`,
    },
  } satisfies { database: RealBackendOptions['database']; cache: object });
