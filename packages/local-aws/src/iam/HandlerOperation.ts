import type { Fields } from '../world/values';
import type { World } from '../world/World';
import type { KnownResources } from './callResources';
import type { Subject } from './ownArns';

/** One operation of a resource handler. */
export interface HandlerOperation {
  readonly operation: 'create' | 'update' | 'delete';
  /** With the properties the resource is to have, or has when it is deleted, including the stack's tags. */
  readonly subject: Subject;
  /** The properties before an update. */
  readonly before?: Readonly<Fields>;
  /** Whether CloudFormation acts with its caller's permissions, not with a service role. */
  readonly isForwarded: boolean;
  readonly world: World;
  readonly known: Pick<KnownResources, 'secretArn'>;
}
