import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Linter } from 'eslint';
import { preProcessFile } from 'typescript';

const root = resolve(__dirname, '../../..');

type Source = readonly [file: string, text: string];

/** Messages of the import rules for each source, of all sources at once: ESLint takes two seconds to start. */
function lint(sources: readonly Source[]): string[][] {
  const texts = sources.map(([file, text]) => ({
    filePath: join(root, file),
    text,
  }));
  const output = execFileSync(
    process.execPath,
    [join(__dirname, '__testUtils__/lintTexts.js')],
    { cwd: root, input: JSON.stringify(texts) },
  );
  const results: Linter.LintMessage[][] = JSON.parse(output.toString());
  return results.map(messages => {
    const broken = messages.find(({ fatal }) => fatal);
    if (broken) throw new Error(broken.message);
    return messages
      .filter(
        ({ ruleId, severity }) =>
          severity === 2 && ruleId && /(^|[/])no-restricted-/.test(ruleId),
      )
      .map(({ message }) => message);
  });
}

const imports = ([file, module]: Source): Source => [
  file,
  `import { imported } from '${module}';\n\nexport const used = imported;\n`,
];

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
  ['packages/cli/src/main.ts', '@aws-sdk/client-ecs'],
  ['packages/cli/src/main.ts', '@streamflix/cdk-app/synth/app'],
  ['packages/cli/src/main.ts', '@backstage/backend-plugin-api'],
  [
    'packages/cli/src/main.ts',
    '@streamflix/backstage-plugin-streamflix-backend',
  ],
  ['packages/app/src/index.tsx', '@aws-sdk/client-ecs'],
  ['packages/backend/src/index.ts', '@aws-sdk/client-ecs'],
  ['scripts/start.ts', '@aws-sdk/client-ecs'],
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
    '@streamflix/backstage-plugin-streamflix-common/environment',
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
  ['packages/cli/src/main.ts', '@streamflix/cdk-app/template'],
  ['packages/cli/src/main.ts', '@streamflix/backstage-plugin-streamflix-node'],
  [
    'packages/local-aws/src/index.ts',
    '@streamflix/backstage-plugin-streamflix-common',
  ],
];

const node = 'plugins/streamflix-node/src';
const localAws = 'packages/local-aws/src';
const backend = 'plugins/streamflix-backend/src';
const scaffolder = 'plugins/scaffolder-backend-module-streamflix/src';
const writer = `${node}/cloudformation/StackWriter.ts`;
const authorizer = `${node}/cloudformation/TerminalAuthorizer.ts`;
const check = `${node}/cloudformation/checkGrant.ts`;
const elsewhere = `${node}/plan/planEnvironment.ts`;
const cloudFormation = "'@aws-sdk/client-cloudformation'";

/** Ways to change AWS without the writer. */
const forbiddenWrites: Source[] = [
  [elsewhere, `import { DeleteStackCommand } from ${cloudFormation};`],
  [elsewhere, `import { DeleteStackCommand as D } from ${cloudFormation};`],
  [authorizer, `import { ExecuteChangeSetCommand } from ${cloudFormation};`],
  [check, "import { PutObjectCommand } from '@aws-sdk/client-s3';"],
  [elsewhere, "import { ModifyDBClusterCommand } from '@aws-sdk/client-rds';"],
  [elsewhere, `export { DeleteStackCommand } from ${cloudFormation};`],
  [elsewhere, `export * from ${cloudFormation};`],
  [elsewhere, `export * as aws from ${cloudFormation};`],
  [elsewhere, `import * as aws from ${cloudFormation};`],
  [elsewhere, `import aws from ${cloudFormation};`],
  [elsewhere, `import aws = require(${cloudFormation});`],
  [elsewhere, `export const aws = import(${cloudFormation});`],
  [elsewhere, `export const aws = require(${cloudFormation});`],
  [elsewhere, 'export const aws = import(`@aws-sdk/client-s3`);'],
  [elsewhere, `const name = ${cloudFormation};`],
  [
    elsewhere,
    "import { DeleteStackCommand } from '@aws-sdk/client-cloudformation/dist-cjs/commands';",
  ],
  [
    'cdk-app/lib/EnvironmentStack.ts',
    `export const x = import(${cloudFormation});`,
  ],
  [
    'packages/backend/src/index.ts',
    `export const x = require(${cloudFormation});`,
  ],
];

const allowedReads: Source[] = [
  [writer, `import { DeleteStackCommand } from ${cloudFormation};`],
  [
    elsewhere,
    `import { CloudFormationClient, DescribeStacksCommand, GetTemplateCommand, ListStacksCommand, paginateListStacks, type Stack } from ${cloudFormation};`,
  ],
  [elsewhere, "import { HeadBucketCommand } from '@aws-sdk/client-s3';"],
  [elsewhere, `import type { Stack } from ${cloudFormation};`],
  [
    `${node}/plan/planEnvironment.test.ts`,
    `import { DeleteStackCommand } from ${cloudFormation};`,
  ],
];

