import { fork } from 'node:child_process';
import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common';
import { findSynth, synthEnvironment } from './synthChild';
import { SynthesisError } from './SynthesisError';

/** The request to the child. */
export type SynthesisRequest =
  | { spec: EnvironmentSpec; permissionsBoundary?: string }
  | { events: EventsOptions };

/**
 * Where the events of an account and region go.
 *
 * @public
 */
export interface EventsOptions {
  /** ARN of an event bus in another account or region; a queue when missing. */
  forwardTo?: string;
  /** Other accounts whose events the queue receives too, through an event bus. */
  acceptFrom?: readonly string[];
}

/** The response of the child. */
export interface Answer {
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

/** Characters of the child's stderr to keep, from its end: more is of no use to a reader and could fill a log. */
const stderrLimit = 4_000;

/**
 * Lets a child process synthesize. It gets only the request, and ends with this process.
 *
 * @throws SynthesisError with the child's stderr; the signal's reason when it was aborted
 */
export function askChild(
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
