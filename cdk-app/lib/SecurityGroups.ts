import {
  resourceName,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface SecurityGroupsProps {
  readonly spec: EnvironmentSpec;
  readonly vpcId: string;
}

/** Components of the platform that have an address in the VPC. */
export type Peer =
  | 'vpc-link'
  | 'load-balancer'
  | 'service'
  | 'worker'
  | 'database'
  | 'cache'
  | 'storage';

interface Member {
  readonly peer: Peer;
  readonly exists: boolean;
  /** Peers that may open a connection, and the ports they may open it to. */
  readonly from: readonly Peer[];
  readonly ports: readonly [from: number, to: number];
  /** Whether it opens connections itself. Stores only respond. */
  readonly opensConnections: boolean;
}

/** Matches no traffic. Without an explicit egress rule, AWS gives a security group one that allows all. */
const nothing: CfnSecurityGroup.EgressProperty = {
  cidrIp: '255.255.255.255/32',
  ipProtocol: 'icmp',
  fromPort: 252,
  toPort: 86,
};

/** Allowed connections. Members follow the peers that connect to them. */
function members(spec: EnvironmentSpec): Member[] {
  const tasks = ['service', 'worker'] as const;
  const served = spec.service.enabled;
  return [
    {
      peer: 'vpc-link',
      exists: served,
      from: [],
      ports: [0, 0],
      opensConnections: true,
    },
    {
      peer: 'load-balancer',
      exists: served,
      from: ['vpc-link'],
      ports: [80, 80],
      opensConnections: true,
    },
    {
      peer: 'service',
      exists: served,
      from: ['load-balancer'],
      ports: [spec.service.port, spec.service.port],
      opensConnections: true,
    },
    {
      peer: 'worker',
      exists: spec.worker.enabled,
      from: [],
      ports: [0, 0],
      opensConnections: true,
    },
    {
      peer: 'database',
      exists: spec.database.kind !== 'none',
      from: tasks,
      ports: [5432, 5432],
      opensConnections: false,
    },
    {
      peer: 'cache',
      exists: spec.cache.kind !== 'none',
      from: tasks,
      // A serverless cache serves reads from replicas on the second port.
      ports: [6379, spec.cache.kind === 'serverless' ? 6380 : 6379],
      opensConnections: false,
    },
    {
      peer: 'storage',
      exists: spec.storage.enabled,
      from: tasks,
      ports: [2049, 2049],
      opensConnections: false,
    },
  ];
}

const idOf = (peer: Peer) =>
  `${peer.replace(/(^|-)(\w)/g, (_, _dash, letter: string) =>
    letter.toUpperCase(),
  )}SecurityGroup`;

/** The security groups of the environment, from one table. They reference peers, never addresses. */
export class SecurityGroups extends Construct {
  private readonly ids = new Map<Peer, string>();

  constructor(scope: Construct, id: string, props: SecurityGroupsProps) {
    super(scope, id);
    for (const member of members(props.spec).filter(({ exists }) => exists)) {
      const [fromPort, toPort] = member.ports;
      const ingress = member.from
        .map(peer => this.ids.get(peer))
        .filter(sourceSecurityGroupId => sourceSecurityGroupId !== undefined)
        .map(sourceSecurityGroupId => ({
          ipProtocol: 'tcp',
          fromPort,
          toPort,
          sourceSecurityGroupId,
        }));
      const group = new CfnSecurityGroup(this, idOf(member.peer), {
        vpcId: props.vpcId,
        groupName: resourceName(
          `${member.peer}-security-group`,
          props.spec.suffix,
        ),
        groupDescription: member.peer,
        securityGroupIngress: ingress.length > 0 ? ingress : undefined,
        securityGroupEgress: member.opensConnections ? undefined : [nothing],
      });
      this.ids.set(member.peer, group.ref);
    }
  }

  /** Security group id of an existing component. */
  of(peer: Peer): string {
    const group = this.ids.get(peer);
    if (!group) throw new Error(`The environment has no ${peer}.`);
    return group;
  }
}
