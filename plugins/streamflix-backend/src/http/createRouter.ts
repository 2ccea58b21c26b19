import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import type {
  AuditorService,
  AuthService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type {
  ContainerLogList,
  EnvironmentFacts,
  EnvironmentRef,
  Installation,
  SuffixAvailability,
} from '@streamflix/backstage-plugin-streamflix-common';
import { checkAccount } from '@streamflix/backstage-plugin-streamflix-node';
import type {
  AuthorizationServices,
  AwsAccess,
  ListedEnvironment,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Request, RequestHandler } from 'express';
import Router from 'express-promise-router';
import type { EnvironmentReader } from '../collection/EnvironmentReader';
import type { HistoryReader } from '../collection/HistoryReader';
import type { OperationWatches } from '../collection/OperationWatches';
import type { StatusCollector } from '../collection/StatusCollector';
import { CallBudget } from '../limits/CallBudget';
import type { EnvironmentAuthorizer } from '../permissions/EnvironmentAuthorizer';
import type { Reviews } from '../reviews/Reviews';
import { describeInstallation, resolveAwsTarget } from '../targets';
import { historyFor } from '../collection/historyFor';
import { addReviewRoutes } from './addReviewRoutes';
import { hideInternals } from './hideInternals';
import { addOperationRoutes } from './operationRoutes';
import { JsonResponses } from './JsonResponses';
import { readOpenApi } from './readOpenApi';
import {
  accountQuery,
  environmentPath,
  eventsQuery,
  logPath,
  parse,
  targetPath,
  statusQuery,
  suffixPath,
} from '../requests';

const factsOf = ({ ref, stack }: ListedEnvironment): EnvironmentFacts => ({
  ...ref,
  blueprint: stack.blueprint,
  owner: stack.owner,
});

/** Calls to AWS that a check of an account usually makes. */
const callsOfAccountCheck = 25;

const mayNotSee = () =>
  new NotAllowedError('You do not have permission to see this environment.');

const notFound = ({ account, region, suffix }: EnvironmentRef) =>
  new NotFoundError(
    `There is no environment ${suffix} in ${region} of account ${account}.`,
  );

/** Routes under `/api/streamflix`; streamflix-common defines the types of their responses. */
export function createRouter(options: {
  access: AwsAccess;
  auditor: AuditorService;
  auth: AuthService;
  authorizer: EnvironmentAuthorizer;
  /** For what a user starts here. */
  authorization: AuthorizationServices;
  collector: StatusCollector;
  history: HistoryReader;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  reader: EnvironmentReader;
  watches: OperationWatches;
  reviews: Reviews;
}) {
  const { access, auth, authorizer, collector, history, httpAuth } = options;
  const { logger, reader } = options;
  const budget = new CallBudget();
  const responses = new JsonResponses();
  const router = Router();

  /** The caller's credentials and AWS call budget. */
  async function callerOf(request: Request) {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const user = auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : 'services';
    return { credentials, spend: budget.of(user) };
  }

  /** The environment of the request as AWS describes it now, if the caller may read it. Later reads use this stack. */
  async function readableOf(request: Request) {
    const ref = parse(environmentPath, request.params);
    const caller = await callerOf(request);
    const mayRead = await authorizer.read(caller.credentials);
    const target = await resolveAwsTarget(access, ref);
    const { environment } = await reader.find(target, caller.spend);
    if (!mayRead(environment && factsOf(environment))) throw mayNotSee();
    if (!environment) throw notFound(ref);
    return { ...caller, environment };
  }

  /** The environment of the request, if the caller may see its logs: no filter finds every secret that a program prints. */
  async function loggedOf(request: Request) {
    const found = await readableOf(request);
    const { update } = await authorizer.authorization(
      found.credentials,
      factsOf(found.environment),
    );
    if (!update.allowed) {
      throw new NotAllowedError(
        'Only users who can change this environment can see its logs.',
      );
    }
    return found;
  }

  router.get('/environments', async (request, response) => {
    const { credentials } = await callerOf(request);
    const { mayRead, key } = await authorizer.readDecision(credentials);
    await responses.send(request, response, await collector.list(), {
      key,
      of: list => ({ ...list, items: list.items.filter(mayRead) }),
    });
  });

  router.get(
    '/environments/:account/:region/:suffix',
    async (request, response) => {
      const ref = parse(environmentPath, request.params);
      const { refresh, alarms } = parse(statusQuery, request.query);
      const { credentials, spend } = await callerOf(request);
      const mayRead = await authorizer.read(credentials);
      const target = await resolveAwsTarget(access, ref);
      const status = await collector.status(target, {
        refresh: refresh === 'true',
        spend,
      });
      // Only a user who could read the environment before may learn that it cannot be read now.
      const facts =
        status.summary ??
        (status.health === 'unknown'
          ? await collector.listed(target)
          : undefined);
      if (!mayRead(facts)) throw mayNotSee();
      // Only the page of the environment shows them, and they are read for the user who opens it.
      await responses.send(
        request,
        response,
        alarms === 'true'
          ? { ...status, alarms: await reader.alarms(status, spend) }
          : status,
      );
    },
  );

  router.get(
    '/environments/:account/:region/:suffix/events',
    async (request, response) => {
      const { cursor } = parse(eventsQuery, request.query);
      const { environment, spend } = await readableOf(request);
      response.json(await reader.events(environment, cursor, spend));
    },
  );

  router.get(
    '/environments/:account/:region/:suffix/operations',
    async (request, response) => {
      const ref = parse(environmentPath, request.params);
      const { credentials, spend } = await callerOf(request);
      const mayRead = await authorizer.read(credentials);
      const target = await resolveAwsTarget(access, ref);
      const { environment } = await reader.find(target, spend);
      const found =
        environment && mayRead(factsOf(environment))
          ? await history.of(environment, mayRead, spend)
          : await history.ofDeleted(target, mayRead, spend);
      if (!found) {
        throw environment || !mayRead(undefined) ? mayNotSee() : notFound(ref);
      }
      const { owner, blueprint } = found;
      const { update } = await authorizer.authorization(credentials, {
        ...target,
        owner,
        blueprint,
      });
      response.json(historyFor(found, update.allowed));
    },
  );

  router.get(
    '/environments/:account/:region/:suffix/stack',
    async (request, response) => {
      const { environment, spend } = await readableOf(request);
      response.json(await reader.stack(environment, spend));
    },
  );

  router.get(
    '/environments/:account/:region/:suffix/template',
    async (request, response) => {
      const { environment, spend } = await readableOf(request);
      response.json(await reader.template(environment, spend));
    },
  );

  router.get(
    '/environments/:account/:region/:suffix/logs',
    async (request, response) => {
      const { environment } = await loggedOf(request);
      const { stackArn } = environment.stack;
      const logs: ContainerLogList = {
        containers: [...access.containerLogs.get(stackArn)],
      };
      response.json(logs);
    },
  );

  router.get(
    '/environments/:account/:region/:suffix/logs/:source',
    async (request, response) => {
      const { source } = parse(logPath, request.params);
      const { environment, spend } = await loggedOf(request);
      response.json(await reader.log(environment, source, spend));
    },
  );

  router.get(
    '/environments/:account/:region/:suffix/authorization',
    async (request, response) => {
      const { credentials, environment } = await readableOf(request);
      response.json(
        await authorizer.authorization(credentials, factsOf(environment)),
      );
    },
  );

  addOperationRoutes(router, { ...options, budget });
  addReviewRoutes(router, options);

  router.get('/installation', async (request, response) => {
    const { credentials } = await callerOf(request);
    await authorizer.read(credentials);
    const installation: Installation = {
      ...(await describeInstallation(access)),
      ...(await authorizer.describeCaller(credentials)),
    };
    response.json(installation);
  });

  router.get(
    '/suffixes/:account/:region/:suffix',
    async (request, response) => {
      const ref = parse(suffixPath, request.params);
      const { credentials, spend } = await callerOf(request);
      const { mayRead, assertMayCreateIn } = await authorizer.create(
        credentials,
      );
      const target = await resolveAwsTarget(access, ref);
      assertMayCreateIn(target);
      const { free, environment } = await reader.find(target, spend);
      const availability: SuffixAvailability =
        environment && mayRead(factsOf(environment))
          ? {
              free,
              owner: environment.stack.owner,
              stackStatus: environment.stack.status,
            }
          : { free };
      response.json(availability);
    },
  );

  router.get('/secrets/:account/:region', async (request, response) => {
    const given = parse(targetPath, request.params);
    const { credentials, spend } = await callerOf(request);
    const assertMayUse = await authorizer.createOrUpdate(credentials);
    const target = await resolveAwsTarget(access, given);
    assertMayUse(target);
    response.json(await reader.secretNames(target, spend));
  });

  router.get('/offers/:account/:region', async (request, response) => {
    const given = parse(targetPath, request.params);
    const { credentials, spend } = await callerOf(request);
    const assertMayUse = await authorizer.createOrUpdate(credentials);
    const target = await resolveAwsTarget(access, given);
    assertMayUse(target);
    response.json(await reader.offers(target, spend));
  });

  router.get('/accounts/:account/:region', async (request, response) => {
    const given = parse(targetPath, request.params);
    const { environments } = parse(accountQuery, request.query);
    const { credentials, spend } = await callerOf(request);
    if (!(await authorizer.mayCheckAccounts(credentials))) {
      throw new NotAllowedError(
        'You do not have permission to check AWS accounts.',
      );
    }
    const target = await resolveAwsTarget(access, given);
    response.json(
      await spend(callsOfAccountCheck, () =>
        checkAccount(access, target, {
          environments,
          describeError: error => error.describeForUser(),
        }),
      ),
    );
  });

  // Only for its route: it would also validate other requests, and report invalid values by repeating them. Created when asked,
  // because it compiles every schema of the document, which takes longer than the rest of the start.
  let openApi: RequestHandler | undefined;
  router.get('/openapi.json', (...handled) => {
    openApi ??= createValidatedOpenApiRouter(readOpenApi());
    openApi(...handled);
  });
  router.use(hideInternals(logger));
  return router;
}
