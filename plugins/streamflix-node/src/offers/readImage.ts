import {
  BatchGetImageCommand,
  GetDownloadUrlForLayerCommand,
  type ECRClient,
} from '@aws-sdk/client-ecr';
import type { EcrImage } from '@streamflix/backstage-plugin-streamflix-common';
import { download } from '../aws/download';
import { retryThrottled } from '../aws/retryThrottled';

/** Media types of manifests that ECS reads: an index of images for several platforms, or one image. */
const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const imageTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

interface Platform {
  os?: string;
  architecture?: string;
}

/** The parts of a manifest, or of an image's configuration, that name a platform. Source: OCI Image Format Specification. */
interface Manifest extends Platform {
  mediaType?: string;
  manifests?: { platform?: Platform }[];
  config?: { digest?: string };
}

/** What a repository has for a reference. */
export type ImageFinding =
  | { state: 'no-repository' | 'no-image' }
  /** Platforms such as `linux/arm64`; empty when the image does not name them. */
  | { state: 'found'; platforms: string[] };

const named = (platforms: readonly Platform[]): string[] =>
  platforms.flatMap(({ os, architecture }) =>
    // An attestation is in the index as an image for an unknown platform.
    os && architecture && os !== 'unknown' ? `${os}/${architecture}` : [],
  );

/**
 * Reads which platforms an image in ECR is for.
 *
 * @throws AwsError, or the SDK's error; Error where the configuration of a single image cannot be downloaded or parsed
 */
export async function readImage(
  ecr: ECRClient,
  { repository, tag, digest }: EcrImage,
): Promise<ImageFinding> {
  try {
    const { images = [], failures = [] } = await retryThrottled(() =>
      ecr.send(
        new BatchGetImageCommand({
          repositoryName: repository,
          imageIds: [digest ? { imageDigest: digest } : { imageTag: tag }],
          acceptedMediaTypes: [...indexTypes, ...imageTypes],
        }),
      ),
    );
    const [image] = images;
    if (!image) {
      return failures.some(({ failureCode }) => failureCode === 'ImageNotFound')
        ? { state: 'no-image' }
        : { state: 'found', platforms: [] };
    }
    const manifest = JSON.parse(image.imageManifest ?? '{}') as Manifest;
    const type = image.imageManifestMediaType ?? manifest.mediaType ?? '';
    if (indexTypes.includes(type)) {
      const platforms = (manifest.manifests ?? []).map(each => each.platform);
      return {
        state: 'found',
        // An index need not name platforms, and then the tasks decide.
        platforms: platforms.every(each => each !== undefined)
          ? named(platforms.flatMap(each => each ?? []))
          : [],
      };
    }
    const { digest: layerDigest } = manifest.config ?? {};
    if (!imageTypes.includes(type) || !layerDigest) {
      return { state: 'found', platforms: [] };
    }
    const { downloadUrl } = await retryThrottled(() =>
      ecr.send(
        new GetDownloadUrlForLayerCommand({
          repositoryName: repository,
          layerDigest,
        }),
      ),
    );
    const config = JSON.parse(await download(downloadUrl ?? '')) as Platform;
    return { state: 'found', platforms: named([config]) };
  } catch (error) {
    if (
      error instanceof Error &&
      error.name === 'RepositoryNotFoundException'
    ) {
      return { state: 'no-repository' };
    }
    throw error;
  }
}
