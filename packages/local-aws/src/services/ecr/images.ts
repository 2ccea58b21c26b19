import { createHash } from 'node:crypto';
import type { World } from '../../world/World';

/** Image architectures by the names they have in a manifest. */
type ImageArchitecture = 'amd64' | 'arm64';

/** A blob of a registry: a manifest, or the configuration of an image. */
interface Blob {
  digest: string;
  mediaType: string;
  content: string;
}

/** An image: an index of images for several architectures, or one of them. */
export interface Image {
  manifest: Blob;
  /** Only of a single image. */
  config?: Blob;
  architectures: readonly ImageArchitecture[];
  tags: readonly string[];
}

const blob = (mediaType: string, content: object): Blob => {
  const text = JSON.stringify(content);
  const hash = createHash('sha256').update(text).digest('hex');
  return { digest: `sha256:${hash}`, mediaType, content: text };
};

const reference = ({ digest, mediaType, content }: Blob) => ({
  mediaType,
  digest,
  size: content.length,
});

function singleImage(architecture: ImageArchitecture): Image {
  const config = blob('application/vnd.docker.container.image.v1+json', {
    architecture,
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [] },
  });
  const manifest = blob(
    'application/vnd.docker.distribution.manifest.v2+json',
    { schemaVersion: 2, config: reference(config), layers: [] },
  );
  return {
    manifest,
    config,
    architectures: [architecture],
    tags: [`1.0-${architecture}`],
  };
}

const singles = [singleImage('amd64'), singleImage('arm64')];

/** As `docker buildx` writes it, with an attestation that runs nowhere. */
const index: Image = {
  manifest: blob('application/vnd.oci.image.index.v1+json', {
    schemaVersion: 2,
    manifests: [
      ...singles.map(({ manifest, architectures: [architecture] }) => ({
        ...reference(manifest),
        platform: { architecture, os: 'linux' },
      })),
      {
        ...reference(singles[0].manifest),
        platform: { architecture: 'unknown', os: 'unknown' },
        annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
      },
    ],
  }),
  architectures: ['amd64', 'arm64'],
  tags: ['1.0', 'latest'],
};

/** The repository that an account has without a stack, and its images. */
const initialRepository = 'streamflix/content';
const initialImages: readonly Image[] = [index, ...singles];

/**
 * The images of a repository; undefined when it does not exist. Nothing can be pushed, so a repository of a stack has none.
 */
export function imagesIn(
  world: World,
  region: string,
  repository: string,
): readonly Image[] | undefined {
  if (repository === initialRepository && world.account !== 'fresh') {
    return initialImages;
  }
  const existing = world.find(region, 'AWS::ECR::Repository', repository);
  return existing && existing.phase !== 'failed' ? [] : undefined;
}
