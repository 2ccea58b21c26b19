import { routesOf } from '../__testUtils__/routesOf';
import { readOpenApi } from './readOpenApi';

describe('the OpenAPI document', () => {
  it('describes the routes that there are, and no other', () => {
    const { paths } = readOpenApi();
    const described = Object.entries<object>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
    );
    const routes = routesOf().map(
      ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(described.sort()).toEqual(routes.sort());
  });
});
