import { LOCAL_ACCOUNT_ID } from '../../world/InMemoryWorld';

/**
 * Why an image cannot be pulled, as a stopped task reports it; `undefined` when it can.
 *
 * Nothing is really pulled. Two kinds of images fail: those marked as failing (tag `missing`, `does-not-exist` in the path), and
 * those in this account's own registry, whose repositories are always empty.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
 */
export function imagePullFailure(image: string): string | undefined {
  const isAbsent =
    /:missing(@|$)/.test(image) ||
    /(^|[/-])does-not-exist/.test(image.split(':')[0]) ||
    image.startsWith(`${LOCAL_ACCOUNT_ID}.dkr.ecr.`);
  if (!isAbsent) return undefined;
  const reference = qualified(image);
  return `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${reference}: ${reference}: not found`;
}

/** Docker's rule: a first part without dot, colon or `localhost` is a path at Docker Hub, not a registry. */
function qualified(image: string): string {
  const tagged = /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
  const [first, ...rest] = tagged.split('/');
  if (rest.length && /[.:]|^localhost$/.test(first)) return tagged;
  return `docker.io/${rest.length ? '' : 'library/'}${tagged}`;
}
