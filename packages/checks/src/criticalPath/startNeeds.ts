import {
  isValues,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  entriesOf,
  everythingBefore,
  referencesIn,
  type DependencyGraph,
  type Template,
} from '@streamflix/cdk-app/template';

/** A requirement for the start of a service's tasks. */
export interface StartNeed {
  /** Such as `route out`. */
  need: string;
  /** Logical ids of its resources. */
  ids: string[];
  /** Those among them that the service does not depend on: its first tasks may fail. */
  missing: string[];
}

const anywhere = '0.0.0.0/0';

const fields = (value: unknown): Values => (isValues(value) ? value : {});

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/**
 * What the tasks of a service need before the first one starts, derived from the service in the template, and whether
 * CloudFormation waits for it.
 *
 * This limits how far dependencies can be reduced: without a route no image is pulled, without log group, permissions or file
 * system the tasks stop, and ECS refuses a service without its capacity providers or listener.
 *
 * @param service - logical id of an `AWS::ECS::Service`
 */
export function startNeeds(
  template: Template,
  graph: DependencyGraph,
  service: string,
): StartNeed[] {
  const resources = new Map(entriesOf(template).map(each => [each.id, each]));
  const propertiesOf = (id: string) => resources.get(id)?.properties ?? {};
  /** Ids of resources of a type that a value refers to. */
  const referred = (value: unknown, type: string) =>
    referencesIn(value).filter(id => resources.get(id)?.type === type);
  /** Ids of resources of a type with a property that refers to one of the given ids. */
  const referring = (
    types: readonly string[],
    property: string,
    ids: readonly string[],
    also: (properties: Values) => boolean = () => true,
  ) =>
    [...resources.values()]
      .filter(
        ({ type, properties }) =>
          types.includes(type) &&
          also(properties) &&
          referencesIn(properties[property]).some(id => ids.includes(id)),
      )
      .map(({ id }) => id);

  const properties = propertiesOf(service);
  const [taskDefinition] = referred(
    properties.TaskDefinition,
    'AWS::ECS::TaskDefinition',
  );
  const task = propertiesOf(taskDefinition);
  const subnets = referred(properties.NetworkConfiguration, 'AWS::EC2::Subnet');
  const associations = referring(
    ['AWS::EC2::SubnetRouteTableAssociation'],
    'SubnetId',
    subnets,
  );
  const tables = associations.flatMap(id =>
    referred(propertiesOf(id).RouteTableId, 'AWS::EC2::RouteTable'),
  );
  const roles = [
    ...referred(task.ExecutionRoleArn, 'AWS::IAM::Role'),
    ...referred(task.TaskRoleArn, 'AWS::IAM::Role'),
  ];
  const clusters = referred(properties.Cluster, 'AWS::ECS::Cluster');
  const targets = list(properties.LoadBalancers).flatMap(balancer =>
    referred(
      fields(balancer).TargetGroupArn,
      'AWS::ElasticLoadBalancingV2::TargetGroup',
    ),
  );

  const needs: Record<string, string[]> = {
    'route out': [
      ...associations,
      ...referring(
        ['AWS::EC2::Route'],
        'RouteTableId',
        tables,
        route => route.DestinationCidrBlock === anywhere,
      ),
    ],
    'log group': referred(task.ContainerDefinitions, 'AWS::Logs::LogGroup'),
    permissions: [
      ...roles,
      ...referring(
        ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'],
        'Roles',
        roles,
      ),
    ],
    'capacity providers': [
      ...clusters.filter(
        id => list(propertiesOf(id).CapacityProviders).length > 0,
      ),
      ...referring(
        ['AWS::ECS::ClusterCapacityProviderAssociations'],
        'Cluster',
        clusters,
      ),
    ],
    listener: referring(
      ['AWS::ElasticLoadBalancingV2::Listener'],
      'DefaultActions',
      targets,
    ),
    'file system': referring(
      ['AWS::EFS::MountTarget'],
      'FileSystemId',
      referred(task.Volumes, 'AWS::EFS::FileSystem'),
    ),
  };
  const before = everythingBefore(graph, service);
  return Object.entries(needs)
    .filter(([, ids]) => ids.length > 0)
    .map(([need, ids]) => {
      const unique = [...new Set(ids)];
      return {
        need,
        ids: unique,
        missing: unique.filter(id => !before.has(id)),
      };
    });
}
