import { deepStrictEqual as same, ok, strictEqual as equal } from 'node:assert';
import {
  managedBy,
  stackTags,
  type ComponentKind,
} from '@streamflix/backstage-plugin-streamflix-common';
import { synthesizeBlueprint } from '@streamflix/cli';
import type { CheckRecorder } from '../CheckRecorder';
import type { Moto } from './Moto';
import type { MotoEnvironment } from './MotoEnvironment';

/** Half of the types are created by moto, the other half are accepted but not created. */
const resources = {
  Stream: {
    Type: 'AWS::Kinesis::Stream',
    Properties: { Name: 'stream-named', ShardCount: 4 },
  },
  DatabaseInstance: {
    Type: 'AWS::RDS::DBInstance',
    Properties: {
      DBInstanceIdentifier: 'database-named',
      DBInstanceClass: 'db.t3.micro',
      Engine: 'postgres',
      EngineVersion: '15',
      AllocatedStorage: '20',
      MultiAZ: true,
    },
  },
  Cluster: {
    Type: 'AWS::ECS::Cluster',
    Properties: { ClusterName: 'cluster-named' },
  },
  Task: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      ContainerDefinitions: [{ Name: 'main', Image: 'nginx', Memory: 512 }],
    },
  },
  Service: {
    Type: 'AWS::ECS::Service',
    Properties: {
      ServiceName: 'service-named',
      Cluster: { Ref: 'Cluster' },
      TaskDefinition: { Ref: 'Task' },
      DesiredCount: 2,
    },
  },
  ServerlessCache: {
    Type: 'AWS::ElastiCache::ServerlessCache',
    Properties: { ServerlessCacheName: 'cache-named', Engine: 'redis' },
  },
  HttpApi: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api' } },
};

/** Names as in the platform's outputs, of resources that moto creates and of others, where moto returns them. */
const outputs = {
  StreamName: { Ref: 'Stream' },
  DatabaseInstanceId: { Ref: 'DatabaseInstance' },
  ClusterName: { Ref: 'Cluster' },
  ServiceName: { 'Fn::GetAtt': ['Service', 'Name'] },
  CacheServerlessName: 'cache-named',
  HttpApiId: { Ref: 'HttpApi' },
};

/** The expected card of each component: health, state, and reasons. */
const expected: Record<ComponentKind, RegExp> = {
  ecs: /^deploying, 0 of 2 tasks running: .*Service service-named runs 0 of 2 tasks\.$/,
  database: /^healthy, Available/,
  cache: /^unknown, Could not be read: Cache could not be read: \S/,
  stream: /^healthy, Active, 4 shards/,
  api: /^unknown, Not named by the stack: API .* has no output HttpApiId\.$/,
};

/**
 * Checks the status of a stack whose outputs name its components. moto evaluates outputs only of a stack created in one call, and
 * fails at those of whole blueprints. So this stack is reduced, with the tags and the metadata of an environment.
 */
export async function checkStatus(
  recorder: CheckRecorder,
  moto: Moto,
  environment: MotoEnvironment,
): Promise<void> {
  const { blueprint, region, suffix, stackName } = environment;
  await recorder.take('status of what moto makes, and does not', async () => {
    const { templateBody } = await synthesizeBlueprint(blueprint, {
      suffix,
      region,
      set: ['stream.mode=provisioned', 'stream.shards=4'],
    });
    await moto.createStack(region, {
      name: stackName,
      template: {
        Metadata: JSON.parse(templateBody).Metadata,
        Resources: resources,
        Outputs: Object.fromEntries(
          Object.entries(outputs).map(([name, Value]) => [name, { Value }]),
        ),
      },
      tags: { [stackTags.suffix]: suffix, [stackTags.managedBy]: managedBy },
    });
    const { HttpApiId, ...named } = outputs;
    same(
      Object.keys((await moto.stack(region, stackName)).outputs),
      Object.keys(named),
    );
    const { health, components } = await environment.status();
    equal(health, 'unknown');
    same(
      components.map(({ kind }) => kind),
      Object.keys(expected),
    );
    for (const { kind, health: of, state, reasons } of components) {
      const result = [`${of}, ${state}`, ...reasons].join(': ');
      ok(expected[kind].test(result), `${kind}: ${result}`);
    }
    return components.map(each => `${each.kind} ${each.health}`).join(', ');
  });
}
