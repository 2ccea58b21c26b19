import { readFileSync } from 'node:fs';
import {
  blueprints,
  resolveSpec,
  type BlueprintId,
  type EnvironmentInput,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { environmentApp } from '@streamflix/cdk-app/synth/synthesizeEnvironment';
import { withAssembly } from '@streamflix/cdk-app/synth/withAssembly';
import type { App } from 'aws-cdk-lib/core';
import { exampleSecrets } from '@streamflix/cli';

export type Overrides = Partial<Omit<EnvironmentInput, 'blueprint'>>;

/** The specification of a blueprint with overrides, or the problems of these. */
export function specOf(
  blueprint: BlueprintId,
  overrides: Overrides = {},
): EnvironmentSpec | Problem[] {
  const resolution = resolveSpec({
    suffix: 'validate',
    region: blueprints[blueprint].homeRegions[0],
    owner: 'group:default/streamflix',
    secrets: blueprints[blueprint].requiredSecrets && exampleSecrets,
    ...overrides,
    blueprint,
  });
  return resolution.ok ? resolution.spec : resolution.problems;
}

/** An environment, or what makes another app with a directory for its assembly. */
export type AppSource = EnvironmentSpec | ((directory: string) => App);

/** Runs a function with an app and a directory for its assembly, which is removed afterwards. */
export function withApp<Result>(
  source: AppSource,
  use: (app: App, directory: string) => Result,
): Result {
  return withAssembly(directory => {
    const app =
      typeof source === 'function'
        ? source(directory)
        : environmentApp(source, directory);
    return use(app, directory);
  });
}

/** The template of an app, byte for byte as it is deployed. */
export const templateOf = (app: App): string =>
  readFileSync(app.synth().stacks[0].templateFullPath, 'utf8');
