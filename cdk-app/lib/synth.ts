import { text } from 'node:stream/consumers';
import {
  parseRequest,
  readRequest,
  SpecificationError,
  type SynthesisRequest,
} from './readRequest';
import { synthesizeEnvironment } from './synthesizeEnvironment';

/*
 * Program: a specification comes in, a template goes out.
 *
 * Forked, it is given one message `{ spec, permissionsBoundary? }`, answers one `SynthesizedEnvironment`, and ends when its parent
 * does. In a pipe, it reads the same message as JSON from stdin and writes the same answer to stdout. Failures go to stderr, exit
 * code 1.
 */

// CDK checks templates with an engine that takes three times as long to load as the rest takes to run. Tests and CI check instead.
process.env.CDK_VALIDATION = 'false';

function reasonOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return error instanceof SpecificationError
    ? error.message
    : error.stack ?? error.message;
}

function fail(error: unknown): never {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(1);
}

const answer = ({ spec, permissionsBoundary }: SynthesisRequest) =>
  synthesizeEnvironment(spec, { permissionsBoundary });

if (process.send) {
  process.once('disconnect', () => process.exit(1));
  process.once('message', message => {
    try {
      process.send?.(answer(readRequest(message)), undefined, {}, error =>
        error ? fail(error) : process.exit(0),
      );
    } catch (error) {
      fail(error);
    }
  });
} else {
  text(process.stdin)
    .then(input => answer(parseRequest(input)))
    .then(output => {
      process.stdout.write(`${JSON.stringify(output)}\n`);
    })
    .catch(fail);
}
