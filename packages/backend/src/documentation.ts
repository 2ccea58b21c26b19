import { cp, mkdtemp, rm, writeFile, access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  TechdocsGenerator,
  techdocsGeneratorExtensionPoint,
  type GeneratorBase,
  type GeneratorRunOptions,
} from '@backstage/plugin-techdocs-node';

/** What a reader sees where MkDocs, a program in Python, is not installed. */
const notice = `<!doctype html>
<html lang="en">
<head><title>StreamFlix environments</title></head>
<body><main><article class="md-content__inner md-typeset">
<h1>The documentation has not been built</h1>
<p>Building it needs Python 3, which is optional. The same pages are Markdown files in the folder <code>docs</code> of this
repository: start with <code>docs/index.md</code>.</p>
<p>To read them here, run these commands in the root of the repository, and start the portal again:</p>
<pre><code>python3 -m venv .venv
.venv/bin/pip install --requirement docs/requirements.txt</code></pre>
</article></main></body>
</html>
`;

const isInstalled = async (program: string) => {
  const found = (process.env.PATH ?? '').split(delimiter).map(directory =>
    access(join(directory, program)).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(found)).includes(true);
};

/** Builds with MkDocs, or explains how to get it. */
export class DocumentationGenerator implements GeneratorBase {
  constructor(private readonly mkdocs: GeneratorBase) {}

  async run(options: GeneratorRunOptions): Promise<void> {
    const { inputDir, outputDir } = options;
    if (!(await isInstalled('mkdocs'))) {
      await writeFile(join(outputDir, 'index.html'), notice);
      await writeFile(
        join(outputDir, 'techdocs_metadata.json'),
        JSON.stringify({ site_name: 'StreamFlix environments' }),
      );
      return;
    }
    // TechDocs rewrites mkdocs.yml where it is, and looks at every file next to it: at node_modules, too.
    const copy = await mkdtemp(join(tmpdir(), 'documentation-'));
    try {
      for (const name of ['mkdocs.yml', 'docs']) {
        await cp(join(inputDir, name), join(copy, name), { recursive: true });
      }
      await this.mkdocs.run({ ...options, inputDir: copy });
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  }
}

/** The documentation of this repository in the example's TechDocs. */
export const documentation = createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'documentation',
  register: env =>
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        generators: techdocsGeneratorExtensionPoint,
      },
      async init({ config, logger, generators }) {
        generators.setTechdocsGenerator(
          new DocumentationGenerator(
            TechdocsGenerator.fromConfig(config, { logger }),
          ),
        );
      },
    }),
});
