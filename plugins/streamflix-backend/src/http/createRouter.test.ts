import type { ILayer } from 'express-serve-static-core';
import { createRouter } from './createRouter';
import { readOpenApi } from './readOpenApi';

/** `GET /environments/{account}` of every route that a router has. */
const routesIn = (stack: ILayer[]) =>
  stack.flatMap(({ route }) =>
    route
      ? route.stack.map(
          ({ method }: ILayer) =>
            `${method.toUpperCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`,
        )
      : [],
  );

describe('the OpenAPI document', () => {
  it('describes the routes that there are, and no other', () => {
    // No service is used before the first request.
    const router = createRouter({} as Parameters<typeof createRouter>[0]);
    const { paths } = readOpenApi();
    const described = Object.entries<object>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
    );
    const routes = [...new Set(routesIn(router.stack))];
    expect(routes.length).toBeGreaterThan(10);
    expect(described.sort()).toEqual(routes.sort());
  });
});
