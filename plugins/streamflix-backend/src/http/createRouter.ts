import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  checkSuffix,
  listSecretNames,
  readStack,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Request } from 'express';
import Router from 'express-promise-router';
import type { StatusCollector } from '../collection/StatusCollector';
import type { EnvironmentAuthorizer } from '../permissions/EnvironmentAuthorizer';
import { describeInstallation, resolvePlace } from '../places';
import { hideAwsErrors } from './hideAwsErrors';
import {
  environmentPath,
  eventsQuery,
  parse,
  placePath,
  secretsQuery,
  statusQuery,
  suffixPath,
} from './requests';

/** Routes under `/api/streamflix`; their answers are typed in streamflix-common. */
export function createRouter(options: {
  access: AwsAccess;
  authorizer: EnvironmentAuthorizer;
  collector: StatusCollector;
  httpAuth: HttpAuthService;
  logger: LoggerService;
}) {
  const { access, authorizer, collector, httpAuth, logger } = options;
  const caller = (request: Request) =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });
  const router = Router();

  router.get('/environments', async (request, response) => {
    const mayRead = await authorizer.readSome(await caller(request));
    const list = await collector.list();
    response.json({ ...list, items: list.items.filter(mayRead) });
  });

  router.get(
    '/environments/:account/:region/:suffix',
    async (request, response) => {
      const ref = parse(environmentPath, request.params);
      await authorizer.read(await caller(request), ref);
      const { refresh } = parse(statusQuery, request.query);
      const place = await resolvePlace(access, ref);
      response.json(
        await collector.status(place, { refresh: refresh === 'true' }),
      );
    },
  );

  router.get(
    '/environments/:account/:region/:suffix/events',
    async (request, response) => {
      const ref = parse(environmentPath, request.params);
      await authorizer.read(await caller(request), ref);
      const { cursor } = parse(eventsQuery, request.query);
      const place = await resolvePlace(access, ref);
      response.json(await collector.events(place, cursor));
    },
  );

  router.get(
    '/environments/:account/:region/:suffix/stack',
    async (request, response) => {
      const ref = parse(environmentPath, request.params);
      await authorizer.read(await caller(request), ref);
      const place = await resolvePlace(access, ref);
      response.json(await readStack(access, place));
    },
  );

  router.get('/installation', async (request, response) => {
    await authorizer.readSome(await caller(request));
    response.json(await describeInstallation(access));
  });

  router.get(
    '/suffixes/:account/:region/:suffix',
    async (request, response) => {
      await authorizer.create(await caller(request));
      const ref = parse(suffixPath, request.params);
      response.json(await checkSuffix(access, await resolvePlace(access, ref)));
    },
  );

  router.get('/secrets/:account/:region', async (request, response) => {
    await authorizer.createOrChange(await caller(request));
    const place = await resolvePlace(access, parse(placePath, request.params));
    const { prefix } = parse(secretsQuery, request.query);
    response.json(await listSecretNames(access, place, prefix));
  });

  router.use(hideAwsErrors(logger));
  return router;
}
