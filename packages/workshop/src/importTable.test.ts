import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Linter } from 'eslint';

const root = resolve(__dirname, '../../..');

/** Messages of the import rule for each source file that imports one module. */
function importProblems(
  imports: readonly (readonly [file: string, module: string])[],
): string[][] {
  const texts = imports.map(([file, module]) => ({
    filePath: join(root, file),
    text: `import * as imported from '${module}';\n\nexport const used = imported;\n`,
  }));
  const output = execFileSync(
    process.execPath,
    [join(__dirname, '__testUtils__/lintTexts.js')],
    { cwd: root, input: JSON.stringify(texts) },
  );
  const results: Linter.LintMessage[][] = JSON.parse(output.toString());
  return results.map(messages =>
    messages
      .filter(
        ({ ruleId, severity }) =>
          severity === 2 && ruleId === 'no-restricted-imports',
      )
      .map(({ message }) => message),
  );
}

const forbidden: [file: string, module: string][] = [
  ['plugins/streamflix-common/src/index.ts', 'node:fs'],
  ['plugins/streamflix-common/src/index.ts', 'fs'],
  ['plugins/streamflix-common/src/index.ts', 'react'],
  ['plugins/streamflix-common/src/index.ts', '@aws-sdk/client-ecs'],
  ['plugins/streamflix-common/src/index.ts', 'aws-cdk-lib/aws-ecs'],
  ['plugins/streamflix-common/src/index.ts', '@backstage/errors'],
  [
    'plugins/streamflix-common/src/index.ts',
    '@backstage/plugin-permission-common',
  ],
  ['cdk-app/lib/EnvironmentStack.ts', '@backstage/config'],
  ['cdk-app/lib/EnvironmentStack.ts', '@aws-sdk/client-ecs'],
  [
    'cdk-app/lib/EnvironmentStack.ts',
    '@streamflix/backstage-plugin-streamflix-node',
  ],
  [
    'cdk-app/lib/EnvironmentStack.ts',
    '@streamflix/backstage-plugin-streamflix-common',
  ],
  ['cdk-app/lib/EnvironmentStack.ts', 'aws-cdk-lib'],
  ['plugins/streamflix-node/src/index.ts', 'aws-cdk-lib/core'],
  ['plugins/streamflix-node/src/index.ts', 'express'],
  [
    'plugins/streamflix-node/src/index.ts',
    '@streamflix/backstage-plugin-streamflix-backend',
  ],
  ['plugins/streamflix-backend/src/index.ts', '@aws-sdk/client-cloudformation'],
  [
    'plugins/streamflix-backend/src/index.ts',
    '@streamflix/backstage-plugin-catalog-backend-module-streamflix',
  ],
  [
    'plugins/scaffolder-backend-module-streamflix/src/index.ts',
    '@aws-sdk/client-cloudformation',
  ],
  [
    'plugins/scaffolder-backend-module-streamflix/src/index.ts',
    '@streamflix/backstage-plugin-streamflix-backend',
  ],
  [
    'plugins/catalog-backend-module-streamflix/src/index.ts',
    '@aws-sdk/client-cloudformation',
  ],
  [
    'plugins/catalog-backend-module-streamflix/src/index.ts',
    '@streamflix/backstage-plugin-scaffolder-backend-module-streamflix',
  ],
  [
    'plugins/streamflix/src/index.ts',
    '@streamflix/backstage-plugin-streamflix-node',
  ],
  ['plugins/streamflix/src/index.ts', '@aws-sdk/client-ecs'],
  [
    'packages/local-aws/src/index.ts',
    '@streamflix/backstage-plugin-streamflix-node',
  ],
  ['packages/local-aws/src/index.ts', '@aws-sdk/client-ecs'],
  ['packages/app/src/index.tsx', '@aws-sdk/client-ecs'],
  ['packages/backend/src/index.ts', '@aws-sdk/client-ecs'],
  ['packages/workshop/src/start.ts', '@aws-sdk/client-ecs'],
];

const allowed: [file: string, module: string][] = [
  ['plugins/streamflix-common/src/index.ts', './events'],
  ['plugins/streamflix-common/src/index.ts', 'zod/v4'],
  [
    'plugins/streamflix-common/src/permissions.ts',
    '@backstage/plugin-permission-common',
  ],
  [
    'cdk-app/lib/EnvironmentStack.ts',
    '@streamflix/backstage-plugin-streamflix-common/spec',
  ],
  ['cdk-app/lib/EnvironmentStack.ts', 'aws-cdk-lib/aws-ecs'],
  ['plugins/streamflix-node/src/index.ts', '@aws-sdk/client-ecs'],
  [
    'plugins/streamflix-backend/src/index.ts',
    '@streamflix/backstage-plugin-streamflix-node',
  ],
  [
    'plugins/streamflix/src/index.ts',
    '@streamflix/backstage-plugin-streamflix-common',
  ],
  [
    'packages/local-aws/src/index.ts',
    '@streamflix/backstage-plugin-streamflix-common',
  ],
];

describe('the import table', () => {
  it('makes every forbidden import an error', () => {
    const problems = importProblems(forbidden);
    const missed = forbidden.filter((_, index) => problems[index].length === 0);
    expect(missed).toEqual([]);
  });

  it('lets every allowed import through', () => {
    expect(importProblems(allowed)).toEqual(allowed.map(() => []));
  });

  it('has a row for every package, so that none escapes it', () => {
    const { table } = jest.requireActual('../../../importTable');
    const packages = ['packages', 'plugins'].flatMap(folder =>
      readdirSync(join(root, folder)),
    );
    expect(Object.keys(table).sort()).toEqual([...packages, 'cdk-app'].sort());
  });
});
