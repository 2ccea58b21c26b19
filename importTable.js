/**
 * Who may import whom. Every package's lint configuration is made here, so that the table is in one place.
 *
 * A row lists what a package's sources never import, and why. Tests may reach further: they run the real thing.
 */
const { basename, posix } = require('node:path');
const { builtinModules } = require('node:module');
const { createConfigForRole } = require('@backstage/cli/config/eslint-factory');

const ours = '@streamflix/backstage-plugin-';
const sdk = ['@aws-sdk/*', '@smithy/*'];
const cdk = [
  'aws-cdk-lib',
  'aws-cdk-lib/*',
  'constructs',
  '@streamflix/cdk-app/lib/*',
  '@streamflix/cdk-app/synth/*',
];
const react = ['react', 'react-dom', 'react/*', 'react-dom/*', '@backstage/ui'];
const nodeBuiltIns = [
  'node:*',
  ...builtinModules.filter(m => !m.startsWith('_')),
];
const express = ['express', 'express-promise-router'];
const plugins = [
  `${ours}streamflix`,
  `${ours}streamflix-backend`,
  `${ours}scaffolder-backend-module-streamflix`,
  `${ours}catalog-backend-module-streamflix`,
];
const allBut = (...own) => plugins.filter(plugin => !own.includes(plugin));

/** Classes of the SDK that have a method for every call of a service, next to the clients that only send commands. */
const aggregatedClients = [
  'APIGateway',
  'ApiGatewayV2',
  'CloudFormation',
  'CloudWatch',
  'CloudWatchLogs',
  'EC2',
  'ECR',
  'ECS',
  'ElastiCache',
  'IAM',
  'Kinesis',
  'RDS',
  'S3',
  'SQS',
  'STS',
  'SecretsManager',
  'ServiceQuotas',
];
const writes = {
  group: ['@aws-sdk/*'],
  importNamePattern: `^(?!Describe|List|Get|Head|BatchGet|FilterLogEvents)\\w*Command$|^(default|${aggregatedClients.join(
    '|',
  )})$`,
  message:
    'Only cloudformation/StackWriter.ts changes AWS, with a grant for each effect. Import clients and reading commands by name.',
};

/** The SDK by another way than an import of names, which `writes` could not see. */
const hiddenSdk = [
  ':not(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration) > Literal[value=/^@aws-sdk/]',
  'TemplateElement[value.raw=/^@aws-sdk/]',
].map(selector => ({
  selector,
  message: 'Import the AWS SDK with an import declaration.',
}));

const grantModule = 'source.value=/(\\u002FGrant|streamflix-node)$/';
const grantImport = [
  `ImportDeclaration[importKind!='type'][${grantModule}] > ImportSpecifier[importKind!='type'][imported.name='Grant']`,
  'ImportDeclaration[source.value=/\\u002FGrant$/] > :matches(ImportNamespaceSpecifier, ImportDefaultSpecifier)',
  "ExportNamedDeclaration[exportKind!='type'][source.value=/\\u002FGrant$/]",
  'ExportAllDeclaration[source.value=/\\u002FGrant$/]',
].map(selector => ({
  selector,
  message: 'Import the type of a grant; only authorizers issue grants.',
}));
const grantIssue = [
  "MemberExpression[object.name='Grant']:matches([property.name='issue'], [property.value='issue'])",
  "VariableDeclarator[init.name='Grant']",
].map(selector => ({
  selector,
  message: 'Only cloudformation/*Authorizer.ts issue grants.',
}));

const neverInCommon = [
  {
    group: nodeBuiltIns,
    message: 'common runs in the browser too: no Node built-ins.',
  },
  { group: react, message: 'common is vocabulary: no React.' },
  {
    group: sdk,
    message: 'common knows no AWS SDK: only streamflix-node does.',
  },
  { group: cdk, message: 'common knows no CDK: only cdk-app does.' },
];

const neverInNode = [
  {
    group: cdk,
    message:
      'aws-cdk-lib never loads into the backend process: synthesis runs in a forked child.',
  },
  {
    group: express,
    message: 'streamflix-node serves no HTTP: streamflix-backend does.',
  },
  { group: react, message: 'streamflix-node has no user interface.' },
  {
    group: allBut(),
    message: 'streamflix-node imports nothing of the plugins but common.',
  },
];

/**
 * `except` lists files for which `never` or `syntax` takes the place of the row's. `folders` lists the folders (and files) of `src`, or of
 * `sources`, from the bottom up: each imports only those before it.
 *
 * @type {Record<string, { role: string, never: { group: string[], message: string }[], rules?: Record<string, string>, sources?: string, folders?: string[] }>}
 */
