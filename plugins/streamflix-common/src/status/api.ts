import type { EnvironmentSummary } from './EnvironmentStatus';

/** A place that could not be listed. */
export interface ListingFailure {
  account: string;
  region: string;
  reason: string;
}

/** `GET /api/streamflix/environments` */
export interface EnvironmentList {
  items: EnvironmentSummary[];
  /** Accounts and regions that could not be read: the list is partial when there are any. */
  failures: ListingFailure[];
  localAws: boolean;
  readAt: string;
}

/** One stack event, as people read it. */
export interface EnvironmentEvent {
  id: string;
  at: string;
  logicalId: string;
  resourceType: string;
  /** CloudFormation's own word, such as CREATE_COMPLETE. */
  status: string;
  reason?: string;
}

/** `GET /api/streamflix/environments/:account/:region/:suffix/events`, newest first. */
export interface EnvironmentEvents {
  items: EnvironmentEvent[];
  /** Give it as `?cursor=` for the next, older page. */
  nextCursor?: string;
}

/** `GET /api/streamflix/installation`: what the form needs to know of this installation, and of the user. */
export interface Installation {
  /** Regions environments may live in, as configured. */
  regions: string[];
  /** Accounts environments may live in; the first is the default. */
  accounts: { id: string; name?: string }[];
  localAws: boolean;
  /** Whether the user may create an environment somewhere: a policy may still refuse a certain one. */
  mayCreate: boolean;
  /** Whom the user may name as the owner. */
  owners: {
    /** Entity references of the user and of the groups the user owns things through. */
    own: string[];
    /** Any other owner of the catalog, too. */
    any: boolean;
  };
  /** Patterns of the secrets an environment may use, such as `streamflix/*`. */
  allowedSecrets: string[];
  /** Patterns of the images tasks may run. */
  allowedImages: string[];
}

/** `GET /api/streamflix/suffixes/:account/:region/:suffix` */
export interface SuffixAvailability {
  free: boolean;
  /** What has it; only for those who may see that environment. */
  owner?: string;
  stackStatus?: string;
}

/** `GET /api/streamflix/secrets/:account/:region`: names of the secrets an environment may use; never values. */
export interface SecretNames {
  names: string[];
  /** There are more than were listed. */
  truncated: boolean;
}

/** `GET /api/streamflix/environments/:account/:region/:suffix/authorization`: what the user may do with an environment. */
export interface EnvironmentAuthorization {
  update: Authorization;
  delete: Authorization;
}

/** Whether something is allowed, and if not, why. */
export type Authorization =
  | { allowed: true }
  | {
      allowed: false;
      /** One sentence for the user. */
      reason: string;
    };
