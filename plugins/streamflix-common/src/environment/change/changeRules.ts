import type { EnvironmentSpec } from '../EnvironmentSpec';
import { exactPostgresVersion } from '../engineVersions';
import { keepsDatabase } from './fixedValues';

/** A change that AWS would start and then fail. */
export interface ChangeRule {
  /** Path the problem is shown at. */
  path: string;
  /** Message that says what is wrong and what is valid; undefined when there is no problem. */
  check(running: EnvironmentSpec, next: EnvironmentSpec): string | undefined;
}

/** Whether a version such as 16.4 is older than another; `17` is older than `17.1`. */
function isOlder(version: string, than: string): boolean {
  const [major, minor = 0] = version.split('.').map(Number);
  const [otherMajor, otherMinor = 0] = than.split('.').map(Number);
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}

const keepsCache = (running: EnvironmentSpec, next: EnvironmentSpec) =>
  running.cache.kind !== 'none' && running.cache.kind === next.cache.kind;

/** Splits a path into its last part, the parameter, and the parts before it. */
function splitPath(path: string): { before: string; parameter?: string } {
  const [, before = '', parameter] = /^(.*)\/(\{.*\})$/.exec(path) ?? [];
  return { before, parameter };
}

/** Values that change in one direction only, or only within a bound. */
export const changeRules: readonly ChangeRule[] = [
  {
    path: 'network.zones',
    check: (running, next) =>
      next.network.zones < running.network.zones &&
      (keepsDatabase(running, next) ||
        (keepsCache(running, next) && next.cache.kind !== 'serverless'))
        ? `Availability zones must not be fewer than the ${running.network.zones} the environment has: its database or cache may live in any of them.`
        : undefined,
  },
  {
    path: 'api.path',
    check: (running, next) => {
      if (running.api.kind !== 'rest' || next.api.kind !== 'rest') {
        return undefined;
      }
      const [one, other] = [running, next].map(({ api }) =>
        splitPath(api.path),
      );
      return one.parameter &&
        other.parameter &&
        one.parameter !== other.parameter &&
        one.before === other.before
        ? 'API path must keep the name of its parameter: a REST API cannot have two in the same place, and the new one is made before the old one goes.'
        : undefined;
    },
  },
  {
    path: 'api.path',
    check: ({ api: from }, { api: to }) => {
      const root = /^(.*)\/\{\w+\+\}$/.exec(from.path)?.[1];
      return from.kind === 'http' &&
        to.kind === 'http' &&
        to.path === root &&
        to.method === from.method
        ? `API path must not be ${root}, which ${from.path} also serves: an HTTP API cannot have a route twice, and the new one is made before the old one goes. Change it to another path first.`
        : undefined;
    },
  },
  {
    path: 'database.version',
    check: (running, next) => {
      if (!keepsDatabase(running, next)) return undefined;
      const [from, to] = [running, next].map(exactPostgresVersion);
      const wanted = next.database.version;
      // The plan keeps a version that is still what was requested, also one newer than the versions compiled in.
      if (from === wanted || from.startsWith(`${wanted}.`)) return undefined;
      return isOlder(to, from)
        ? `PostgreSQL version must not be older than the database's, ${from}: AWS upgrades a database but never takes it back.`
        : undefined;
    },
  },
  {
    path: 'network.zoneIds',
    check: (running, next) => {
      const [from, to] = [running.network.zoneIds, next.network.zoneIds];
      if (!from) {
        return (
          to &&
          'Zone ids must be left out: the environment was made without them, and a subnet cannot move.'
        );
      }
      // Where none are requested, the plan keeps those of the environment.
      return to && from.some((id, index) => to[index] !== id)
        ? `Zone ids must begin with those the environment has, ${from.join(
            ', ',
          )}: a subnet cannot move.`
        : undefined;
    },
  },
  {
    path: 'database.storageGiB',
    check: (running, next) => {
      if (next.database.kind !== 'rds' || !keepsDatabase(running, next)) {
        return undefined;
      }
      const [from, to] = [running, next].map(
        ({ database }) => database.storageGiB,
      );
      // Source: RDS User Guide, "Increasing DB instance storage capacity": by at least 10 percent.
      const least = Math.ceil((from * 11) / 10);
      if (to < from) {
        return `Database storage must be at least the ${from} GiB the database has: AWS enlarges storage but never shrinks it. It is ${to}.`;
      }
      return to > from && to < least
        ? `Database storage must stay ${from} GiB or be at least ${least}: AWS enlarges storage by at least 10 %. It is ${to}.`
        : undefined;
    },
  },
  {
    path: 'cache.version',
    check: (running, next) =>
      keepsCache(running, next) &&
      running.cache.engine === next.cache.engine &&
      isOlder(next.cache.version, running.cache.version)
        ? `Cache version must not be older than the cache's, ${running.cache.version}: AWS upgrades a cache but never takes it back.`
        : undefined,
  },
  {
    path: 'cache.engine',
    check: (running, next) =>
      keepsCache(running, next) &&
      next.cache.kind === 'serverless' &&
      running.cache.engine === 'valkey' &&
      running.cache.version !== '7' &&
      next.cache.engine === 'redis'
        ? 'Cache engine must stay valkey: AWS takes a serverless cache from Valkey to Redis only in version 7.'
        : undefined,
  },
  {
    path: 'stream.shards',
    check: (running, next) => {
      const [from, to] = [running.stream, next.stream];
      if (from.mode !== 'provisioned' || to.mode !== 'provisioned') {
        return undefined;
      }
      const [least, most] = [Math.ceil(from.shards / 2), from.shards * 2];
      return to.shards < least || to.shards > most
        ? `Shards must be from ${least} to ${most}: Kinesis at most halves or doubles the ${from.shards} there are in one change. It is ${to.shards}.`
        : undefined;
    },
  },
];
