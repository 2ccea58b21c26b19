import { deepStrictEqual as same, ok, strictEqual as equal } from 'node:assert';
import {
  blueprintIds,
  blueprints,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Cleanup } from '../Cleanup';
import { accessTo } from '../accessTo';
import type { CheckRecorder } from '../CheckRecorder';
import { checkBlueprint } from './checkBlueprint';
import { checkStatus } from './checkStatus';
import { Moto } from './Moto';
import { motoLimits, unknownToMoto } from './motoLimits';
import { MotoEnvironment } from './MotoEnvironment';

/** The engine against moto: deploys, changes and destroys every blueprint. */
export async function validateOnMoto(
  recorder: CheckRecorder,
  { cleanup, python }: { cleanup: Cleanup; python: string },
): Promise<void> {
  const moto = await Moto.start(cleanup, python);
  const regions = blueprintIds.map(id => blueprints[id].homeRegions[0]);
  const access = accessTo(moto.url, [...new Set(regions)]);
  await recorder.take('fresh account: logs of REST APIs', async () => {
    const fresh = new MotoEnvironment(access, 'media-processing');
    const problem = await fresh.fails(() => fresh.deploy());
    ok(problem.includes('API Gateway may not write logs'), problem);
    for (const region of new Set(regions)) await moto.letApiGatewayLog(region);
    return 'refused until there is a role for them';
  });
  const types = new Set<string>();
  for (const blueprint of blueprintIds) {
    const environment = new MotoEnvironment(access, blueprint);
    await checkBlueprint(recorder, moto, environment);
    for (const type of environment.types) types.add(type);
  }

  await checkStatus(
    recorder,
    moto,
    new MotoEnvironment(access, 'content-delivery', 'named'),
  );
  await recorder.take(
    'limits: resource types that moto does not make',
    async () => {
      same(await moto.unknownOf([...types]), unknownToMoto);
      return `${unknownToMoto.length} of ${types.size}`;
    },
  );
  const limited = new MotoEnvironment(access, 'video-pipeline', 'limited');
  const { region } = limited;
  await recorder.take('limits: protection against deletion', async () => {
    const { outcome } = await limited.deploy({
      deletionProtection: true,
      database: { kind: 'none' },
    });
    equal(outcome.outcome, 'needs-attention', outcome.message);
    ok(
      /Only its protection against deletion could not be changed/.test(
        outcome.message,
      ),
      outcome.message,
    );
    equal((await limited.status()).summary?.stackName, limited.stackName);
    // Without a database moto does not fail: it creates every type it supports.
    same(await moto.things(region), {
      vpcs: ['vpc-limited'],
      subnets: 4,
      clusters: ['cluster-limited'],
      shards: { 'stream-limited': 2 },
    });
    return 'not taken by moto: needs attention';
  });
  await recorder.take(
    'limits: what moto answers otherwise than AWS',
    async () => {
      const found = await moto.limitsOf(region, limited.stackName);
      same(
        Object.keys(found).filter(limit => found[limit]),
        motoLimits,
      );
      return motoLimits.join(', ');
    },
  );
  await recorder.take('limits: deletion of route tables', async () => {
    const refusal = await limited.fails(() => limited.destroy());
    ok(/is protected against deletion\./.test(refusal), refusal);
    const { outcome } = await limited.deploy({ deletionProtection: false }, [
      'DatabaseCluster',
    ]);
    equal(outcome.outcome, 'updated', outcome.message);
    const problem = await limited.fails(() => limited.destroy());
    ok(/^The vpc vpc-\w+ has dependencies/.test(problem), problem);
    return 'refused by moto, and never called destroyed';
  });
}
