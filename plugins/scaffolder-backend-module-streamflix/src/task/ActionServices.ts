import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type {
  AuthorizationServices,
  AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { TaskLog } from './TaskLog';

/**
 * What the actions need from their process.
 */
export interface ActionServices extends AuthorizationServices {
  access: AwsAccess;
  auditor: AuditorService;
  events: EventsService;
  catalog: CatalogService;
  /** The backend's own log, for what does not belong in the task's log. */
  logger: LoggerService;
  /** Aborted when the backend shuts down. */
  shutdown: AbortSignal;
  /** Milliseconds the catalog may take to show a deployed environment; 5,000 by default. */
  catalogTimeout?: number;
  /** Base URL of the app, for links in the log; without it there are none. */
  appUrl?: string;
  /** Without it, a resumed task repeats earlier log lines. */
  taskLog?: TaskLog;
}
