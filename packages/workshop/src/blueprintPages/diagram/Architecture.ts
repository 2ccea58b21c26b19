/** Where a part is drawn. */
export type Place =
  /** In front of the VPC. */
  | { kind: 'front' }
  /** In the private subnets of these zones, counted from 0, with what each of them holds. */
  | { kind: 'private'; zones: number[]; cells?: string[] }
  /** A service of the region, outside the VPC. */
  | { kind: 'region' };

/** A box of the diagram: one part of the platform. */
export interface Part {
  /** Logical id of the resource it stands for. */
  id: string;
  title: string;
  lines: string[];
  place: Place;
  /** Whether the environment's own key encrypts it. */
  ownKey: boolean;
}

/** A zone, with the ranges of its subnets. */
export interface Zone {
  publicCidr: string;
  privateCidr: string;
  /** Logical id of the NAT gateway that stands in it. */
  nat?: string;
  /** Index of the zone whose NAT gateway its private subnet goes out through. */
  outThrough: number;
}

/** Who talks to whom. `by` chooses the colour: requests of the internet, what tasks use, alarms. */
export interface Flow {
  from: string;
  to: string;
  label: string;
  by: 'request' | 'service' | 'worker' | 'alarm';
}

/** What there is to draw. */
export interface Architecture {
  region: string;
  vpcCidr: string;
  zones: Zone[];
  parts: Part[];
  flows: Flow[];
}

/** The outside world, as one end of a flow. */
export const internet = 'Internet';
