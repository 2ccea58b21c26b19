import type { Property } from './Property';
import { recordsIn, References, referencesIn, valuesBelow } from './references';
import type { Environment } from './Environment';

/** One ECS service, what it references, and what must exist before it. */
interface Tasks {
  readonly id: string;
  readonly properties: Record<string, unknown>;
  readonly definition: Record<string, unknown>;
  readonly before: ReadonlySet<string>;
}

function tasksOf({ body, resources }: Environment): Tasks[] {
  const references = new References(body);
  return resources
    .filter(([, { Type }]) => Type === 'AWS::ECS::Service')
    .map(([id, { Properties = {} }]) => {
      const [definition] = referencesIn(Properties.TaskDefinition);
      return {
        id,
        properties: Properties,
        definition: body.Resources[definition]?.Properties ?? {},
        before: references.before(id),
      };
    });
}

/** Ids of resources of a type that match a predicate. */
const idsOf = (
  { resources }: Environment,
  type: string,
  holds: (properties: Record<string, unknown>, id: string) => boolean,
) =>
  resources
    .filter(
      ([id, { Type, Properties = {} }]) =>
        Type === type && holds(Properties, id),
    )
    .map(([id]) => id);

const namesAny = (value: unknown, ids: Iterable<string>) => {
  const references = referencesIn(value);
  return [...ids].some(id => references.has(id));
};

/** The dependencies of a service, found by references in the template, and whether it waits for all of them. */
function after(
  title: string,
  needs: (environment: Environment, tasks: Tasks) => string[],
  atLeast: (environment: Environment, tasks: Tasks) => number,
): Property {
  return {
    title,
    violations: ({ environment }) =>
      tasksOf(environment).flatMap(tasks => {
        const needed = needs(environment, tasks);
        const few = atLeast(environment, tasks);
        return [
          ...needed
            .filter(id => !tasks.before.has(id))
            .map(id => `${tasks.id} does not wait for ${id}`),
          ...(needed.length < few
            ? [`${tasks.id} needs ${few} and found ${needed.join() || 'none'}`]
            : []),
        ];
      }),
  };
}

const subnetsOf = ({ properties }: Tasks) =>
  referencesIn(properties.NetworkConfiguration);

/** Route tables of the subnets the tasks are in. */
const routeTablesOf = (environment: Environment, tasks: Tasks) =>
  environment.resources
    .filter(
      ([, { Type, Properties = {} }]) =>
        Type === 'AWS::EC2::SubnetRouteTableAssociation' &&
        namesAny(Properties.SubnetId, subnetsOf(tasks)),
    )
    .flatMap(([, { Properties = {} }]) => [
      ...referencesIn(Properties.RouteTableId),
    ]);

const rolesOf = ({ definition }: Tasks) => [
  ...referencesIn([definition.ExecutionRoleArn, definition.TaskRoleArn]),
];
const fileSystemsOf = ({ definition }: Tasks) =>
  [...valuesBelow(definition.Volumes)]
    .filter(([, keys]) => keys[keys.length - 1] === 'FilesystemId')
    .flatMap(([value]) => [...referencesIn(value)]);
const zones = ({ spec }: Environment) => spec.network.zones;

