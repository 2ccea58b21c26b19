import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';

/** Milliseconds that requests in progress have to end, once the plugins have stopped. */
const grace = 2_000;

/** Milliseconds between two times that what is still open is closed: others may connect again until the server has stopped. */
const interval = 250;

/**
 * Backstage's HTTP server with its default middleware. At shutdown it closes the connections that are still open: a poll of
 * the event bus lasts 55 s and a log of a task as long as the task, and the process would wait for them.
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
