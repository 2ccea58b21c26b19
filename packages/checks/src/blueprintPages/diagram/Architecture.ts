/** The area in which a part is drawn. */
type Place =
  /** In front of the VPC. */
  | { kind: 'front' }
  /** In the private subnets of these zones, counted from 0, with the content of each cell. */
  | { kind: 'private'; zones: number[]; cells?: string[] }
  /** A regional service outside the VPC. */
  | { kind: 'region' };

/** A box of the diagram: one part of the platform. */
export interface Part {
  /** Logical id of its resource. */
  id: string;
  title: string;
  lines: string[];
  place: Place;
  /** Whether it is encrypted with the environment's own key. */
  ownKey: boolean;
}

/** An availability zone with the CIDR blocks of its subnets. */
export interface Zone {
  publicCidr: string;
  privateCidr: string;
  /** Logical id of its NAT gateway. */
  nat?: string;
  /** Index of the zone whose NAT gateway its private subnet uses. */
  outThrough: number;
}

/** A connection. `by` selects the colour: internet requests, use by tasks, alarms. */
export interface Flow {
  from: string;
  to: string;
  label: string;
  by: 'request' | 'service' | 'worker' | 'alarm';
}

/** The content of the diagram. */
export interface Architecture {
  region: string;
  vpcCidr: string;
  zones: Zone[];
  parts: Part[];
  flows: Flow[];
}

/** The internet, as one end of a flow. */
export const internet = 'Internet';
