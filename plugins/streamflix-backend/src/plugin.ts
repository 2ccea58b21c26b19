import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { operationChannel } from '@streamflix/backstage-plugin-streamflix-common';
import {
  DurationLearner,
  streamflixAwsServiceRef,
} from '@streamflix/backstage-plugin-streamflix-node';
import { CollectionLease } from './collection/CollectionLease';
import { EnvironmentReader } from './collection/EnvironmentReader';
import { EventConsumer } from './collection/EventConsumer';
import { HistoryReader } from './collection/HistoryReader';
import { DurationsCache } from './collection/DurationsCache';
import { OperationWatches } from './collection/OperationWatches';
import { logUnread } from './collection/logUnread';
import { PushedTargets } from './collection/PushedTargets';
import { ReadingCache } from './collection/ReadingCache';
import { RefreshQueue } from './collection/RefreshQueue';
import { scheduleCollection } from './collection/scheduleCollection';
import { signalChanges } from './collection/signalChanges';
import { StatusCache } from './collection/StatusCache';
import { StatusCollector } from './collection/StatusCollector';
import { FaultTolerantCache } from './collection/FaultTolerantCache';
import { subscribeToChanges } from './collection/subscribeToChanges';
import { createRouter } from './http/createRouter';
import { withCounting } from './limits/countCalls';
import { EnvironmentAuthorizer } from './permissions/EnvironmentAuthorizer';
import { OutcomeChannels } from './outcomes/OutcomeChannels';
import { OutcomePublisher } from './outcomes/OutcomePublisher';
import { OutcomeStore } from './outcomes/OutcomeStore';
import { schedulePublishing } from './outcomes/schedulePublishing';
import { StoredDiagnostics } from './outcomes/StoredDiagnostics';
import { Reviews } from './reviews/Reviews';
import { registerPermissions } from './permissions/registerPermissions';
import { withCachedFailures } from './targets';

/**
 * Lists StreamFlix environments, reports their actual status, and reports what a user may do.
 *
 * @public
 */
export const streamflixPlugin = createBackendPlugin({
  pluginId: 'streamflix',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        aws: streamflixAwsServiceRef,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, config, events, httpAuth, logger } = deps;
        deps.lifecycle.addShutdownHook(logUnread(logger));
        const shared = new FaultTolerantCache(deps.cache, logger);
        const store = await OutcomeStore.create(deps.database);
        const access = withCounting(
          withCachedFailures({
            ...deps.aws,
            diagnostics: await StoredDiagnostics.create(
              deps.database,
              deps.aws.diagnostics,
              logger,
            ),
            readings: new ReadingCache(shared, deps.aws.readings),
          }),
        );
        const { refreshInterval } = access.settings;
        const cache = new StatusCache(
          shared,
          Math.max(3600, 10 * refreshInterval),
          signalChanges(deps.signals, logger),
        );
        const isQuiet =
          config.getOptionalBoolean('streamflix.notifications') === false;
        const channels = new OutcomeChannels({
          auditor: deps.auditor,
          events,
          logger,
          notifications: isQuiet ? undefined : deps.notifications,
        });
        const learner = new DurationLearner();
        const durations = new DurationsCache(shared, learner);
        const watches = new OperationWatches({
          access,
          learner,
          durations,
          logger,
          onChange({ ref, id, viewers }) {
            deps.signals
              .publish({
                recipients: { type: 'user', entityRef: viewers },
                channel: operationChannel,
                // Only what identifies it: the route decides who may read it.
                message: { ...ref, id },
              })
              .catch(error =>
                logger.debug(`A signal could not be published: ${error}`),
              );
          },
        });
        deps.lifecycle.addShutdownHook(() => watches.stop());
        const publisher = new OutcomePublisher(
          access,
          channels,
          store,
          logger,
          { learner },
        );
        const pushed = new PushedTargets(cache, refreshInterval);
        const collector = new StatusCollector(
          access,
          cache,
          logger,
          listing => void publisher.reconcile(listing),
          await CollectionLease.create(deps.database),
          pushed,
        );
        const reader = new EnvironmentReader(access);
        registerPermissions(deps.permissionsRegistry, access, collector);
        await scheduleCollection(deps.scheduler, collector, refreshInterval);
        await schedulePublishing({ ...deps, access, publisher });
        await subscribeToChanges({ access, collector, events, logger, reader });
        const consumer = new EventConsumer({
          access,
          logger,
          pushed,
          refreshes: new RefreshQueue(ref => {
            reader.forget(ref);
            return collector.changed(ref);
          }),
          ownersOf: (target, resource) => collector.ownersOf(target, resource),
          isReadSince: (ref, moment) => collector.isReadSince(ref, moment),
        });
        deps.lifecycle.addShutdownHook(() => consumer.stop());
        consumer.start();
        deps.httpRouter.use(
          createRouter({
            access,
            auditor: deps.auditor,
            auth,
            authorizer: new EnvironmentAuthorizer(deps),
            authorization: deps,
            collector,
            history: new HistoryReader(
              access,
              stackArn => store.outcomesOf(stackArn),
              logger,
            ),
            httpAuth,
            logger,
            reader,
            watches,
            reviews: new Reviews(access, durations, deps),
          }),
        );
      },
    });
  },
});
