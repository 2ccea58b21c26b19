import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  environmentChangePermission,
  environmentCreatePermission,
  environmentDeletePermission,
  toResourceRef,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { checkSuffix } from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';
import type { Task } from './Task';

/** On whose behalf the task runs; a service is no one's user and owns nothing. */
export type Asker = { userRef?: string; ownershipRefs: string[] };

export type Operation = 'create' | 'change' | 'destroy';

/** Who asks, and whether what they asked for may still be begun. */
export interface Authorised {
  asker: Asker;
  /** An earlier run of this attempt was allowed it, and may have begun it. */
  isResumed: boolean;
  /**
   * To be called before anything is begun that is not in flight already.
   *
   * @throws NotAllowedError, or AuthenticationError, when this run is a later one and the permission has gone since
   */
  mayBegin(): Promise<void>;
}

const permissions = {
  create: environmentCreatePermission,
  change: environmentChangePermission,
  destroy: environmentDeletePermission,
};

function requestFor(
  operation: Operation,
  ref: EnvironmentRef,
): AuthorizePermissionRequest {
  return operation === 'create'
    ? { permission: permissions.create }
    : {
        permission: permissions[operation],
        resourceRef: toResourceRef(ref),
      };
}

async function requireAllowed(
  services: Pick<ActionServices, 'permissions'>,
  credentials: BackstageCredentials,
  operation: Operation,
  ref: EnvironmentRef,
): Promise<void> {
  const [decision] = await services.permissions.authorize(
    [requestFor(operation, ref)],
    { credentials },
  );
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You are not allowed to ${operation} environment ${ref.suffix} in ${ref.region}: it needs the permission ${permissions[operation].name}.`,
    );
  }
}

async function whoAsks(
  { auth, userInfo }: Pick<ActionServices, 'auth' | 'userInfo'>,
  credentials: BackstageCredentials,
): Promise<Asker> {
  if (!auth.isPrincipal(credentials, 'user')) return { ownershipRefs: [] };
  const { userEntityRef, ownershipEntityRefs } = await userInfo.getUserInfo(
    credentials,
  );
  return { userRef: userEntityRef, ownershipRefs: ownershipEntityRefs };
}

/** A task's credentials went through JSON, and their dates with them. */
const isExpired = ({ expiresAt }: BackstageCredentials) =>
  expiresAt !== undefined && new Date(expiresAt).getTime() <= Date.now();

/**
 * Asks whether the person who started the task may do this, and who they are.
 *
 * What was allowed when this attempt began is remembered, for a task may be found again after the backend's death: then
 * the environment it creates is there already, and is no reason to ask for the permission to change one. If meanwhile the
 * permission was taken away, or the sign-in, which lasts an hour, is over, that is no reason to leave an operation that is
 * in flight without its end; but nothing is begun any more, and `mayBegin` says so.
 *
 * @param options.operation - asked for once for each attempt; a deployment is a creation or a change
 * @throws NotAllowedError, or AuthenticationError when the sign-in is over and nothing was allowed before
 */
export async function authorise(
  services: Pick<ActionServices, 'auth' | 'permissions' | 'userInfo'>,
  ctx: Task,
  options: {
    operation(): Promise<Operation>;
    ref: EnvironmentRef;
    attempt: number;
  },
): Promise<Authorised> {
  const { ref, attempt } = options;
  const credentials = await ctx.getInitiatorCredentials();
  const require = async (operation: Operation) => {
    // A service that runs a person's task, as this plugin does to see it to its end, has not got that person's permission.
    const isForeign =
      ctx.user?.ref !== undefined &&
      !services.auth.isPrincipal(credentials, 'user');
    if (isForeign || isExpired(credentials)) {
      throw new AuthenticationError(
        'Your sign-in ended before the task could ask what you may do. Start it again.',
      );
    }
    await requireAllowed(services, credentials, operation, ref);
  };
  let isNew = false;
  const { operation, asker } = await ctx.checkpoint<{
    operation: Operation;
    asker: Asker;
  }>({
    key: `allowed.${toResourceRef(ref)}.${attempt}`,
    fn: async () => {
      isNew = true;
      const asked = await options.operation();
      await require(asked);
      return {
        operation: asked,
        asker: await whoAsks(services, credentials),
      };
    },
  });
  return {
    asker,
    isResumed: !isNew,
    async mayBegin() {
      if (!isNew) await require(operation);
    },
  };
}

/** Whether a deployment makes a new environment: remains of a failed creation, and plans nobody executed, are none. */
export async function deployment(
  { access }: Pick<ActionServices, 'access'>,
  ref: EnvironmentRef,
): Promise<Operation> {
  const { free } = await checkSuffix(access, ref);
  return free ? 'create' : 'change';
}
