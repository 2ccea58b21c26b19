import { matchRoute } from './matchRoute';
import type { RestService, Route } from './RestService';

const routes: Route[] = [
  { operation: 'List', method: 'GET', path: '/{Bucket}' },
  {
    operation: 'ListV2',
    method: 'GET',
    path: '/{Bucket}',
    whenQuery: { 'list-type': '2' },
  },
  { operation: 'Get', method: 'GET', path: '/{Bucket}/{Key+}' },
];
const service: RestService = { name: 's3', operations: {}, routes };

const match = (method: string, url: string) => {
  const { pathname, searchParams } = new URL(url, 'http://host');
  const found = matchRoute({ method, path: pathname, query: searchParams }, [
    service,
    { name: 'sts', operations: {} },
  ]);
  return found && [found.route.operation, found.labels];
};

describe('a route of a REST service', () => {
  it('is found by method and path, its labels decoded', () => {
    expect(match('GET', '/b/a%20folder/file%2B1')).toEqual([
      'Get',
      { Bucket: 'b', Key: 'a folder/file+1' },
    ]);
    expect(match('PUT', '/b/k')).toBeUndefined();
  });

  it('yields to a route with more conditions', () => {
    expect(match('GET', '/b')).toEqual(['List', { Bucket: 'b' }]);
    expect(match('GET', '/b/?list-type=2')).toEqual([
      'ListV2',
      { Bucket: 'b' },
    ]);
    expect(match('GET', '/b?list-type=1')?.[0]).toBe('List');
  });

  it('is not found at a path that cannot be decoded', () => {
    expect(match('GET', '/b/100%')).toBeUndefined();
  });
});
