import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { routes } from './routes';

/** Method and path of every route in the OpenAPI document, which a test of the backend compares with its router. */
function documented(): string[] {
  const { paths } = parse(
    readFileSync(
      resolve(
        __dirname,
        '../../../../plugins/streamflix-backend/src/schema/openapi.yaml',
      ),
      'utf8',
    ),
  ) as { paths: Record<string, object> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      method => `${method.toUpperCase()} /api/streamflix${path}`,
    ),
  );
}

it('Every route of the backend is attacked', () => {
  const attacked = routes.map(
    ({ method = 'GET', path }) => `${method} ${path(1).split('?')[0]}`,
  );
  const spared = documented().filter(route => {
    const pattern = new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}$`);
    return !attacked.some(path => pattern.test(path));
  });
  expect(documented()).not.toEqual([]);
  expect(spared).toEqual([]);
});
