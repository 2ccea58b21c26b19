import type { TemplateBody } from './environment';

function collect(
  value: unknown,
  isResource: (id: string) => boolean,
  found: Set<string>,
) {
  if (Array.isArray(value)) {
    value.forEach(element => collect(element, isResource, found));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const name = key === 'Fn::GetAtt' ? inner[0] : inner;
      if ((key === 'Ref' || key === 'Fn::GetAtt') && isResource(name)) {
        found.add(name);
      } else collect(inner, isResource, found);
    }
  }
}

/** Ids of the resources one resource refers to or depends on. */
export function directDependencies(
  { Resources }: TemplateBody,
  id: string,
): Set<string> {
  const found = new Set(Resources[id].DependsOn ?? []);
  collect(Resources[id].Properties, name => name in Resources, found);
  return found;
}

/** Ids of all resources that must be complete before CloudFormation begins with one. */
export function dependenciesOf(body: TemplateBody, id: string): Set<string> {
  const all = new Set<string>();
  const queue = [id];
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const dependency of directDependencies(body, next)) {
      if (all.has(dependency)) continue;
      all.add(dependency);
      queue.push(dependency);
    }
  }
  return all;
}

/** Seconds AWS takes to make a resource; what is not here takes two. Source: measured, see the design notes. */
const seconds: Record<string, number> = {
  'AWS::EC2::VPC': 15,
  'AWS::EC2::NatGateway': 110,
  'AWS::KMS::Key': 60,
  'AWS::RDS::DBCluster': 75,
  'AWS::RDS::DBInstance': 420,
  'AWS::ElastiCache::ReplicationGroup': 600,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 150,
  'AWS::ApiGatewayV2::VpcLink': 150,
  'AWS::EFS::MountTarget': 85,
  'AWS::ECS::Service': 150,
  'AWS::IAM::Role': 18,
  'AWS::IAM::ManagedPolicy': 18,
};

/** Seconds from the beginning of the stack until a resource is complete, when all that can go side by side does. */
export function completionOf(body: TemplateBody, id: string): number {
  const before = [...directDependencies(body, id)].map(dependency =>
    completionOf(body, dependency),
  );
  return Math.max(0, ...before) + (seconds[body.Resources[id].Type] ?? 2);
}
