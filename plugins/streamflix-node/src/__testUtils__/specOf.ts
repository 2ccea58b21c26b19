import {
  resolveSpec,
  type EnvironmentInput,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { inputOf } from './startAccess';

/** The specification of `inputOf('abc')` with these values. */
export function specOf(more: Partial<EnvironmentInput> = {}): EnvironmentSpec {
  const resolution = resolveSpec(inputOf('abc', more));
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
}
