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
import type { TaskLog } from './task/TaskLog';

/** What the actions need of the process they run in. */
export interface ActionServices extends AuthorizationServices {
  access: AwsAccess;
  auditor: AuditorService;
  events: EventsService;
  catalog: CatalogService;
  /** The backend's own log, for what is not meant for the task's. */
  logger: LoggerService;
  /** Aborted once the backend shuts down. */
  shutdown: AbortSignal;
  /** Milliseconds the catalog may take to show an environment that was deployed; 5,000 when left out. */
  catalogTimeout?: number;
  /** Left out, a task that is resumed logs what it had logged before. */
  taskLog?: TaskLog;
}
