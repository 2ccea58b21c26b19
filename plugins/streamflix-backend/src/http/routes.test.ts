import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { routesOf } from '../__testUtils__/routesOf';

/** Method and path of every row of the tables in the documentation. */
function documented(): string[] {
  const page = readFileSync(
    resolve(__dirname, '../../../../docs/http-api.md'),
    'utf8',
  );
  let method = '';
  return page.split('\n').flatMap(line => {
    method = /^\| `(GET|POST)`/.exec(line)?.[1] ?? method;
    const path = /^\| `(\/[^`?]*)/.exec(line)?.[1];
    return path ? `${method} ${path.replaceAll('*', '')}` : [];
  });
}

it('The page about the HTTP API lists every route and no other', () => {
  const routes = routesOf().map(({ method, path }) => `${method} ${path}`);
  expect(documented().sort()).toEqual(routes.sort());
});
