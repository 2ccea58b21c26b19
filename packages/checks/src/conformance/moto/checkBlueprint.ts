import { deepStrictEqual as same, ok, strictEqual as equal } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import {
  blueprints,
  type BlueprintId,
  type ComponentKind,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { CheckRecorder } from '../CheckRecorder';
import type { Moto, MotoStack } from './Moto';
import type { Change, MotoEnvironment } from './MotoEnvironment';

/** The resource types of a status card. */
const typeOf: Record<ComponentKind, RegExp> = {
  ecs: /^AWS::ECS::Service$/,
  database: /^AWS::RDS::DB(Cluster|Instance)$/,
  cache: /^AWS::ElastiCache::(ReplicationGroup|ServerlessCache)$/,
  stream: /^AWS::Kinesis::Stream$/,
  api: /^AWS::ApiGateway(::RestApi|V2::Api)$/,
};

/** A size change of a data store: its resource type, and the changed property. */
function resize(blueprint: BlueprintId) {
  const { stream, database } = blueprints[blueprint].defaults;
  const ofStream = {
    change: { stream: { shards: 2 * stream.shards } } satisfies Change,
    of: /^Stream$/,
    property: 'ShardCount',
    size: 2 * stream.shards,
  };
  const ofDatabase = {
    change: {
      database: { storageGiB: 2 * database.storageGiB },
    } satisfies Change,
    of: /^Database/,
    property: 'AllocatedStorage',
    size: 2 * database.storageGiB,
  };
  return stream.mode === 'provisioned' ? ofStream : ofDatabase;
}

/**
 * Deploys, changes and destroys one blueprint. Each result of the engine is compared with moto's own, requested without the
 * engine: the stack, its template, and the resources in the region.
 */
export async function checkBlueprint(
  recorder: CheckRecorder,
  moto: Moto,
  environment: MotoEnvironment,
): Promise<void> {
  const { blueprint, region, secrets, stackName, suffix, types } = environment;
  const take = (step: string, look: () => Promise<string | void>) =>
    recorder.take(`${blueprint}: ${step}`, look);
  const untouched = await moto.things(region);
  let arn = '';
  let stack: MotoStack | undefined;

  /** Asserts that moto has executed one more change, and returns the resources that differ since, by logical id. */
  async function changes() {
    const before = stack;
    stack = await moto.stack(region, arn);
    const states = stack.states.slice(before?.states.length);
    // If moto fails at the database, the SDK repeats the call, and the update starts twice.
    same([...new Set(states)], ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE']);
    return Object.fromEntries(
      Object.entries(stack.resources).filter(
        ([id, is]) => !isDeepStrictEqual(is, before?.resources[id]),
      ),
    );
  }

  await take('deploy', async () => {
    if (secrets.length > 0) {
      const problem = await environment.fails(() => environment.deploy());
      equal(problem.match(/ does not exist in /g)?.length, secrets.length);
      await moto.makeSecrets(region, secrets);
    }
    const { plan, outcome, notes } = await environment.deploy();
    equal(outcome.outcome, 'created', outcome.message);
    equal(outcome.stackStatus, 'CREATE_COMPLETE');
    equal(plan.changes.length, plan.synthesis.resources);
    ok(plan.changes.every(({ action }) => action === 'add'));
    ok(
      notes.some(note =>
        /^Whether AWS offers .* could not be found out/.test(note),
      ),
      'Nothing says that engine versions could not be looked at.',
    );
    arn = outcome.stackArn;
    stack = await moto.stack(region, stackName);
    equal(stack.id, arn);
    equal(stack.status, 'CREATE_COMPLETE');
    equal(stack.tags['streamflix:suffix'], suffix);
    same(
      Object.keys(stack.resources).sort(),
      plan.changes.map(({ logicalId }) => logicalId).sort(),
    );
    // moto fails at the database, and reports resources as complete that it did not create.
    same(await moto.things(region), {
      ...untouched,
      vpcs: [`vpc-${suffix}`],
      subnets: Object.values(stack.resources).filter(
        ({ Type }) => Type === 'AWS::EC2::Subnet',
      ).length,
    });
    return `${outcome.outcome}, ${plan.changes.length} resources`;
  });
  await take('status', async () => {
    const { health, components } = await environment.status();
    equal(health, 'unknown');
    same(
      components.map(({ kind }) => kind),
      (Object.keys(typeOf) as ComponentKind[]).filter(kind =>
        [...types].some(type => typeOf[kind].test(type)),
      ),
    );
    for (const { kind, health: of, reasons } of components) {
      equal(of, 'unknown', kind);
      ok(/^\S.* has no output \w+\.$/.test(reasons.join(' ')), kind);
    }
    return `unknown, as no output names them: ${components
      .map(({ kind }) => kind)
      .join(', ')}`;
  });
  await take('deploy again', async () => {
    // CloudFormation finds no change where only the metadata differ, in which the engine keeps the history. moto does.
    const { plan, outcome } = await environment.deploy();
    equal(outcome.outcome, 'updated', outcome.message);
    same(plan.changes, []);
    same(await changes(), {});
    return 'no resource differs';
  });
  await take('change of scaling limits', async () => {
    const part = types.has('AWS::ElasticLoadBalancingV2::LoadBalancer')
      ? 'service'
      : 'worker';
    const { plan, outcome } = await environment.deploy({
      [part]: { maxTasks: 25 },
    });
    same(
      [...new Set(plan.changes.map(({ type }) => type))],
      ['AWS::ApplicationAutoScaling::ScalableTarget'],
    );
    equal(outcome.outcome, 'updated', outcome.message);
    const ids = plan.changes.map(({ logicalId }) => logicalId);
    const changed = await changes();
    same(Object.keys(changed), ids);
    equal(changed[ids[0]].Properties?.MaxCapacity, 25);
    return `${outcome.outcome}, ${ids.join(', ')}`;
  });
  const { change, of, property, size } = resize(blueprint);
  await take('change of size', async () => {
    // moto does not report whether it replaces the resource, so the change counts as data loss that must be allowed.
    const problem = await environment.fails(() => environment.deploy(change));
    const [, logicalId = ''] = /^(\w+) \(.*may be replaced/.exec(problem) ?? [];
    ok(of.test(logicalId), problem);
    same(await moto.stack(region, arn), stack);
    const { plan, outcome } = await environment.deploy(change, [logicalId]);
    equal(outcome.outcome, 'updated', outcome.message);
    ok(
      plan.changes.every(({ replacement }) => replacement === 'possible'),
      'A replacement is called certain, and moto says nothing of it.',
    );
    const changed = await changes();
    same(
      Object.keys(changed).sort(),
      plan.changes.map(each => each.logicalId).sort(),
    );
    equal(Number(changed[logicalId].Properties?.[property]), size);
    if (property === 'ShardCount') {
      same((await moto.things(region)).shards, { [`stream-${suffix}`]: size });
    }
    return `${outcome.outcome}, ${logicalId}, once its data was given up`;
  });
  await take('change of tags', async () => {
    const { outcome } = await environment.deploy({
      ...change,
      tags: { Team: 'video' },
    });
    equal(outcome.outcome, 'updated', outcome.message);
    // These are tags of the stack only, and moto executes a change set without them.
    same(await changes(), {});
    equal(stack?.tags.Team, undefined);
    return outcome.outcome;
  });
  await take('destroy', async () => {
    await moto.deleteRouteTables(region);
    const { outcome, notes } = await environment.destroy();
    equal(outcome.outcome, 'destroyed', outcome.message);
    equal(outcome.stackStatus, 'DELETE_COMPLETE');
    ok(
      notes.some(note => note.startsWith('The resources could not be listed')),
    );
    equal((await moto.stack(region, arn)).status, 'DELETE_COMPLETE');
    equal(await moto.findStack(region, stackName), null);
    same(await moto.things(region), untouched);
    equal((await environment.status()).health, 'absent');
    return outcome.outcome;
  });
}