/** Ways to issue a grant, or to reach the code that issues it, without an authorizer. */
const forbiddenGrants: Source[] = [
  [elsewhere, "import { Grant } from '../cloudformation/Grant';"],
  [elsewhere, "import { Grant as Permit } from '../cloudformation/Grant';"],
  [elsewhere, "import * as grants from '../cloudformation/Grant';"],
  [elsewhere, "export { Grant } from '../cloudformation/Grant';"],
  [elsewhere, "export * from '../cloudformation/Grant';"],
  [writer, "import { Grant } from './Grant';"],
  [writer, 'Grant.issue({ id: "eve" }, effect, options);'],
  [check, 'Grant.issue({ id: "eve" }, effect, options);'],
  [check, "Grant['issue']({ id: 'eve' }, effect, options);"],
  [check, 'const { issue } = Grant;'],
  [check, 'const Permit = Grant;'],
  [
    'plugins/streamflix-backend/src/index.ts',
    "import { Grant } from '@streamflix/backstage-plugin-streamflix-node';",
  ],
];

const allowedGrants: Source[] = [
  [elsewhere, "import type { Grant } from '../cloudformation/Grant';"],
  [elsewhere, "import { type Grant } from '../cloudformation/Grant';"],
  [elsewhere, "export type { Grant } from '../cloudformation/Grant';"],
  [check, "import { Grant } from './Grant';\n\nGrant.spend(given, 'update');"],
  [
    authorizer,
    "import { Grant } from './Grant';\n\nGrant.issue(requester, effect, options);",
  ],
  [
    'plugins/streamflix-backend/src/index.ts',
    "import type { Grant } from '@streamflix/backstage-plugin-streamflix-node';",
  ],
];

/** Imports of a folder from a folder above it. */
const upward: [file: string, module: string][] = [
  [`${node}/synthesis/synthesize.ts`, '../aws/AwsAccess'],
  [`${node}/aws/Pace.ts`, '../diagnosis/explain'],
  [`${node}/cloudformation/describeStack.ts`, '../follow/followOperation'],
  [`${node}/status/readStack.ts`, '../plan/Plan'],
  [`${node}/plan/Plan.ts`, '../deploy/deployEnvironment'],
  [`${node}/plan/Plan.ts`, '../index'],
  [`${node}/deploy/Deployment.ts`, '../index'],
  ['plugins/streamflix-common/src/stack/Reading.ts', '../status/health'],
  ['plugins/streamflix-common/src/printable.ts', './events'],
  [`${backend}/limits/SingleFlight.ts`, '../collection/StatusCollector'],
  [`${backend}/requests.ts`, './http/createRouter'],
  [`${scaffolder}/task/runStep.ts`, '../actions/createPlanAction'],
  ['cdk-app/lib/Gateway.ts', '../synth/synthesizeEnvironment'],
  ['packages/cli/src/terminal/Terminal.ts', '../commands/deploy'],
  ['packages/checks/src/realBackend/freePort.ts', '../faults/Suite'],
  [`${localAws}/faults/FaultRegistry.ts`, '../services/ecs'],
  [
    `${localAws}/cloudformation/stacks/Stack.ts`,
    '../changesets/earlyValidation',
  ],
];
const downward: [file: string, module: string][] = [
  [`${node}/deploy/deployEnvironment.ts`, '../plan/Plan'],
  [`${node}/aws/Pace.ts`, '../telemetry/Telemetry'],
  [`${node}/aws/Pace.ts`, './AwsError'],
  ['plugins/streamflix-common/src/status/health.ts', '../stack/Reading'],
  [`${backend}/http/createRouter.ts`, '../requests'],
  [`${backend}/http/createRouter.ts`, '../limits/CallBudget'],
  [`${scaffolder}/actions/createPlanAction.ts`, '../task/runStep'],
  ['cdk-app/synth/synthesizeEnvironment.ts', '../lib/EnvironmentStack'],
  ['packages/cli/src/commands/deploy.ts', '../terminal/Terminal'],
  [
    `${localAws}/cloudformation/changesets/earlyValidation.ts`,
    '../stacks/Stack',
  ],
  [`${localAws}/cloudformation/stacks/Stack.ts`, '../../world/World'],
];

interface Row {
  sources?: string;
  folders?: string[];
}
const table: Record<string, Row> = jest.requireActual(
  '../../../importTable',
).table;

const directoryOf = (name: string) =>
  ['.', 'packages', 'plugins']
    .map(parent => join(root, parent, name))
    .find(directory => existsSync(join(directory, 'package.json'))) ?? '';

