import { AwsError, type Service } from '../protocols/Service';
import { type Fields, fieldsOf, listOf, stringOf } from '../world/values';
import type { World } from '../world/World';
import { imagesIn, type Image } from './ecr/images';
import { createSigner, presign } from '../signatures/createSigner';
import { USER_KEY } from '../signatures/AccessKeys';
import { requireString } from './requireString';
import type { ObjectStore } from './s3/ObjectStore';

/** Whose signature the addresses of layers have. */
const signedBy = { accessKeyId: USER_KEY, secretAccessKey: USER_KEY };

/** Where ECR keeps layers; AWS has a bucket in each region. */
const layerBucket = (region: string) => `prod-${region}-starport-layer-bucket`;

/**
 * The part of ECR that describes images: their manifests, and the configuration of an image as a download.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/Welcome.html
 */
export function createEcr(world: World, objects: ObjectStore): Service {
  function imagesOf(input: Fields, region: string): readonly Image[] {
    const repository = requireString(input, 'repositoryName');
    const registry = stringOf(input.registryId) ?? world.accountId;
    const images =
      registry === world.accountId
        ? imagesIn(world, region, repository)
        : undefined;
    if (!images) {
      throw new AwsError(
        'RepositoryNotFoundException',
        `The repository with name '${repository}' does not exist in the registry with id '${registry}'`,
      );
    }
    return images;
  }

  return {
    name: 'ecr',
    operations: {
      BatchGetImage(input, { region, accountId }) {
        const available = imagesOf(input, region);
        const images: Fields[] = [];
        const failures: Fields[] = [];
        for (const id of listOf(input.imageIds).map(fieldsOf)) {
          const { imageTag, imageDigest } = id;
          const image = available.find(
            ({ manifest, tags }) =>
              (imageTag === undefined || tags.includes(String(imageTag))) &&
              (imageDigest === undefined || manifest.digest === imageDigest),
          );
          if (image) {
            const { digest, content, mediaType } = image.manifest;
            images.push({
              registryId: accountId,
              repositoryName: input.repositoryName,
              imageId: { ...id, imageDigest: digest },
              imageManifest: content,
              imageManifestMediaType: mediaType,
            });
          } else {
            failures.push({
              imageId: id,
              failureCode: 'ImageNotFound',
              failureReason: 'Requested image not found',
            });
          }
        }
        return { images, failures };
      },

      async GetDownloadUrlForLayer(input, { region, endpoint }) {
        const digest = requireString(input, 'layerDigest');
        const config = imagesOf(input, region).find(
          image => image.config?.digest === digest,
        )?.config;
        if (!config) {
          throw new AwsError(
            'LayersNotFoundException',
            'The layer with digest was not found',
          );
        }
        const name = layerBucket(region);
        const bucket =
          objects.list(region).find(each => each.name === name) ??
          objects.create(name, region);
        bucket.objects.set(digest, {
          key: digest,
          body: Buffer.from(config.content),
          contentType: 'application/octet-stream',
          etag: `"${digest}"`,
          modifiedAt: world.now(),
        });
        const path = `/${name}/${encodeURIComponent(digest)}`;
        const { host } = new URL(endpoint);
        const query = await presign(
          createSigner({ service: 's3', region }, signedBy),
          { method: 'GET', path, headers: { host } },
          world.now(),
          3600,
        );
        return {
          downloadUrl: `${endpoint}${path}?${new URLSearchParams(query)}`,
          layerDigest: digest,
        };
      },
    },
  };
}
