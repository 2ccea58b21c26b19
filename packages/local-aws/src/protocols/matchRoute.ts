import type { Service } from './Service';
import type { WireRequest } from './Protocol';
import { isRestService, type RestService, type Route } from './RestService';

export interface RouteMatch {
  readonly service: RestService;
  readonly route: Route;
  /** Labels of the path, decoded. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The operation with a request's method, path and query; if several match, the most specific one. */
export function matchRoute(
  request: Pick<WireRequest, 'method' | 'path' | 'query'>,
  services: readonly Service[],
): RouteMatch | undefined {
  const matches = services.filter(isRestService).flatMap(service =>
    service.routes.flatMap(route => {
      const labels = labelsOf(route, request);
      return labels ? [{ service, route, labels }] : [];
    }),
  );
  return matches.sort((a, b) => demands(b.route) - demands(a.route))[0];
}

function demands(route: Route): number {
  return Object.keys(route.whenQuery ?? {}).length;
}

function labelsOf(
  route: Route,
  { method, path, query }: Pick<WireRequest, 'method' | 'path' | 'query'>,
): Record<string, string> | undefined {
  if (route.method !== method) return undefined;
  for (const [name, value] of Object.entries(route.whenQuery ?? {})) {
    if (!query.has(name) || (value && query.get(name) !== value)) {
      return undefined;
    }
  }
  const match = patternOf(route.path).exec(path);
  if (!match) return undefined;
  try {
    return Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [
        name,
        decodeURIComponent(value),
      ]),
    );
  } catch {
    // An invalid percent-encoding: no resource can have that name.
    return undefined;
  }
}

function patternOf(path: string): RegExp {
  const pattern = path
    .replace(/[.]/g, '\\$&')
    .replace(/\{(\w+)(\+?)\}/g, (_label, name, greedy) =>
      greedy ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
    );
  return new RegExp(`^${pattern}/?$`);
}
