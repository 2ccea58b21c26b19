import { region } from './Administrator';

const environments = '/api/streamflix/environments/000000000000';

/** A route, with the path of the n-th request of a user who calls it in a loop. */
export interface AttackedRoute {
  name: string;
  path(n: number): string;
  method?: 'POST';
  /** Calls to AWS at once; more for reviews, each of which is a plan. */
  burst?: number;
}

const of = (
  name: string,
  path: AttackedRoute['path'],
  method?: 'POST',
): AttackedRoute => ({ name, path, method });

const ofEnvironment = (name: string, below = `/${name}`) =>
  of(name, n => `${environments}/${region}/none-${n}${below}`);

/** Every route of the backend. */
export const routes: readonly AttackedRoute[] = [
  of('environments', () => '/api/streamflix/environments'),
  of('installation', () => '/api/streamflix/installation'),
  ofEnvironment('status', ''),
  ofEnvironment('stack'),
  ofEnvironment('template'),
  ofEnvironment('authorization'),
  ofEnvironment('operations'),
  ofEnvironment('logs'),
  of('log', n => `${environments}/${region}/none-${n}/logs/service`),
  {
    name: 'reviews',
    path: n => `${environments}/${region}/none-${n}/plans`,
    method: 'POST',
    burst: 100,
  },
  {
    name: 'review',
    path: n =>
      `${environments}/${region}/victim/plans?changeSetArn=arn:aws:cloudformation:${region}:000000000000:changeSet/streamflix-review-${n}/${n}`,
    burst: 100,
  },
  of('events', n => `${environments}/${region}/victim/events?cursor=c${n}`),
  of('operation', n => `${environments}/${region}/victim/operations/op-${n}`),
  of(
    'cancel',
    n => `${environments}/${region}/victim/operations/op-${n}/cancel`,
    'POST',
  ),
  of('suffixes', n => `/api/streamflix/suffixes/default/${region}/none-${n}`),
  of('secrets', () => `/api/streamflix/secrets/default/${region}`),
  of('offers', () => `/api/streamflix/offers/default/${region}`),
  of(
    'accounts',
    n => `/api/streamflix/accounts/default/${region}?environments=${1 + n}`,
  ),
];