const table = {
  'streamflix-common': {
    role: 'common-library',
    folders: [
      'printable.ts',
      'environment',
      'stack',
      'status',
      'operation',
      'catalog.ts',
      'events.ts',
      'permissions.ts',
      'resourceRef.ts',
    ],
    never: [
      ...neverInCommon,
      {
        group: ['@backstage/*', `${ours}*`],
        message:
          'common only imports zod; permission-common in permissions.ts.',
      },
    ],
    except: [{ files: ['src/permissions.ts'], never: neverInCommon }],
  },
  'cdk-app': {
    role: 'node-library',
    sources: '.',
    folders: ['lib', 'synth', 'template'],
    never: [
      {
        group: ['@backstage/*'],
        message: 'cdk-app knows nothing of Backstage.',
      },
      {
        group: sdk,
        message: 'cdk-app knows no AWS SDK: it describes, it does not call.',
      },
      {
        group: [
          `${ours}*`,
          `!${ours}streamflix-common`,
          `${ours}streamflix-common/*`,
          `!${ours}streamflix-common/environment`,
        ],
        message:
          'cdk-app imports nothing of the plugins but common/environment.',
      },
      {
        group: [`${ours}streamflix-common`],
        message: 'cdk-app imports common/environment, not all of common.',
      },
      {
        group: ['aws-cdk-lib'],
        message:
          'Import a submodule such as aws-cdk-lib/aws-ecs: the index makes the bundle four times as large.',
      },
    ],
  },
  'streamflix-node': {
    role: 'node-library',
    folders: [
      'causes',
      'synthesis',
      'telemetry',
      'aws',
      'cloudformation',
      'diagnosis',
      'follow',
      'offers',
      'preflight',
      'account',
      'destroy',
      'events',
      'status',
      'plan',
      'operation',
      'deploy',
    ],
    never: [...neverInNode, writes],
    except: [
      { files: ['src/cloudformation/StackWriter.ts'], never: neverInNode },
      // Receives and removes messages, which changes nothing of an environment.
      { files: ['src/events/EventQueueReader.ts'], never: neverInNode },
      { files: ['src/cloudformation/*Authorizer.ts'], syntax: hiddenSdk },
      {
        files: ['src/cloudformation/checkGrant.ts'],
        syntax: [...hiddenSdk, ...grantIssue],
      },
    ],
  },
  'streamflix-backend': {
    role: 'backend-plugin',
    folders: [
      'targets.ts',
      'requests.ts',
      'limits',
      'collection',
      'permissions',
      'reviews',
      'http',
      'outcomes',
    ],
    never: [
      { group: sdk, message: 'Only streamflix-node imports the AWS SDK.' },
      { group: cdk, message: 'Only cdk-app imports the CDK.' },
      {
        group: allBut(`${ours}streamflix-backend`),
        message: 'The backend and its modules never import each other.',
      },
    ],
  },
  'scaffolder-backend-module-streamflix': {
    role: 'backend-plugin-module',
    folders: ['task', 'actions'],
    never: [
      { group: sdk, message: 'Only streamflix-node imports the AWS SDK.' },
      { group: cdk, message: 'Only cdk-app imports the CDK.' },
      {
        group: allBut(`${ours}scaffolder-backend-module-streamflix`),
        message: 'The backend and its modules never import each other.',
      },
    ],
  },
  'catalog-backend-module-streamflix': {
    role: 'backend-plugin-module',
    never: [
      { group: sdk, message: 'Only streamflix-node imports the AWS SDK.' },
      { group: cdk, message: 'Only cdk-app imports the CDK.' },
      {
        group: allBut(`${ours}catalog-backend-module-streamflix`),
        message: 'The backend and its modules never import each other.',
      },
    ],
  },
  streamflix: {
    role: 'frontend-plugin',
    folders: [
      'api',
      'components',
      'cards',
      'tabs',
      'operation',
      'page',
      'form',
    ],
    never: [
      {
        group: [`${ours}streamflix-node`, ...allBut()],
        message:
          'The frontend asks the backend over HTTP; it only imports common.',
      },
      { group: sdk, message: 'No SDK type reaches the frontend.' },
      { group: cdk, message: 'Only cdk-app imports the CDK.' },
    ],
    syntax: [
      {
        selector: 'Literal[value=/^arn:/]',
        message:
          'The frontend never parses an ARN: ask the backend for its parts.',
      },
      {
        selector:
          'CallExpression[callee.name=/^use(Layout)?Effect$/] CallExpression[callee.name=/^on[A-Z]/]',
        message:
          'Use useDerivedFormData: the tests count what it writes, so that a form that never settles fails.',
      },
    ],
  },
  cli: {
    role: 'cli',
    folders: ['terminal', 'input', 'aws', 'policy', 'commands'],
    // As for the checks: its tests import `./synth/*` of cdk-app.
    rules: { '@backstage/no-forbidden-package-imports': 'off' },
    never: [
      { group: sdk, message: 'Only streamflix-node imports the AWS SDK.' },
      { group: cdk, message: 'Only cdk-app imports the CDK.' },
      {
        group: ['@backstage/backend-*', '@backstage/plugin-*', ...plugins],
        message: 'The command runs without a Backstage backend.',
      },
    ],
  },
  'local-aws': {
    role: 'node-library',
    folders: [
      'world',
      'protocols',
      'models',
      'faults',
      'rates',
      'signatures',
      'services',
      'iam',
      'cloudformation/template',
      'cloudformation/schema',
      'cloudformation/resources',
      'cloudformation/stacks',
      'cloudformation/changesets',
      'cloudformation/engine',
      'cloudformation/operations',
      'server',
    ],
    never: [
      {
        group: [
          `${ours}*`,
          `!${ours}streamflix-common`,
          '@streamflix/cdk-app',
          '@backstage/*',
        ],
        message: 'Local AWS imitates AWS; it does not know StreamFlix.',
      },
      {
        group: [...sdk, '!@smithy/signature-v4', ...cdk],
        message:
          'Local AWS is the other end of the SDK: only its tests import one, but for its signer.',
      },
    ],
  },
  app: {
    role: 'frontend',
    never: [
      {
        group: [...sdk, ...cdk],
        message: 'The app wires plugins, nothing else.',
      },
    ],
  },
  backend: {
    role: 'backend',
    never: [
      {
        group: [...sdk, ...cdk],
        message: 'The backend wires plugins, nothing else.',
      },
    ],
  },
  checks: {
    role: 'node-library',
    folders: [
      'realBackend',
      'docs',
      'blueprintPages',
      'fieldRules',
      'openApi',
      'sizes',
      'policy',
      'conformance',
      'validate',
      'bench',
      'faults',
      'minimality',
      'hostile',
      'shutdown',
      'installation',
    ],
    // It reads no patterns, and cdk-app exports `./lib/*`; TypeScript does read them.
    rules: { '@backstage/no-forbidden-package-imports': 'off' },
    never: [
      {
        group: sdk,
        message: 'The checks run commands; they do not talk to AWS themselves.',
      },
    ],
    // Checks what the engine leaves behind, and so never through the engine itself.
    except: [
      {
        files: [
          'src/faults/**',
          'src/hostile/**',
          'src/shutdown/**',
          'src/conformance/**',
          'src/bench/benchRefusals.ts',
        ],
        never: [],
      },
    ],
  },
};

