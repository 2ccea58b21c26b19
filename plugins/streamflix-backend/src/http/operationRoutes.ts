import type {
  AuditorService,
  AuthService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type {
  CancelResponse,
  EnvironmentFacts,
  EnvironmentRef,
  Operation,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  BackstageAuthorizer,
  cancelRunningOperation,
  type AuthorizationServices,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import { json, type Request, type Router } from 'express';
import type { OperationWatches } from '../collection/OperationWatches';
import type { CallBudget } from '../limits/CallBudget';
import type { EnvironmentAuthorizer } from '../permissions/EnvironmentAuthorizer';
import { cancelBody, environmentPath, operationPath, parse } from '../requests';
import { resolveAwsTarget } from '../targets';

/** How a cancellation was carried out, as CloudFormation's API action. */
const calls = {
  deletes: 'DeleteStack',
  'rolls-back': 'CancelUpdateStack',
  nothing: 'none',
} as const;

/** Adds the routes of one operation: reading it, and cancelling it. */
export function addOperationRoutes(
  router: Router,
  options: {
    access: AwsAccess;
    auditor: AuditorService;
    auth: AuthService;
    authorizer: EnvironmentAuthorizer;
    authorization: AuthorizationServices;
    budget: CallBudget;
    httpAuth: HttpAuthService;
    watches: OperationWatches;
  },
): void {
  const { access, auth, authorizer, budget, httpAuth, watches } = options;
  const path = '/environments/:account/:region/:suffix/operations/:id';

  /** The operation of the request, if the caller may read its environment. History belongs to the stack, not to its name. */
  async function readableOf(request: Request) {
    const given = parse(environmentPath, request.params);
    const { id } = parse(operationPath, request.params);
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const mayRead = await authorizer.read(credentials);
    const ref: EnvironmentRef = await resolveAwsTarget(access, given);
    const viewer = auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
    const found = await watches.get(ref, id, {
      spend: budget.of(viewer ?? 'services'),
      viewer,
    });
    if (!mayRead(found?.facts)) {
      throw new NotAllowedError(
        'You do not have permission to see this operation.',
      );
    }
    if (!found) {
      throw new NotFoundError(
        `Environment ${ref.suffix} in ${ref.region} has no such operation, or AWS no longer has its events.`,
      );
    }
    return { ...found, ref, id, credentials };
  }

  /** For a caller: what they may do about it; identities in AWS are shown only to users who may change the environment. */
  const forCaller = async (
    operation: Operation,
    facts: EnvironmentFacts,
    credentials: Parameters<EnvironmentAuthorizer['read']>[0],
  ): Promise<Operation> => {
    const { cancel, requester } = operation;
    const isInAws = requester && !/^(user|group):/.test(requester);
    const [mayName, allowed] = await Promise.all([
      !isInAws ||
        authorizer
          .authorization(credentials, facts)
          .then(({ update }) => update.allowed),
      cancel.possible
        ? authorizer.cancellation(credentials, facts, cancel.effect)
        : undefined,
    ]);
    return {
      ...operation,
      requester: mayName ? requester : undefined,
      cancel:
        allowed?.allowed === false
          ? { possible: false, reason: allowed.reason }
          : cancel,
    };
  };

  router.get(path, async (request, response) => {
    const { operation, facts, credentials } = await readableOf(request);
    response.json(await forCaller(operation, facts, credentials));
  });

  router.post(`${path}/cancel`, json(), async (request, response) => {
    const { state } = parse(cancelBody, request.body);
    const user = await httpAuth.credentials(request, { allow: ['user'] });
    const { operation, ref, id } = await readableOf(request);
    const { cancel } = operation;
    if (!cancel.possible) throw new ConflictError(cancel.reason);
    const audited = await options.auditor.createEvent({
      eventId: 'environment-cancel',
      severityLevel: 'medium',
      request,
      meta: { ...ref, operation: operation.id },
    });
    const messages: string[] = [];
    try {
      const cancellation = await cancelRunningOperation(access, {
        ref,
        operation: operation.id.replace(/^deploy-/, ''),
        state,
        authorizer: new BackstageAuthorizer(
          options.authorization,
          async () => user,
        ),
        onNotice: message => messages.push(message),
      });
      await audited.success({ meta: { call: calls[cancellation] } });
    } catch (error) {
      await audited.fail({ error: error as Error });
      throw error;
    }
    await watches.changed(ref, id);
    const answer: CancelResponse = { messages };
    response.json(answer);
  });
}
