import { fork } from 'node:child_process';
import Module from 'node:module';
import {
  blueprints,
  resolveSpec,
  specFromMetadata,
  stackTags,
  type BlueprintId,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { findSynth } from './synthChild';
import { synthesize } from './synthesize';

jest.mock('node:child_process', () => {
  const actual = jest.requireActual('node:child_process');
  return { ...actual, fork: jest.fn(actual.fork) };
});
// The child process itself is tested here.
jest.unmock('./askChild');
const forked = jest.mocked(fork);

// A child takes seconds while other suites run in parallel.
jest.setTimeout(60_000);

let specs = 0;
/** A unique suffix, so that the template is not cached. */
const fresh = (spec: EnvironmentSpec) => ({ ...spec, suffix: `s${++specs}-x` });

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

  it('gives the tags of the platform the keys of the installation', async () => {
    const { tags } = await synthesize(spec, {
      tagKeys: { CostCenter: 'cost-center' },
    });
    expect(tags).toMatchObject({
      'cost-center': spec.costCenter,
      Owner: 'group:default/video',
    });
    expect(Object.keys(tags)).not.toContain('CostCenter');
  });

  it('never loads the CDK into this process', async () => {
    const cdkModules = () =>
      Object.keys(Object(Module)._cache).filter(path =>
        /aws-cdk-lib|cdk-app\/dist/.test(path),
      );
    const before = cdkModules();
    await synthesize(fresh(spec));
    expect(cdkModules()).toEqual(before);
    expect(Object.keys(require.cache)).not.toContain(findSynth());
  });

  it('bounds the roles by the policy it is given', async () => {
    const [bounded, unbounded] = [
      await synthesize(spec, { permissionsBoundary: 'platform/limits' }),
      await synthesize(spec),
    ];
    expect(bounded.templateBody).toContain('policy/platform/limits');
    expect(unbounded.templateBody).not.toContain('PermissionsBoundary');
  });

  it('reuses a recent template, regardless of the requester and the order of properties', async () => {
    const { suffix, ...rest } = fresh(spec);
    const first = await synthesize({ suffix, ...rest });
    first.tags.Mine = 'changed';
    forked.mockClear();
    const second = await synthesize({ ...rest, suffix });
    expect(forked).not.toHaveBeenCalled();
    expect(second.templateBody).toBe(first.templateBody);
    expect(second.tags).not.toHaveProperty('Mine');

    await synthesize({ ...rest, suffix }, { permissionsBoundary: 'limits' });
    expect(forked).toHaveBeenCalledTimes(1);
  });

  it('keeps no failure', async () => {
    const own = fresh(spec);
    await expect(synthesize(own, { timeoutSeconds: 0.01 })).rejects.toThrow();
    expect((await synthesize(own)).resources).toBeGreaterThan(10);
  });

  it('does not answer from memory once its signal was aborted', async () => {
    await synthesize(spec);
    await expect(
      synthesize(spec, { signal: AbortSignal.abort(new Error('no')) }),
    ).rejects.toThrow('no');
  });

  it("reports the child's message when it fails", async () => {
    const broken = { ...spec, network: undefined } as unknown;
    await expect(synthesize(broken as EnvironmentSpec)).rejects.toThrow(
      /^The template could not be made: .*The specification is not complete/s,
    );
  });

  it('is stopped when it takes too long, and names the limit', async () => {
    await expect(
      synthesize(fresh(spec), { timeoutSeconds: 0.01 }),
    ).rejects.toThrow(
      'Making the template took longer than 0.01 seconds and was stopped. The limit is streamflix.synthesis.timeout.',
    );
  });

  it('is stopped by its signal', async () => {
    const abort = new AbortController();
    const synthesis = synthesize(fresh(spec), { signal: abort.signal });
    abort.abort(new Error('changed my mind'));
    await expect(synthesis).rejects.toThrow('changed my mind');
  });

  it('does not start when its signal was aborted before', async () => {
    await expect(
      synthesize(fresh(spec), { signal: AbortSignal.abort(new Error('no')) }),
    ).rejects.toThrow('no');
  });
});
