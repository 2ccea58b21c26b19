/*
 * Availability zones in which the parts of an environment exist, by zone id: the letter of a zone differs between accounts, its id
 * does not.
 */

/** Documented. Source: API Gateway Developer Guide, "VPC links V2", availability by region, as of 2026. A region that is missing is not mentioned there. */
const vpcLinkZones: Readonly<Record<string, string>> = {
  'ap-east-1': 'ape1-az2 ape1-az3',
  'ap-northeast-1': 'apne1-az1 apne1-az2 apne1-az4',
  'ap-northeast-2': 'apne2-az1 apne2-az2 apne2-az3',
  'ap-northeast-3': 'apne3-az1 apne3-az2 apne3-az3',
  'ap-south-1': 'aps1-az1 aps1-az2 aps1-az3',
  'ap-southeast-1': 'apse1-az1 apse1-az2 apse1-az3',
  'ap-southeast-2': 'apse2-az1 apse2-az2 apse2-az3',
  'ca-central-1': 'cac1-az1 cac1-az2',
  'eu-central-1': 'euc1-az1 euc1-az2 euc1-az3',
  'eu-north-1': 'eun1-az1 eun1-az2 eun1-az3',
  'eu-south-2': 'eus2-az1 eus2-az2 eus2-az3',
  'eu-west-1': 'euw1-az1 euw1-az2 euw1-az3',
  'eu-west-2': 'euw2-az1 euw2-az2 euw2-az3',
  'eu-west-3': 'euw3-az1 euw3-az3',
  'me-south-1': 'mes1-az1 mes1-az2 mes1-az3',
  'sa-east-1': 'sae1-az1 sae1-az2 sae1-az3',
  'us-east-1': 'use1-az1 use1-az2 use1-az4 use1-az5 use1-az6',
  'us-east-2': 'use2-az1 use2-az2 use2-az3',
  'us-gov-west-1': 'usgw1-az1 usgw1-az2 usgw1-az3',
  'us-west-1': 'usw1-az1 usw1-az3',
  'us-west-2': 'usw2-az1 usw2-az2 usw2-az3 usw2-az4',
};

/** Documented. Source: Amazon ECS Developer Guide, "Supported Regions for Amazon ECS on AWS Fargate". Elsewhere it names no zones. */
const fargateZones: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'apne1-az1 apne1-az2 apne1-az4',
  'cn-north-1': 'cnn1-az1 cnn1-az2',
  'us-west-1': 'usw1-az1 usw1-az3',
};

/** Documented. Source: Amazon ECS Developer Guide, "Working with 64-bit ARM workloads on Amazon ECS". */
const withoutArm64: readonly string[] = ['use1-az3'];

/** Regions that the page "Supported Regions for Amazon ECS on AWS Fargate" does not mention; it may only be late. */
const notMentionedByFargate: readonly string[] = [
  'ap-east-2',
  'ap-southeast-6',
];

/**
 * What of an environment decides on its zones.
 *
 * @public
 */
export interface ZoneNeeds {
  api: { kind: string };
  service: { enabled: boolean; architecture: string };
  worker: { enabled: boolean; architecture: string };
}

/**
 * A part of an environment that does not exist in every zone.
 *
 * @public
 */
export interface ZoneLimit {
  part: string;
  /** Whether the part exists in this zone. */
  includes(zoneId: string): boolean;
  /** Ids of the zones, where AWS lists them. */
  zones?: readonly string[];
}

const listed = (part: string, zones: string | undefined): ZoneLimit[] => {
  if (zones === undefined) return [];
  const ids = zones.split(' ');
  return [{ part, zones: ids, includes: id => ids.includes(id) }];
};

/**
 * The parts of an environment that limit its zones in a region.
 *
 * @public
 */
export function zoneLimits(region: string, needs: ZoneNeeds): ZoneLimit[] {
  const { api, service, worker } = needs;
  const usesArm64 = [service, worker].some(
    ({ enabled, architecture }) => enabled && architecture === 'arm64',
  );
  return [
    ...(api.kind === 'none'
      ? []
      : listed('VPC links of API Gateway', vpcLinkZones[region])),
    ...listed('tasks on Fargate', fargateZones[region]),
    ...(usesArm64
      ? [
          {
            part: 'tasks on arm64',
            includes: (id: string) => !withoutArm64.includes(id),
          },
        ]
      : []),
  ];
}

/**
 * Parts of an environment of which AWS does not document whether, or in which zones, they exist in a region.
 *
 * @public
 */
export const unknownParts = (region: string, { api }: ZoneNeeds): string[] => [
  ...(api.kind !== 'none' && !Object.hasOwn(vpcLinkZones, region)
    ? ['VPC links of API Gateway']
    : []),
  ...(notMentionedByFargate.includes(region) ? ['Fargate'] : []),
];
