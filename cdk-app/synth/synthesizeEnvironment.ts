import { readFileSync } from 'node:fs';
import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { App } from 'aws-cdk-lib/core';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { EnvironmentStack } from '../lib/EnvironmentStack';
import { environmentTags } from '../lib/environmentTags';
import { withAssembly } from './withAssembly';

/** Template options that the installation chooses, not the environment. */
export interface SynthesisOptions {
  /** Name, with its path, of the permissions boundary of every role; it exists in the environment's account. */
  permissionsBoundary?: string;
}

/** A template and the tags for its stack. */
export interface SynthesizedEnvironment {
  /**
   * Minified JSON; the same spec and options always produce the same bytes. Pure ASCII, because `GetTemplate` replaces every
   * other character with a question mark.
   */
  template: string;
  /** Tags of the stack. */
  tags: Record<string, string>;
  /** Number of resources. */
  resources: number;
}

/** Feature flags that affect the template. Pinned: templates must not change with a local `cdk.json` or a newer library. */
export const featureFlags = {
  // Stack tags are passed in the CloudFormation call, not repeated on every resource.
  '@aws-cdk/core:explicitStackTags': true,
  '@aws-cdk/core:enablePartitionLiterals': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-iam:standardizedServicePrincipals': true,
} as const;

/** What every app has. */
export const appProps = {
  // Source locations are of no use in a template, and cost a quarter of the time.
  context: { ...featureFlags, [DISABLE_CREATION_STACK_TRACES]: true },
  analyticsReporting: false,
  stackTraces: false,
  treeMetadata: false,
};

/** The template of an app with one stack. */
export function templateOf(
  app: App,
): Pick<SynthesizedEnvironment, 'template' | 'resources'> {
  const [stack] = app.synth().stacks;
  const template = readFileSync(stack.templateFullPath, 'utf8');
  return {
    template,
    resources: Object.keys(JSON.parse(template).Resources).length,
  };
}

/**
 * An app with one environment.
 *
 * @param outdir - for its assembly; without one the CDK would make a temporary directory that stays
 */
export function environmentApp(
  spec: EnvironmentSpec,
  outdir: string,
  options: SynthesisOptions = {},
): App {
  const app = new App({ ...appProps, outdir });
  new EnvironmentStack(app, { spec, ...options });
  return app;
}

/** Creates the template of an environment. Leaves no files behind. */
export function synthesizeEnvironment(
  spec: EnvironmentSpec,
  options: SynthesisOptions = {},
): SynthesizedEnvironment {
  return withAssembly(outdir => {
    const app = environmentApp(spec, outdir, options);
    return { ...templateOf(app), tags: environmentTags(spec) };
  });
}
