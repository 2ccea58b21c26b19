import {
  ecrImage,
  placeholderImage,
  printable,
  resourceName,
  type EcrImage,
  type EnvironmentRef,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsClients } from '../aws/AwsAccess';
import { describeForUser } from '../aws/AwsError';
import { readImage } from '../offers/readImage';

/** Platform of the tasks of an architecture, as images name it. */
const platforms = { x86_64: 'linux/amd64', arm64: 'linux/arm64' } as const;

/** An architecture as AWS writes it. */
const nameOf = (architecture: keyof typeof platforms) =>
  architecture === 'arm64' ? 'ARM64' : 'X86_64';

export interface ImageCheck {
  problems: Problem[];
  /** What could not be checked although it is the environment's account and region. */
  warnings: string[];
  /** What is not checked, by design. */
  notices: string[];
}

function describeMissing(
  state: 'no-repository' | 'no-image',
  { account, region, suffix }: EnvironmentRef,
  { repository, tag, digest }: EcrImage,
): string {
  const image = digest ?? tag;
  if (repository === resourceName('repository', suffix)) {
    return `Repository ${repository} belongs to this environment and does not have the image ${image}. Deploy with another image, push this one, then change the environment.`;
  }
  const where = `in ${region} of account ${account}`;
  return state === 'no-repository'
    ? `Repository ${repository} does not exist ${where}. Create it and push the image, or choose another image.`
    : `Repository ${repository} ${where} does not have the image ${image}. Push it, or choose another image.`;
}

async function checkImage(
  { ecr }: Pick<AwsClients, 'ecr'>,
  ref: EnvironmentRef,
  task: 'service' | 'worker',
  { image, architecture }: EnvironmentSpec['service' | 'worker'],
): Promise<ImageCheck> {
  const none: ImageCheck = { problems: [], warnings: [], notices: [] };
  const location = ecrImage(image);
  if (location?.account !== ref.account || location.region !== ref.region) {
    return {
      ...none,
      notices: [
        `Whether ${image} exists and runs on ${nameOf(
          architecture,
        )} is not checked: only the registry of the environment’s account and region is read.`,
      ],
    };
  }
  const refuse = (message: string): ImageCheck => ({
    ...none,
    problems: [{ path: `${task}.image`, message }],
  });
  try {
    const found = await readImage(ecr, location);
    if (found.state !== 'found') {
      return refuse(describeMissing(found.state, ref, location));
    }
    const wanted = platforms[architecture];
    if (found.platforms.includes(wanted)) return none;
    if (found.platforms.length === 0) {
      return {
        ...none,
        warnings: [
          `Whether ${image} runs on ${nameOf(
            architecture,
          )} is unknown: the image does not name its platforms.`,
        ],
      };
    }
    return refuse(
      `Image ${image} is for ${found.platforms.join(
        ', ',
      )}, and the tasks of the ${task} run on ${wanted} (${nameOf(
        architecture,
      )}). Choose the architecture of the image, or build the image for ${wanted}.`,
    );
  } catch (error) {
    return {
      ...none,
      warnings: [
        printable(
          `Whether ${image} exists and runs on ${nameOf(
            architecture,
          )} could not be checked: ${describeForUser(error)}`,
        ),
      ],
    };
  }
}

/**
 * Checks the images of tasks that change: whether they exist and are for the processor of the tasks. Only the registry of the
 * environment's own account and region is read. Without an answer, tasks that cannot start are reported after minutes.
 *
 * @param running - specification of the environment as it runs; undefined for a new one
 */
export async function checkImages(
  clients: Pick<AwsClients, 'ecr'>,
  ref: EnvironmentRef,
  spec: EnvironmentSpec,
  running?: EnvironmentSpec,
): Promise<ImageCheck> {
  const tasks = (['service', 'worker'] as const).filter(task => {
    const { enabled, image, architecture } = spec[task];
    const before = running?.[task];
    const keeps =
      before?.enabled === true &&
      before.image === image &&
      before.architecture === architecture;
    return enabled && image !== placeholderImage && !keeps;
  });
  const found = await Promise.all(
    tasks.map(task => checkImage(clients, ref, task, spec[task])),
  );
  return {
    problems: found.flatMap(({ problems }) => problems),
    warnings: [...new Set(found.flatMap(({ warnings }) => warnings))],
    notices: [...new Set(found.flatMap(({ notices }) => notices))],
  };
}
