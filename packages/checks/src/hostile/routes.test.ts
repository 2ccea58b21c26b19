import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { routes } from './routes';

/** Method and path of every route in the documentation, which a test of the backend compares with its router. */
function documented(): string[] {
  const page = readFileSync(
    resolve(__dirname, '../../../../docs/http-api.md'),
    'utf8',
  );
  let method = '';
  return page.split('\n').flatMap(line => {
    method = /^\| `(GET|POST)`/.exec(line)?.[1] ?? method;
    const path = /^\| `(\/[^`?]*)/.exec(line)?.[1];
    return path ? `${method} /api/streamflix${path.replaceAll('*', '')}` : [];
  });
}

it('Every route of the backend is attacked', () => {
  const attacked = routes.map(
    ({ method = 'GET', path }) => `${method} ${path(1).split('?')[0]}`,
  );
  const spared = documented().filter(route => {
    const pattern = new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`);
    return !attacked.some(path => pattern.test(path));
  });
  expect(documented()).not.toEqual([]);
  expect(spared).toEqual([]);
});
