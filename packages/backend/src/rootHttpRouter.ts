import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';

/** Milliseconds for requests in progress to finish, once the plugins have stopped. */
const grace = 2_000;

/** Milliseconds between two rounds of closing open connections: clients may connect again until the server has stopped. */
const interval = 250;

/**
 * Backstage's HTTP server with its default middleware. At shutdown it closes the connections that are still open: a poll of the
 * event bus lasts 55 s, the log of a task lasts as long as the task, and the process would wait for them.
 */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure({ applyDefaults, lifecycle, server }) {
    applyDefaults();
    lifecycle.addShutdownHook(() => {
      setTimeout(
        () => setInterval(() => server.closeAllConnections(), interval).unref(),
        grace,
      ).unref();
    });
  },
});
