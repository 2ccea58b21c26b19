import { availableParallelism } from 'node:os';
import {
  canonicalJson,
  type EnvironmentSpec,
  type PlatformTagKey,
} from '@streamflix/backstage-plugin-streamflix-common';
import { LRUCache } from 'lru-cache';
import limitConcurrency from 'p-limit';
import {
  askChild,
  type Answer,
  type EventsOptions,
  type SynthesisRequest,
} from './askChild';

/**
 * A template and what the CloudFormation request needs with it.
 *
 * @public
 */
export interface Synthesis {
  /** Minified JSON. */
  templateBody: string;
  /** Size of the template in bytes, as CloudFormation measures it. */
  bytes: number;
  /** Number of resources in the template. */
  resources: number;
  /** Tags of the stack, which CloudFormation applies to every resource. */
  tags: Record<string, string>;
}

/**
 * The keys of the platform's tags that an installation has chosen, by those that it has otherwise.
 *
 * @public
 */
export type TagKeys = Readonly<Partial<Record<PlatformTagKey, string>>>;

/** @public */
export interface SynthesisOptions {
  /** Name, with its path, of the permissions boundary of every role; `streamflix.aws.permissionsBoundary`. */
  permissionsBoundary?: string;
  /** Keys of the platform's tags, where they differ from its own; `streamflix.tags.keys`. */
  tagKeys?: TagKeys;
  /** Seconds the child may take, 60 by default; waiting for a free core does not count. */
  timeoutSeconds?: number;
  signal?: AbortSignal;
}

/**
 * The options that the configuration of an installation gives.
 *
 * @public
 */
export const synthesisOptions = ({
  permissionsBoundary,
  tagKeys,
  synthesisTimeout,
}: {
  permissionsBoundary?: string;
  tagKeys: TagKeys;
  synthesisTimeout: number;
}): SynthesisOptions => ({
  permissionsBoundary,
  tagKeys,
  timeoutSeconds: synthesisTimeout,
});

/** Synthesis is deterministic, and executing a plan synthesizes its template again to verify it. At most 50 KB each, so 1 MB. */
const recent = new LRUCache<string, Answer>({ max: 20 });

// A child takes a core and 150 MB for half a second; a hundred at once would overload the machine.
const oneOfFew = limitConcurrency(Math.max(1, availableParallelism() - 1));

/**
 * Synthesizes the template of an environment in a child process, so that it uses neither memory nor time of the backend's. The
 * child gets only the specification and the boundary, and ends with this process. The last 20 templates are cached.
 *
 * @throws SynthesisError with the child's stderr; the signal's reason when it was aborted
 * @public
 */
export async function synthesize(
  spec: EnvironmentSpec,
  {
    permissionsBoundary,
    tagKeys = {},
    timeoutSeconds = 60,
    signal,
  }: SynthesisOptions = {},
): Promise<Synthesis> {
  const request: SynthesisRequest = { spec, permissionsBoundary };
  const key = canonicalJson(request);
  const { template, resources, tags } = await oneOfFew(async () => {
    signal?.throwIfAborted();
    const known = recent.get(key);
    if (known) return known;
    const answer = await askChild(request, timeoutSeconds, signal);
    recent.set(key, answer);
    return answer;
  });
  return {
    templateBody: template,
    bytes: Buffer.byteLength(template),
    resources,
    // A copy for each caller, who may add to it. The template contains no tags of the platform.
    tags: Object.fromEntries(
      Object.entries(tags).map(([name, value]) => [
        (tagKeys as Record<string, string>)[name] ?? name,
        value,
      ]),
    ),
  };
}

/**
 * Synthesizes the template of the stack that sends the events of an account and region to a queue, for an administrator to deploy.
 *
 * @throws SynthesisError for an invalid option
 * @public
 */
export async function synthesizeEvents(events: EventsOptions): Promise<string> {
  const { template } = await oneOfFew(() => askChild({ events }, 60));
  return template;
}
