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

/** `GET /api/streamflix/installation`: what the form needs to know of this installation. */
export interface Installation {
  /** Regions environments may live in, as configured. */
  regions: string[];
  /** Accounts environments may live in; the first is the default. */
  accounts: { id: string; name?: string }[];
  localAws: boolean;
}

/** `GET /api/streamflix/suffixes/:account/:region/:suffix` */
export interface SuffixAvailability {
  free: boolean;
  /** Who has it, when it is taken. */
  owner?: string;
  stackStatus?: string;
}

/** `GET /api/streamflix/secrets/:account/:region?prefix=`: names only, never values. */
export interface SecretNames {
  names: string[];
  /** There are more than were listed. */
  truncated: boolean;
}
