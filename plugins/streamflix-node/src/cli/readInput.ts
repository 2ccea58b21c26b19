import { readFileSync } from 'node:fs';
import { InputError } from '@backstage/errors';
import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import { parse } from 'yaml';
import { setValue } from './setValue';

/** What was typed about an environment. */
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
  let text: string;
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new InputError(
      `The specification cannot be read: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
  let parsed: unknown;
  try {
    // JSON is YAML.
    parsed = parse(text);
  } catch (error) {
    const [where] = String(
      error instanceof Error ? error.message : error,
    ).split('\n');
    throw new InputError(`${path} is neither YAML nor JSON: ${where}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new InputError(`${path} must hold an object, an environment.`);
  }
  return parsed;
}

/**
 * Puts together the file, the flags and the single values, the later over the earlier. Nothing is checked: validation
 * sees it all, and reports every problem at once.
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
