import { specMetadataKey } from './names';
import { resolveSpec } from './resolveSpec';
import { specFromMetadata } from './specFromMetadata';
import { specToMetadata } from './specToMetadata';

function specOf(tags: Record<string, string>) {
  const resolution = resolveSpec({
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
    tags,
  });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
}

describe('specFromMetadata', () => {
  it('reads back exactly what specToMetadata wrote', () => {
    const spec = specOf({ Ref: 'not a reference' });
    expect(specFromMetadata(specToMetadata(spec))).toEqual(spec);
  });

  it.each([
    ['no metadata', undefined],
    ['metadata of another tool', { 'AWS::CloudFormation::Interface': {} }],
    ['text that is no JSON', { [specMetadataKey]: '{' }],
    ['a specification of another version', { [specMetadataKey]: '{"a":1}' }],
  ])('knows nothing from %s', (_, metadata) => {
    expect(specFromMetadata(metadata)).toBeUndefined();
  });
});
