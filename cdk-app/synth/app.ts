import { environmentApp } from './synthesizeEnvironment';

/*
 * Program: the same app as run by a CDK CLI. SPEC contains the complete specification as JSON, PERMISSIONS_BOUNDARY the name of the
 * permissions boundary of every role, if they have one; the CLI sets the output directory (CDK_OUTDIR).
 */
const { SPEC = '', PERMISSIONS_BOUNDARY, CDK_OUTDIR = 'cdk.out' } = process.env;
environmentApp(JSON.parse(SPEC), CDK_OUTDIR, {
  permissionsBoundary: PERMISSIONS_BOUNDARY,
}).synth();
