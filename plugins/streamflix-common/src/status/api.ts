import type { EnvironmentSummary } from './EnvironmentStatus';

/**
 * A target that could not be listed.
 *
 * @public
 */
export interface ListingFailure {
  account: string;
  region: string;
  reason: string;
}

/**
 * `GET /api/streamflix/environments`
 *
 * @public
 */
export interface EnvironmentList {
  items: EnvironmentSummary[];
  /** Accounts and regions that could not be read; if there are any, the list is partial. */
  failures: ListingFailure[];
  localAws: boolean;
  readAt: string;
}

/**
 * One stack event, formatted for display.
 *
 * @public
 */
export interface EnvironmentEvent {
  id: string;
  at: string;
  logicalId: string;
  resourceType: string;
  /** CloudFormation status, such as CREATE_COMPLETE. */
  status: string;
  reason?: string;
}

/**
 * `GET /api/streamflix/environments/:account/:region/:suffix/events`, newest first.
 *
 * @public
 */
export interface EnvironmentEvents {
  items: EnvironmentEvent[];
  /** Pass it as `?cursor=` for the next, older page. */
  nextCursor?: string;
}

/**
 * `GET /api/streamflix/installation`: what the form needs to know about this installation and the user.
 *
 * @public
 */
export interface Installation {
  /** Regions environments may use, as configured. */
  regions: string[];
  /** Accounts environments may use; the first is the default. */
  accounts: { id: string; name?: string }[];
  localAws: boolean;
  /** Whether the user may create environments at all: a policy may still refuse a particular one. */
  mayCreate: boolean;
  /** Whether the user may check what the accounts need. */
  mayCheckAccounts: boolean;
  /** Which owners the user may choose. */
  owners: {
    /** Entity references of the user and of the groups through which the user owns entities. */
    own: string[];
    /** Whether any other owner in the catalog is allowed. */
    any: boolean;
  };
  /** Patterns of the secrets an environment may use, such as `streamflix/*`. */
  allowedSecrets: string[];
  /** Patterns of the images tasks may run. */
  allowedImages: string[];
}

/**
 * `GET /api/streamflix/suffixes/:account/:region/:suffix`
 *
 * @public
 */
export interface SuffixAvailability {
  free: boolean;
  /** Owner of the environment that uses the suffix; only for users who may see it. */
  owner?: string;
  stackStatus?: string;
}

/**
 * `GET /api/streamflix/secrets/:account/:region`: names of the secrets an environment may use; never values.
 *
 * @public
 */
export interface SecretNames {
  names: string[];
  /** Whether there are more than listed. */
  truncated: boolean;
}

/**
 * `GET /api/streamflix/offers/:account/:region`: what AWS offers an account in a region, as a plan will find it.
 *
 * @public
 */
export interface AccountOffers {
  /** Ids of the zones of the account; undefined when they could not be read, likewise the others. */
  zones?: string[];
  /** Versions of PostgreSQL by kind of database, oldest first. */
  databaseVersions?: Record<'aurora' | 'rds', string[]>;
  /** Instance classes of RDS for PostgreSQL that can be ordered for the newest version. */
  instanceClasses?: string[];
  /** Versions by engine of the cache, oldest first. */
  cacheVersions?: Record<'redis' | 'valkey', string[]>;
  /** Node types of caches of which AWS sells reservations in the region. */
  cacheNodeTypes?: string[];
  /** Why something could not be read, one message each. */
  unread: string[];
}

/**
 * `GET /api/streamflix/environments/:account/:region/:suffix/logs`: the last lines of containers that failed in the latest
 * operation, up to an hour ago.
 *
 * @public
 */
export interface ContainerLogList {
  containers: {
    container: string;
    /** Oldest first. Values that look like secrets are hidden. */
    lines: readonly string[];
  }[];
}

/**
 * `GET /api/streamflix/environments/:account/:region/:suffix/authorization`: what the user may do with an environment.
 *
 * @public
 */
export interface EnvironmentAuthorization {
  update: Authorization;
  delete: Authorization;
}

/**
 * Whether an operation is allowed, and if not, why.
 *
 * @public
 */
export type Authorization =
  | { allowed: true }
  | {
      allowed: false;
      /** Message for the user. */
      reason: string;
    };
