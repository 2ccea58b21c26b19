import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import {
  canonicalJson,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { LRUCache } from 'lru-cache';
import limitConcurrency from 'p-limit';
import { findSynth, synthEnvironment } from './synthChild';
import { SynthesisError } from './SynthesisError';

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

/** @public */
export interface SynthesisOptions {
  /** Name, with its path, of the permissions boundary of every role; `streamflix.aws.permissionsBoundary`. */
  permissionsBoundary?: string;
  /** Seconds the child may take, 60 by default; waiting for a free core does not count. */
  timeoutSeconds?: number;
  signal?: AbortSignal;
}

/** The request to the child. */
interface SynthesisRequest {
  spec: EnvironmentSpec;
  permissionsBoundary?: string;
}

/** The response of the child. */
interface Answer {
  template: string;
  tags: Record<string, string>;
  resources: number;
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' &&
  value !== null &&
  'template' in value &&
  typeof value.template === 'string' &&
  'tags' in value &&
  typeof value.tags === 'object' &&
  'resources' in value &&
  typeof value.resources === 'number';

/** Synthesis is deterministic, and executing a plan synthesizes its template again to verify it. At most 50 KB each, so 1 MB. */
const recent = new LRUCache<string, Answer>({ max: 20 });

/** Characters of the child's stderr to keep, from its end: more is of no use to a reader and could fill a log. */
const stderrLimit = 4_000;

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
  { permissionsBoundary, timeoutSeconds = 60, signal }: SynthesisOptions = {},
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
    // A copy for each caller, who may add to it.
    tags: { ...tags },
  };
}

function askChild(
  request: SynthesisRequest,
  timeoutSeconds: number,
  signal?: AbortSignal,
): Promise<Answer> {
  const child = fork(findSynth(), [], {
    // The parent's own flags (a loader, an inspector's port) are not for the child.
    execArgv: [],
    env: synthEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise<Answer>((resolve, reject) => {
    let answer: unknown;
    let stderr = '';
    let stopped: Error | undefined;
    const stop = (reason: Error) => {
      stopped ??= reason;
      child.kill('SIGKILL');
    };
    const onAbort = () => stop(signal?.reason);
    const limit = setTimeout(
      () =>
        stop(
          new SynthesisError(
            `Making the template took longer than ${timeoutSeconds} seconds and was stopped. The limit is streamflix.synthesis.timeout.`,
          ),
        ),
      timeoutSeconds * 1000,
    );
    signal?.addEventListener('abort', onAbort, { once: true });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-stderrLimit);
    });
    child.on('message', message => {
      answer = message;
    });
    // The child may exit before it reads: `close` reports a better reason than the broken pipe.
    child.send(request, () => {});
    const settle = (error?: Error) => {
      clearTimeout(limit);
      signal?.removeEventListener('abort', onAbort);
      if (stopped) reject(stopped);
      else if (error) reject(error);
      else if (isAnswer(answer)) resolve(answer);
      else reject(new SynthesisError('The CDK app ended without an answer.'));
    };
    child.on('error', error =>
      settle(new SynthesisError(`The CDK app did not start: ${error.message}`)),
    );
    child.on('close', (code, killedBy) =>
      settle(
        code === 0
          ? undefined
          : new SynthesisError(
              `The template could not be made: ${
                stderr.trim() || `the CDK app ended with ${killedBy ?? code}`
              }`,
            ),
      ),
    );
  });
}
