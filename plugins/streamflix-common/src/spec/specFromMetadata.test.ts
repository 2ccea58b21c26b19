import { specMetadataKey } from './names';
import { resolveSpec } from './resolveSpec';
import { specFromMetadata } from './specFromMetadata';
import { specToMetadata } from './specToMetadata';

function specOf(tags: Record<string, string>, alarmEmail?: string) {
  const resolution = resolveSpec({
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
    tags,
    observability: { alarmEmail },
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
    ['without quotation marks', 'ops@example.com'],
    ['with an apostrophe', "o'neil@example.com"],
    ['with a backslash and an apostrophe', "o\\'neil@example.com"],
  ])('reads back exactly what was written %s', (_, alarmEmail) => {
    const spec = specOf({}, alarmEmail);
    expect(spec.observability.alarmEmail).toBe(alarmEmail);
    expect(specFromMetadata(specToMetadata(spec))).toEqual(spec);
  });

  it('is written without a quotation mark that JSON would escape', () => {
    const [text] = Object.values(specToMetadata(specOf({ Team: 'video' })));
    expect(text).not.toMatch(/["\\]/);
  });

  it('reads what earlier versions wrote', () => {
    const spec = specOf({ Team: 'video' });
    expect(
      specFromMetadata({ [specMetadataKey]: JSON.stringify(spec) }),
    ).toEqual(spec);
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
