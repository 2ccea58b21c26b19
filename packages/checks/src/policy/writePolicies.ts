import { writeFileSync } from 'node:fs';
import type { PolicyStatement } from '@streamflix/local-aws';
import { policiesOfInstallation } from './generatedPolicies';

const documentOf = (Statement: readonly PolicyStatement[] = []) => ({
  Version: '2012-10-17',
  Statement,
});

const roleOf = (statements?: readonly PolicyStatement[]) =>
  statements && { policies: [{ document: documentOf(statements) }] };

/** Writes the policies of an installation as local AWS reads them with `--policy`. */
export async function writePolicies(
  path: string,
  { executionRole = false } = {},
): Promise<void> {
  const { portal, execution, boundary } = await policiesOfInstallation(
    executionRole,
  );
  const set = {
    ...roleOf(portal),
    execution: roleOf(execution),
    boundary: boundary && documentOf(boundary),
  };
  writeFileSync(path, JSON.stringify(set));
}
