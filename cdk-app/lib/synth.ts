import { text } from 'node:stream/consumers';
import { parseSpec, readSpec, SpecificationError } from './readSpec';
import { synthesizeEnvironment } from './synthesizeEnvironment';

/*
 * Program: a specification comes in, a template goes out.
 *
 * Forked, it is given one message `{ spec }`, answers one `SynthesizedEnvironment`, and ends when its parent does. In a pipe, it
 * reads the specification as JSON from stdin and writes the same answer to stdout. Failures go to stderr, exit code 1.
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

if (process.send) {
  process.once('disconnect', () => process.exit(1));
  process.once('message', ({ spec }: { spec: unknown }) => {
    try {
      process.send?.(
        synthesizeEnvironment(readSpec(spec)),
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
    .then(input => synthesizeEnvironment(parseSpec(input)))
    .then(output => {
      process.stdout.write(`${JSON.stringify(output)}\n`);
    })
    .catch(fail);
}