/**
 * A bare name such as `events` as a pattern would forbid `./events` as well, since patterns match like .gitignore;
 * such names are described by paths.
 */
function restrict(never) {
  const isBare = name => !/[*!]/.test(name);
  return [
    'error',
    {
      paths: never.flatMap(({ group, message }) =>
        group.filter(isBare).map(name => ({ name, message })),
      ),
      patterns: [
        {
          group: ['*.test*', '**/__testUtils__/**', '**/__mocks__/**'],
          message: 'Sources never import tests.',
        },
        ...never
          .map(({ group, ...rest }) => ({
            ...rest,
            group: group.filter(name => !isBare(name)),
          }))
          .filter(({ group }) => group.length > 0),
      ],
    },
  ];
}

/** The lint configuration of the package in a directory. */
function lint(dir) {
  const row = table[basename(dir)];
  if (!row) {
    throw new Error(
      `${dir} has no row in importTable.js: add what it never imports.`,
    );
  }
  const {
    role,
    never,
    sources = 'src',
    folders = [],
    syntax = [],
    except = [],
    rules = {},
  } = row;
  const tests = [
    '**/*.test.*',
    '**/__testUtils__/**',
    '**/__fixtures__/**',
    '**/setupTests.*',
    'dev/**',
    'e2e-tests/**',
  ];
  const config = createConfigForRole(dir, role, { rules });
  const [, ...ofRole] = config.rules['no-restricted-syntax'];
  config.settings = {
    ...config.settings,
    'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js'] } },
  };
  const rulesFor = (imports, restricted) => ({
    ...(imports && { 'no-restricted-imports': restrict(imports) }),
    ...(restricted && {
      'no-restricted-syntax': ['error', ...ofRole, ...restricted],
    }),
  });
  config.overrides.push(
    {
      files: ['**/*.ts', '**/*.tsx'],
      excludedFiles: tests,
      rules: rulesFor(never, [
        ...syntax,
        ...hiddenSdk,
        ...grantImport,
        ...grantIssue,
      ]),
    },
    ...folders.map((folder, index) => ({
      files: folder.endsWith('.ts')
        ? [posix.join(sources, folder)]
        : [posix.join(sources, folder, '**')],
      excludedFiles: tests,
      rules: {
        'import/no-restricted-paths': [
          'error',
          {
            basePath: dir,
            zones: [
              {
                target: posix.join(sources, folder),
                from: ['index.ts', ...folders.slice(index + 1)].map(above =>
                  posix.join(sources, above),
                ),
                message: `${folder} imports only what is below it: ${
                  folders.slice(0, index).join(', ') || 'nothing'
                }.`,
              },
            ],
          },
        ],
      },
    })),
    {
      files: tests,
      // Functions that expect something for several tests.
      rules: {
        'jest/expect-expect': [
          'warn',
          { assertFunctionNames: ['expect', 'expect*'] },
        ],
      },
    },
    ...except.map(({ files, ...rest }) => ({
      files,
      excludedFiles: tests,
      rules: rulesFor(rest.never, rest.syntax),
    })),
  );
  return config;
}

module.exports = { aggregatedClients, lint, table };
