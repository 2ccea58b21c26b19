import {
  blueprints,
  resolveSpec,
  specFromMetadata,
  stackTags,
  type BlueprintId,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { synthesize } from './synthesize';

function specOf(blueprint: BlueprintId): EnvironmentSpec {
  const { homeRegions, requiredSecrets } = blueprints[blueprint];
  const resolution = resolveSpec({
    suffix: 'abc',
    region: homeRegions[0],
    blueprint,
    owner: 'group:default/video',
    ...(requiredSecrets && {
      secrets: {
        database: 'streamflix/database',
        apiKeys: ['streamflix/api-keys'],
      },
    }),
  });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
}

describe('synthesis', () => {
  const spec = specOf('video-pipeline');

  it('answers a minified template, its size, and the tags of the stack', async () => {
    const { templateBody, bytes, resources, tags } = await synthesize(spec);
    const template = JSON.parse(templateBody);
    expect(JSON.stringify(template)).toBe(templateBody);
    expect(Object.keys(template.Resources)).toHaveLength(resources);
    expect(bytes).toBe(Buffer.byteLength(templateBody));
    expect(specFromMetadata(template.Metadata)).toEqual(spec);
    expect(tags).toMatchObject({
      [stackTags.suffix]: 'abc',
      [stackTags.owner]: 'group:default/video',
      CostCenter: spec.costCenter,
    });
  });

  it('never loads the CDK into this process', async () => {
    await synthesize(spec);
    const loaded = Object.keys(require.cache).filter(path =>
      /aws-cdk-lib|cdk-app\/dist/.test(path),
    );
    expect(loaded).toEqual([]);
  });

  it('gives the same template for the same specification, byte for byte', async () => {
    const [first, second] = await Promise.all([
      synthesize(spec),
      synthesize(spec),
    ]);
    expect(second).toEqual(first);
  });

  it("tells the child's own words when it fails", async () => {
    const broken = { ...spec, network: undefined } as unknown;
    await expect(synthesize(broken as EnvironmentSpec)).rejects.toThrow(
      /^The template could not be made: .*The specification is not complete/s,
    );
  });

  it('is stopped when it takes too long, and says which limit that was', async () => {
    await expect(synthesize(spec, { timeoutSeconds: 0.01 })).rejects.toThrow(
      'Making the template took longer than 0.01 seconds and was stopped. The limit is streamflix.synthesis.timeout.',
    );
  });

  it('is stopped by its signal', async () => {
    const abort = new AbortController();
    const synthesis = synthesize(spec, { signal: abort.signal });
    abort.abort(new Error('changed my mind'));
    await expect(synthesis).rejects.toThrow('changed my mind');
  });

  it('does not begin when its signal was aborted before', async () => {
    await expect(
      synthesize(spec, { signal: AbortSignal.abort(new Error('no')) }),
    ).rejects.toThrow('no');
  });
});
