import { readFileSync } from 'node:fs';
import { InputError } from '@backstage/errors';
import {
  resolveSpec,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';
import { RefusedError } from '@streamflix/backstage-plugin-streamflix-node';
import { decodeUtf8, parseSpecFile } from './parseSpecFile';
import { setValue } from './setValue';

/**
 * Flags that describe an environment.
 *
 * @public
 */
export interface InputFlags {
  spec?: string;
  blueprint?: string;
  suffix?: string;
  region?: string;
  owner?: string;
  account?: string;
  set?: string[];
}

function readSpecFile(path: string): Partial<EnvironmentInput> {
  const name = path === '-' ? 'Standard input' : path;
  let bytes: Buffer;
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    throw new InputError(
      `The specification cannot be read: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
  let text: string;
  try {
    text = decodeUtf8(name, bytes);
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : `${error}`);
  }
  let parsed: unknown;
  try {
    parsed = parseSpecFile(text);
  } catch (error) {
    const [where] = String(
      error instanceof Error ? error.message : error,
    ).split('\n');
    throw new InputError(`${name} is neither YAML nor JSON: ${where}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new InputError(
      `${name} must contain an environment, such as suffix: demo.`,
    );
  }
  return parsed;
}

/**
 * Merges the file, the flags and the single values; later ones win. Checks nothing: the validation sees the merged input and
 * reports all problems at once.
 *
 * @public
 */
export function readInput(flags: InputFlags): EnvironmentInput {
  const { spec, set = [], ...given } = flags;
  const identity: Partial<Record<keyof typeof given, string>> = {};
  for (const key of [
    'blueprint',
    'suffix',
    'region',
    'owner',
    'account',
  ] as const) {
    if (given[key] !== undefined) identity[key] = given[key];
  }
  const input = set.reduce<Partial<EnvironmentInput>>(setValue, {
    ...(spec === undefined ? {} : readSpecFile(spec)),
    ...(identity as Partial<EnvironmentInput>),
  });
  return input as EnvironmentInput;
}

/**
 * The same for commands that call AWS afterwards.
 *
 * @param options.largeTemplates - whether a bucket is configured for templates too large for the request
 * @throws RefusedError with all problems of the input
 */
export function readValidInput(
  flags: InputFlags,
  options: { largeTemplates: boolean },
): EnvironmentInput {
  const input = readInput(flags);
  const resolution = resolveSpec(input, options);
  if (!resolution.ok) throw new RefusedError(resolution.problems);
  return input;
}
