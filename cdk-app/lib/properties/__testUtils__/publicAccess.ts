import type { Resource } from '../../__testUtils__/environment';
import type { Property } from './Property';
import { recordsIn, References, referencesIn, valuesBelow } from './references';
import type { Environment } from './Environment';

const ofType = ({ resources }: Environment, type: string) =>
  resources.filter(([, { Type }]) => Type === type);
const property = ({ Properties }: Resource, name: string): unknown =>
  Properties?.[name];
const the = (value: unknown) => [...referencesIn(value)][0];

/** Subnets whose route table has a route to an internet gateway. */
function publicSubnets(environment: Environment): Set<string> {
  const leadsOut = new Set(
    ofType(environment, 'AWS::EC2::Route')
      .filter(([, route]) => property(route, 'GatewayId'))
      .map(([, route]) => the(property(route, 'RouteTableId'))),
  );
  return new Set(
    ofType(environment, 'AWS::EC2::SubnetRouteTableAssociation')
      .filter(([, { Properties }]) =>
        leadsOut.has(the(Properties?.RouteTableId)),
      )
      .map(([, { Properties }]) => the(Properties?.SubnetId)),
  );
}

const wrong = (
  found: [string, Resource][],
  isWrong: (resource: Resource) => boolean,
  what: string,
) =>
  found
    .filter(([, resource]) => isWrong(resource))
    .map(([id]) => `${id} ${what}`);

/** Everything about inbound access. */
export const publicAccess: readonly Property[] = [
  {
    title: 'gives no task and no subnet a public address',
    violations: ({ environment }) => [
      ...wrong(
        ofType(environment, 'AWS::ECS::Service'),
        ({ Properties }) =>
          !JSON.stringify(Properties?.NetworkConfiguration ?? {}).includes(
            '"AssignPublicIp":"DISABLED"',
          ),
        'gives its tasks public addresses',
      ),
      ...wrong(
        ofType(environment, 'AWS::EC2::Subnet'),
        subnet =>
          property(subnet, 'MapPublicIpOnLaunch') === true ||
          property(subnet, 'AssignIpv6AddressOnCreation') === true,
        'gives public addresses',
      ),
    ],
  },
  {
    title: 'has nothing but NAT gateways in its public subnets',
    violations: ({ environment }) => {
      const open = publicSubnets(environment);
      if (open.size === 0) return ['there is no public subnet at all'];
      return environment.resources
        .filter(
          ([, { Type }]) =>
            Type !== 'AWS::EC2::NatGateway' &&
            Type !== 'AWS::EC2::SubnetRouteTableAssociation',
        )
        .flatMap(([id, { Properties }]) =>
          [...referencesIn(Properties)]
            .filter(other => open.has(other))
            .map(subnet => `${id} is in ${subnet}`),
        );
    },
  },
  {
    title: 'uses public addresses only for NAT gateways',
    violations: ({ environment }) => {
      const references = new References(environment.body);
      return ofType(environment, 'AWS::EC2::EIP').flatMap(([id]) =>
        references
          .to(id)
          .filter(
            user =>
              environment.body.Resources[user].Type !== 'AWS::EC2::NatGateway',
          )
          .map(user => `${user} uses ${id}`),
      );
    },
  },
  {
    title: 'has only internal load balancers and only private databases',
    violations: ({ environment }) => [
      ...wrong(
        ofType(environment, 'AWS::ElasticLoadBalancingV2::LoadBalancer'),
        balancer => property(balancer, 'Scheme') !== 'internal',
        'is not internal',
      ),
      ...wrong(
        ofType(environment, 'AWS::RDS::DBInstance'),
        instance => property(instance, 'PubliclyAccessible') !== false,
        'is publicly accessible',
      ),
      ...wrong(
        ofType(environment, 'AWS::RDS::DBCluster'),
        cluster => property(cluster, 'PubliclyAccessible') === true,
        'is publicly accessible',
      ),
    ],
  },
  {
    title: 'lets security groups name their peers, never addresses',
    violations: ({ environment }) => [
      ...wrong(
        ofType(environment, 'AWS::EC2::SecurityGroupIngress'),
        () => true,
        'is a rule outside its group',
      ),
      ...ofType(environment, 'AWS::EC2::SecurityGroup').flatMap(
        ([id, { Properties }]) =>
          recordsIn(Properties?.SecurityGroupIngress).flatMap(rule => {
            const { CidrIp, CidrIpv6, SourcePrefixListId } = rule;
            const peer =
              environment.body.Resources[the(rule.SourceSecurityGroupId)];
            return CidrIp ||
              CidrIpv6 ||
              SourcePrefixListId ||
              peer?.Type !== 'AWS::EC2::SecurityGroup'
              ? [`${id} admits ${JSON.stringify(rule)}`]
              : [];
          }),
      ),
    ],
  },
  {
    title: 'puts everything with an address into a security group of its own',
    violations: ({ environment }) => {
      const keys = [
        'SecurityGroups',
        'SecurityGroupIds',
        'VpcSecurityGroupIds',
      ];
      const reachable = environment.resources.filter(
        ([, { Type, Properties }]) =>
          /^AWS::(ECS::Service|RDS::DBCluster|ElastiCache::(ReplicationGroup|ServerlessCache)|EFS::MountTarget|ElasticLoadBalancingV2::LoadBalancer|ApiGatewayV2::VpcLink)$/.test(
            Type,
          ) ||
          (Type === 'AWS::RDS::DBInstance' && !Properties?.DBClusterIdentifier),
      );
      return reachable
        .filter(
          ([, { Properties }]) =>
            ![...valuesBelow(Properties)].some(
              ([value, path]) =>
                [...keys, 'VPCSecurityGroups'].includes(
                  path[path.length - 1],
                ) &&
                [...referencesIn(value)].some(
                  id =>
                    environment.body.Resources[id]?.Type ===
                    'AWS::EC2::SecurityGroup',
                ),
            ),
        )
        .map(([id]) => `${id} has no security group`);
    },
  },
  {
    title: 'opens no queue, topic, key, repository or file system to everyone',
    violations: ({ environment }) =>
      environment.resources.flatMap(([id, { Properties }]) =>
        [...valuesBelow(Properties)]
          .flatMap(([value]) => (Array.isArray(value) ? value : [value]))
          .filter(
            statement =>
              statement?.Effect === 'Allow' &&
              (statement.Principal === '*' || statement.Principal?.AWS === '*'),
          )
          .map(statement => `${id} allows ${JSON.stringify(statement)}`),
      ),
  },
];
