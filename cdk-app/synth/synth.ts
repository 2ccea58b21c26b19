import { text } from 'node:stream/consumers';
import { answerRequest } from './answerRequest';
import { parseRequest, readRequest, SpecificationError } from './readRequest';

/*
 * Program: reads a specification, writes a template.
 *
 * As a forked process, it receives one message `{ spec, permissionsBoundary? }` or `{ events }`, responds with one `SynthesizedEnvironment`, and
 * exits with its parent. In a pipe, it reads the same message as JSON from stdin and writes the same response to stdout. Failures
 * are written to stderr, with exit code 1.
 */

// CDK validates templates with an engine that takes three times as long to load as everything else takes to run. Tests and CI
// validate instead.
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

if (process.send) {
  process.once('disconnect', () => process.exit(1));
  process.once('message', message => {
    try {
      process.send?.(
        answerRequest(readRequest(message)),
        undefined,
        {},
        error => (error ? fail(error) : process.exit(0)),
      );
    } catch (error) {
      fail(error);
    }
  });
} else {
  text(process.stdin)
    .then(input => answerRequest(parseRequest(input)))
    .then(output => {
      process.stdout.write(`${JSON.stringify(output)}\n`);
    })
    .catch(fail);
}
