import type { z } from 'zod/v4';
import { deny } from './kinds/deny';
import { dropConnection } from './kinds/dropConnection';
import { expireCredentials } from './kinds/expireCredentials';
import { failCall } from './kinds/failCall';
import { failDelete } from './kinds/failDelete';
import { failResource } from './kinds/failResource';
import { failRollback } from './kinds/failRollback';
import { goAway } from './kinds/goAway';
import { hangResource } from './kinds/hangResource';
import { idleVpcLink } from './kinds/idleVpcLink';
import { slowCall } from './kinds/slowCall';
import { stopTasks } from './kinds/stopTasks';
import { throttle } from './kinds/throttle';
import { withdrawVersion } from './kinds/withdrawVersion';

/** All kinds of faults of local AWS. */
export const faultKinds = [
  failResource,
  hangResource,
  stopTasks,
  failRollback,
  failDelete,
  throttle,
  failCall,
  dropConnection,
  slowCall,
  expireCredentials,
  deny,
  goAway,
  withdrawVersion,
  idleVpcLink,
] as const;

/**
 * A fault as it is submitted: its kind, its fields and its limits.
 *
 * @public
 */
export type Fault = z.input<(typeof faultKinds)[number]['schema']>;
