import specifications from './__fixtures__/specifications.json';
import { decodeBase64Url, encodeBase64Url } from './base64url';
import { resolveSpec } from './resolveSpec';
import {
  metadataKeys,
  readRequestMetadata,
  readSpecMetadata,
  requestToMetadata,
  specFromMetadata,
  specToMetadata,
} from './templateMetadata';

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
  ])('reads back exactly what was written %s', (_, alarmEmail) => {
    const spec = specOf({}, alarmEmail);
    expect(spec.observability.alarmEmail).toBe(alarmEmail);
    expect(specFromMetadata(specToMetadata(spec))).toEqual(spec);
  });

  it('writes the same for the same specification, in whatever order its keys are', () => {
    const spec = specOf({ b: '1', a: '2' });
    const { suffix, tags, ...rest } = spec;
    const other = { ...rest, tags: { a: '2', b: '1' }, suffix };
    expect(specToMetadata(other)).toEqual(specToMetadata(spec));
  });

  it('is pure ASCII, whatever the texts in it', () => {
    const spec = specOf({ Team: 'Vidéo 映像' });
    const metadata = specToMetadata(spec);
    expect(JSON.stringify(metadata)).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.stringify(metadata)).not.toContain('\\');
  });
});

describe('reading metadata', () => {
  const entry = (value: unknown) => ({
    [metadataKeys.spec]: encodeBase64Url(JSON.stringify(value)),
  });

  it.each([
    ['no metadata', undefined, /has no StreamFlix::Spec/],
    ['metadata of another tool', { Other: {} }, /has no StreamFlix::Spec/],
    ['damaged text', { [metadataKeys.spec]: '{??}' }, /cannot be decoded/],
    ['no format number', entry({ spec: {} }), /has no format number/],
    ['a later format', entry({ format: 3, spec: {} }), /has format 3/],
    ['a format that never was', entry({ format: 0.5, spec: {} }), /format 0.5/],
    ['half a specification', entry({ format: 2, spec: {} }), /not complete/],
    ['half of an old one', entry({ format: 1, spec: {} }), /not complete/],
  ])('reports why it cannot read %s', (_, metadata, reason) => {
    expect(readSpecMetadata(metadata)).toEqual({
      ok: false,
      reason: expect.stringMatching(reason),
    });
    expect(specFromMetadata(metadata)).toBeUndefined();
  });

  // They are what existing environments have. When this fails because of a new field: add a format, a migration, and its fixture.
  it.each(Object.entries(specifications))(
    'reads the specification that format %s wrote as the latest format writes it',
    (format, spec) => {
      expect(readSpecMetadata(entry({ format: Number(format), spec }))).toEqual(
        { ok: true, value: Object.values(specifications).at(-1) },
      );
    },
  );

  it('has a specification of every format to read', () => {
    const written = specToMetadata(specOf({}))[metadataKeys.spec];
    const { format } = JSON.parse(decodeBase64Url(written));
    expect(Object.keys(specifications)).toEqual(
      Array.from({ length: format }, (_, index) => String(index + 1)),
    );
  });

  it('reads back the request and who made it', () => {
    const request = {
      suffix: 'demo',
      region: 'eu-west-2',
      blueprint: 'complete' as const,
      owner: 'group:default/video',
      account: '111122223333',
    };
    const written = { request, requester: 'user:default/ada' };
    expect(readRequestMetadata(requestToMetadata(written))).toEqual({
      ok: true,
      value: written,
    });
  });
});
