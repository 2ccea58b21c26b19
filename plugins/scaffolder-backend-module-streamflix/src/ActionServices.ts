import type {
  AuditorService,
  AuthService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { AwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import type { ScaffolderTasks } from './task/ScaffolderTasks';

/** What the actions need of the process they run in. */
export interface ActionServices {
  access: AwsAccess;
  auth: AuthService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
  auditor: AuditorService;
  events: EventsService;
  catalog: CatalogService;
  /** Left out, a task that is taken up again tells what it had told before. */
  tasks?: Pick<ScaffolderTasks, 'lines'>;
  /** Left out where nobody is to be notified. */
  notifications?: NotificationService;
}