/** Tasks start only when everything they need to start and to work exists. */
export const ordering: readonly Property[] = [
  after(
    'starts tasks after the way out of every subnet they may be in: association, route and NAT gateway',
    (environment, tasks) => {
      const tables = routeTablesOf(environment, tasks);
      const routes = idsOf(
        environment,
        'AWS::EC2::Route',
        ({ RouteTableId, NatGatewayId }) =>
          NatGatewayId !== undefined && namesAny(RouteTableId, tables),
      );
      return [
        ...idsOf(
          environment,
          'AWS::EC2::SubnetRouteTableAssociation',
          ({ SubnetId }) => namesAny(SubnetId, subnetsOf(tasks)),
        ),
        ...routes,
        ...routes.flatMap(route => [
          ...referencesIn(
            environment.body.Resources[route].Properties?.NatGatewayId,
          ),
        ]),
      ];
    },
    environment => 3 * zones(environment),
  ),
  after(
    'starts tasks after the routes of the NAT gateways themselves',
    (environment, tasks) => {
      const gateways = idsOf(environment, 'AWS::EC2::NatGateway', (_, id) =>
        tasks.before.has(id),
      );
      const subnets = gateways.flatMap(id => [
        ...referencesIn(environment.body.Resources[id].Properties?.SubnetId),
      ]);
      const associations = idsOf(
        environment,
        'AWS::EC2::SubnetRouteTableAssociation',
        ({ SubnetId }) => namesAny(SubnetId, subnets),
      );
      const tables = associations.flatMap(id => [
        ...referencesIn(
          environment.body.Resources[id].Properties?.RouteTableId,
        ),
      ]);
      return [
        ...associations,
        ...idsOf(
          environment,
          'AWS::EC2::Route',
          ({ RouteTableId, GatewayId }) =>
            GatewayId !== undefined && namesAny(RouteTableId, tables),
        ),
        ...idsOf(environment, 'AWS::EC2::VPCGatewayAttachment', () => true),
      ];
    },
    () => 3,
  ),
  after(
    'starts tasks after their log group',
    (_, { definition }) =>
      [...valuesBelow(definition.ContainerDefinitions)]
        .filter(([, keys]) => keys[keys.length - 1] === 'awslogs-group')
        .flatMap(([value]) => [...referencesIn(value)]),
    () => 1,
  ),
  after(
    'starts tasks after their roles and every policy of theirs, that of the database secret among them',
    (environment, tasks) => [
      ...rolesOf(tasks),
      ...[
        'AWS::IAM::ManagedPolicy',
        'AWS::IAM::Policy',
        'AWS::IAM::RolePolicy',
      ].flatMap(type =>
        idsOf(environment, type, ({ Roles, RoleName }) =>
          namesAny([Roles, RoleName], rolesOf(tasks)),
        ),
      ),
    ],
    ({ spec }) =>
      2 +
      (spec.database.kind !== 'none' || spec.secrets.apiKeys.length > 0
        ? 1
        : 0),
  ),
  after(
    'starts tasks after their capacity providers belong to the cluster',
    (environment, { properties }) => {
      const used = recordsIn(properties.CapacityProviderStrategy).map(
        ({ CapacityProvider }) => String(CapacityProvider),
      );
      const [cluster] = referencesIn(properties.Cluster);
      const offered = environment.body.Resources[cluster]?.Properties
        ?.CapacityProviders as string[] | undefined;
      return used.length > 0 && used.every(name => offered?.includes(name))
        ? [cluster]
        : idsOf(
            environment,
            'AWS::ECS::ClusterCapacityProviderAssociations',
            ({ Cluster }) => namesAny(Cluster, [cluster]),
          );
    },
    () => 1,
  ),
  after(
    'starts tasks behind a load balancer after the listener that sends to them',
    (environment, { properties }) =>
      idsOf(
        environment,
        'AWS::ElasticLoadBalancingV2::Listener',
        ({ DefaultActions }) =>
          namesAny(DefaultActions, referencesIn(properties.LoadBalancers)),
      ),
    (_, { properties }) => recordsIn(properties.LoadBalancers).length,
  ),
  after(
    'starts tasks after the mount target of every zone they may be in',
    (environment, tasks) =>
      idsOf(
        environment,
        'AWS::EFS::MountTarget',
        ({ FileSystemId, SubnetId }) =>
          namesAny(FileSystemId, fileSystemsOf(tasks)) &&
          namesAny(SubnetId, subnetsOf(tasks)),
      ),
    environment => (environment.spec.storage.enabled ? zones(environment) : 0),
  ),
  after(
    'starts tasks after their security group and after those of what they call',
    (environment, tasks) => [
      ...idsOf(environment, 'AWS::EC2::SecurityGroup', (_, id) =>
        subnetsOf(tasks).has(id),
      ),
    ],
    () => 1,
  ),
];
