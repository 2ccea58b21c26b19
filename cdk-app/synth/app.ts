import { environmentApp } from './synthesizeEnvironment';

/*
 * Program: the same app as run by a CDK CLI. SPEC contains the complete specification as JSON; the CLI sets the output directory
 * (CDK_OUTDIR).
 */
environmentApp(
  JSON.parse(process.env.SPEC ?? ''),
  process.env.CDK_OUTDIR,
).synth();
