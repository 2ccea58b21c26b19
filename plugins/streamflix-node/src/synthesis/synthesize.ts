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

/** A template and what goes with it into the CloudFormation call. */
export interface Synthesis {
  /** Minified JSON. */
  templateBody: string;
  /** Size of the template in bytes, as CloudFormation counts it. */
  bytes: number;
  /** Number of resources in the template. */
  resources: number;
  /** Tags of the stack, which CloudFormation gives to every resource. */
  tags: Record<string, string>;
}

export interface SynthesisOptions {
  /** Name, with its path, of the managed policy that bounds every role; `streamflix.aws.permissionsBoundary`. */
  permissionsBoundary?: string;
  /** Seconds the child may take, 60 by default; waiting for a free core is not counted. */
  timeoutSeconds?: number;
  signal?: AbortSignal;
}

/** What the child is given. */
interface SynthesisRequest {
  spec: EnvironmentSpec;
  permissionsBoundary?: string;
}

/** What the child answers. */
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

/** Synthesis is pure, and whoever executes a plan makes its template again to verify it. Templates of 50 KB at most, so 1 MB. */
const recent = new LRUCache<string, Answer>({ max: 20 });

/** The end of what the child said; its beginning is of no use to a reader, and could fill a log. */
const stderrLimit = 4_000;

// A child takes a core and 150 MB for half a second; a hundred at once would take the machine down.
const oneOfFew = limitConcurrency(Math.max(1, availableParallelism() - 1));

/**
 * Makes the template of an environment in a child process, so that neither its memory nor its time is the backend's.
 * The child gets the specification and the boundary and nothing else, and dies with this process. The last 20 templates are kept.
 *
 * @throws SynthesisError with the child's own words; the signal's reason when it was aborted
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
    // Another for each caller, who may add to it.
    tags: { ...tags },
  };
}

function askChild(
  request: SynthesisRequest,
  timeoutSeconds: number,
  signal?: AbortSignal,
): Promise<Answer> {
  const child = fork(findSynth(), [], {
    // The parent's own flags (a loader, an inspector's port) are not the child's.
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
    // The child may be gone before it has read: its exit tells why, better than the broken pipe does.
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