/** Imports between the sources of a package, as paths below its folder of sources. */
function importsOf(name: string): Map<string, string[]> {
  const sources = join(directoryOf(name), table[name].sources ?? 'src');
  const files = globSync('**/*.{ts,tsx}', {
    cwd: sources,
    exclude: file =>
      /^(node_modules|dist|e2e-tests|__\w+__)$|\.d\.ts$/.test(file),
  }).filter(file => !/(\.test\.tsx?|setupTests\.ts)$/.test(file));
  const resolved = (from: string, module: string) => {
    const path = relative(sources, resolve(sources, dirname(from), module));
    return ['.ts', '.tsx', '/index.ts']
      .map(ending => `${path}${ending}`)
      .filter(file => files.includes(file));
  };
  return new Map(
    files.map(file => [
      file,
      preProcessFile(readFileSync(join(sources, file), 'utf8'))
        .importedFiles.map(({ fileName }) => fileName)
        .filter(module => module.startsWith('.'))
        .flatMap(module => resolved(file, module)),
    ]),
  );
}

/** A cycle in a graph, as the names along it; undefined when there is none. */
function cycleIn(graph: Map<string, Iterable<string>>): string[] | undefined {
  const finished = new Set<string>();
  const visit = (name: string, path: string[]): string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (finished.has(name)) return undefined;
    for (const next of graph.get(name) ?? []) {
      const cycle = visit(next, [...path, name]);
      if (cycle) return cycle;
    }
    finished.add(name);
    return undefined;
  };
  for (const name of graph.keys()) {
    const cycle = visit(name, []);
    if (cycle) return cycle;
  }
  return undefined;
}

describe('the import table', () => {
  const forbiddenCases: [what: string, sources: Source[]][] = [
    ['import', [...forbidden, ...upward].map(imports)],
    ['way to change AWS', forbiddenWrites],
    ['way to issue a grant', forbiddenGrants],
  ];
  const allowedCases: [what: string, sources: Source[]][] = [
    ['import', [...allowed, ...downward].map(imports)],
    ['way to read AWS', allowedReads],
    ['use of grants', allowedGrants],
  ];
  const problems = new Map<Source, string[]>();
  beforeAll(() => {
    const sources = [...forbiddenCases, ...allowedCases].flatMap(
      ([, each]) => each,
    );
    lint(sources).forEach((found, index) =>
      problems.set(sources[index], found),
    );
  }, 60_000);

  it.each(forbiddenCases)('makes every forbidden %s an error', (_, sources) => {
    expect(sources.filter(each => !problems.get(each)?.length)).toEqual([]);
  });

  it.each(allowedCases)('lets every allowed %s through', (_, sources) => {
    expect(sources.map(each => problems.get(each))).toEqual(
      sources.map(() => []),
    );
  });

  it('knows the class with all calls of every service that is used', () => {
    const { aggregatedClients } = jest.requireActual('../../../importTable');
    const { dependencies } = jest.requireActual(
      '../../../plugins/streamflix-node/package.json',
    );
    const clients = Object.keys(dependencies).filter(name =>
      name.startsWith('@aws-sdk/client-'),
    );
    const found = clients.flatMap(name =>
      Object.keys(jest.requireActual(name))
        .filter(key => key.endsWith('Client'))
        .map(key => key.replace(/Client$/, ''))
        .filter(key => key in jest.requireActual(name)),
    );
    expect(found.sort()).toEqual([...aggregatedClients].sort());
  });

  it('has a row for every package, so that none escapes it', () => {
    const packages = ['packages', 'plugins'].flatMap(folder =>
      readdirSync(join(root, folder)),
    );
    expect(Object.keys(table).sort()).toEqual([...packages, 'cdk-app'].sort());
  });

  it.each(Object.keys(table))('finds no cycle in %s', name => {
    const byFile = importsOf(name);
    expect(byFile.size).toBeGreaterThan(0);
    expect(cycleIn(byFile)).toBeUndefined();

    const folders = table[name].folders ?? [];
    const folderOf = (file: string) =>
      folders.find(each => file === each || file.startsWith(`${each}/`)) ??
      file;
    const byFolder = new Map<string, Set<string>>();
    for (const [file, imported] of byFile) {
      const folder = folderOf(file);
      const others = byFolder.get(folder) ?? new Set<string>();
      imported.map(folderOf).forEach(other => others.add(other));
      others.delete(folder);
      byFolder.set(folder, others);
    }
    expect(cycleIn(byFolder)).toBeUndefined();
  });

  const ordered = Object.keys(table).filter(name => name !== 'streamflix');
  it.each(ordered)('orders every folder of %s', name => {
    const folders = table[name].folders ?? [];
    const unlisted = [...importsOf(name).keys()].filter(
      file =>
        file.includes('/') &&
        !folders.some(each => file === each || file.startsWith(`${each}/`)),
    );
    expect(unlisted).toEqual([]);
  });

  it('finds the cycle in a graph that has one', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['d', ['b']],
    ]);
    expect(cycleIn(graph)).toEqual(['b', 'd', 'b']);
  });
});
