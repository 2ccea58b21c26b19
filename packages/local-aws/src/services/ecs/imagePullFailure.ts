import { LOCAL_ACCOUNT_ID } from '../../world/InMemoryWorld';
import type { Fields } from '../../world/values';
import { fieldsOf, stringOf } from '../../world/values';
import type { World } from '../../world/World';
import { imagesIn } from '../ecr/images';

/** An image in the registry of this account: region, repository, tag and digest. */
const ownImage = new RegExp(
  `^${LOCAL_ACCOUNT_ID}\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/([^:@]+)(?::([^@]+))?(?:@(.+))?$`,
);

/**
 * Why an image cannot be pulled, as a stopped task reports it; `undefined` when it can.
 *
 * Nothing is really pulled. Images fail that are marked as failing (tag `missing`, `does-not-exist` in the path), and those in this
 * account's own registry that do not exist there or are for another processor.
 *
 * @param taskDefinition properties of the task definition, which names the processor
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
 */
export function imagePullFailure(
  world: World,
  image: string,
  taskDefinition: Fields | undefined,
): string | undefined {
  const reference = qualified(image);
  const failed = (reason: string) =>
    `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${reference}: ${reason}`;
  const own = ownImage.exec(image);
  if (own) {
    const [, region, repository, tag, digest] = own;
    const found = imagesIn(world, region, repository)?.find(
      ({ manifest, tags }) =>
        digest ? manifest.digest === digest : tags.includes(tag ?? 'latest'),
    );
    if (!found) return failed(`${reference}: not found`);
    const { CpuArchitecture } = fieldsOf(taskDefinition?.RuntimePlatform);
    const wanted = stringOf(CpuArchitecture) === 'ARM64' ? 'arm64' : 'amd64';
    return found.architectures.includes(wanted)
      ? undefined
      : `CannotPullContainerError: pull image manifest has been retried 5 time(s): image Manifest does not contain descriptor matching platform 'linux/${wanted}'`;
  }
  return /:missing(@|$)/.test(image) ||
    /(^|[/-])does-not-exist/.test(image.split(':')[0])
    ? failed(`${reference}: not found`)
    : undefined;
}

/** Docker's rule: a first part without dot, colon or `localhost` is a path at Docker Hub, not a registry. */
function qualified(image: string): string {
  const tagged = /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
  const [first, ...rest] = tagged.split('/');
  if (rest.length && /[.:]|^localhost$/.test(first)) return tagged;
  return `docker.io/${rest.length ? '' : 'library/'}${tagged}`;
}
