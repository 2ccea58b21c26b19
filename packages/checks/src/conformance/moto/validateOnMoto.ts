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
  for (const blueprint of blueprintIds) {
    await checkBlueprint(
      recorder,
      moto,
      new MotoEnvironment(access, blueprint),
    );
  }

  await checkStatus(
    recorder,
    moto,
    new MotoEnvironment(access, 'content-delivery', 'named'),
  );
  const limited = new MotoEnvironment(access, 'video-pipeline', 'limited');
  const { region } = limited;
  await recorder.take('protection that AWS does not accept', async () => {
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
    return 'reported as needing attention';
  });
  await recorder.take('a deletion that AWS refuses', async () => {
    const refusal = await limited.fails(() => limited.destroy());
    ok(/is protected against deletion\./.test(refusal), refusal);
    const { outcome } = await limited.deploy({ deletionProtection: false }, [
      'DatabaseCluster',
    ]);
    equal(outcome.outcome, 'updated', outcome.message);
    const problem = await limited.fails(() => limited.destroy());
    ok(/^The vpc vpc-\w+ has dependencies/.test(problem), problem);
    return 'reported, and never called destroyed';
  });
}
