import { deepStrictEqual as same, ok, strictEqual as equal } from 'node:assert';
import {
  blueprints,
  type BlueprintId,
  type ComponentKind,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Minutes } from '../Minutes';
import type { Moto } from './Moto';
import type { Change, Resident } from './Resident';

/** What a card is about. */
const typeOf: Record<ComponentKind, RegExp> = {
  ecs: /^AWS::ECS::Service$/,
  database: /^AWS::RDS::DB(Cluster|Instance)$/,
  cache: /^AWS::ElastiCache::(ReplicationGroup|ServerlessCache)$/,
  stream: /^AWS::Kinesis::Stream$/,
  api: /^AWS::ApiGateway(::RestApi|V2::Api)$/,
};

/** A change of size of something that holds data, and what it is of. */
function resize(blueprint: BlueprintId): [Change, RegExp] {
  const { stream, database } = blueprints[blueprint].defaults;
  return stream.mode === 'provisioned'
    ? [{ stream: { shards: 2 * stream.shards } }, /^Stream$/]
    : [{ database: { storageGiB: 2 * database.storageGiB } }, /^Database/];
}

/** Deploys, changes and destroys one blueprint, and looks at what is said of it. */
export async function judgeBlueprint(
  minutes: Minutes,
  moto: Moto,
  resident: Resident,
): Promise<void> {
  const { blueprint, region, secrets, types } = resident;
  const take = (step: string, look: () => Promise<string | void>) =>
    minutes.take(`${blueprint}: ${step}`, look);

  await take('deploy', async () => {
    if (secrets.length > 0) {
      const problem = await resident.fails(() => resident.deploy());
      for (const secret of secrets) {
        ok(problem.includes(`Secret ${secret} does not exist`), problem);
      }
      await moto.makeSecrets(region, secrets);
    }
    const { plan, outcome, notes } = await resident.deploy();
    equal(outcome.outcome, 'created', outcome.sentence);
    equal(outcome.stackStatus, 'CREATE_COMPLETE');
    equal(plan.changes.length, plan.synthesis.resources);
    ok(plan.changes.every(({ action }) => action === 'add'));
    ok(
      notes.some(note =>
        /^Whether AWS offers .* could not be found out/.test(note),
      ),
      'Nothing says that engine versions could not be looked at.',
    );
    return `${outcome.outcome}, ${plan.changes.length} resources`;
  });
  await take('status', async () => {
    const { health, components } = await resident.status();
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
    return `unknown, each with its reason: ${components
      .map(({ kind }) => kind)
      .join(', ')}`;
  });
  await take('deploy again', async () => {
    const { outcome } = await resident.deploy();
    equal(outcome.outcome, 'unchanged', outcome.sentence);
    return outcome.outcome;
  });
  await take('change of scaling limits', async () => {
    const part = types.has('AWS::ElasticLoadBalancingV2::LoadBalancer')
      ? 'service'
      : 'worker';
    const { plan, outcome } = await resident.deploy({
      [part]: { maxTasks: 25 },
    });
    same(
      [...new Set(plan.changes.map(({ type }) => type))],
      ['AWS::ApplicationAutoScaling::ScalableTarget'],
    );
    equal(outcome.outcome, 'updated', outcome.sentence);
    return `${outcome.outcome}, ${plan.changes
      .map(c => c.logicalId)
      .join(', ')}`;
  });
  await take('change of size', async () => {
    const [change, of] = resize(blueprint);
    // Whether moto replaces it, moto does not say; so it is a loss that somebody has to allow.
    const problem = await resident.fails(() => resident.deploy(change));
    const [, logicalId = ''] = /^(\w+) \(.*may be replaced/.exec(problem) ?? [];
    ok(of.test(logicalId), problem);
    const { plan, outcome } = await resident.deploy(change, [logicalId]);
    equal(outcome.outcome, 'updated', outcome.sentence);
    ok(
      plan.changes.every(({ replacement }) => replacement === 'possible'),
      'A replacement is called certain, and moto says nothing of it.',
    );
    return `${outcome.outcome}, ${logicalId}, once its data was given up`;
  });
  await take('change of tags', async () => {
    const [size] = resize(blueprint);
    const { outcome } = await resident.deploy({
      ...size,
      tags: { Team: 'video' },
    });
    equal(outcome.outcome, 'updated', outcome.sentence);
    return outcome.outcome;
  });
  await take('destroy', async () => {
    await moto.deleteRouteTables(region);
    const { outcome, notes } = await resident.destroy();
    equal(outcome.outcome, 'destroyed', outcome.sentence);
    equal(outcome.stackStatus, 'DELETE_COMPLETE');
    ok(notes.some(note => note.startsWith('What goes could not be listed')));
    equal((await resident.status()).health, 'absent');
    return outcome.outcome;
  });
}
