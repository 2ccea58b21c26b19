import { environmentApp } from './synthesizeEnvironment';

/*
 * Program: the same app as a CDK CLI runs it. The specification, complete, is in SPEC as JSON; the assembly goes where the CLI
 * says (CDK_OUTDIR).
 */
environmentApp(
  JSON.parse(process.env.SPEC ?? ''),
  process.env.CDK_OUTDIR,
).synth();
