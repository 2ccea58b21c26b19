import { cpSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Shell } from './Shell';

/** The Dockerfile's instructions, with lines that are continued in one. */
const instructionsOf = (dockerfile: string): string[] =>
  dockerfile
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter(line => line.trim() !== '');

/** An image's file system and how it is started, without Docker. */
export interface Layers {
  directory: string;
  environment: Record<string, string>;
  /** The command line of CMD. */
  command: string;
}

/**
 * Carries out the instructions of a Dockerfile in a directory. What they do outside of it is left out: installing packages of the
 * operating system, and cleaning Yarn's cache, which here is not the image's own.
 *
 * @param context - directory that COPY reads from
 * @throws Error at an instruction that it does not know
 */
export async function runLayers(
  shell: Shell,
  dockerfile: string,
  context: string,
  directory: string,
): Promise<Layers> {
  const layers: Layers = { directory, environment: {}, command: '' };
  for (const line of instructionsOf(readFileSync(dockerfile, 'utf8'))) {
    const [, name, rest] = /^(\w+)\s+(?:--\S+\s+)*(.*)$/.exec(line) ?? [];
    if (name === 'ENV') {
      const [variable, value] = rest.split('=');
      layers.environment[variable] = value;
    } else if (name === 'COPY') {
      const paths = rest.split(' ');
      copy(paths.slice(0, -1), paths.at(-1) ?? '.', context, directory);
    } else if (name === 'RUN') {
      if (rest.startsWith('apt-get')) continue;
      const command = rest.replace(' && rm -rf "$(yarn cache clean)"', '');
      await shell.run(directory, command, layers.environment);
    } else if (name === 'CMD') {
      layers.command = (JSON.parse(rest) as string[]).join(' ');
    } else if (!['FROM', 'USER', 'WORKDIR'].includes(name)) {
      throw new Error(`${dockerfile} contains ${line}, which is not known.`);
    }
  }
  return layers;
}

/** COPY: the content of a directory, or files into a directory; `*` stands for any characters. */
function copy(
  patterns: readonly string[],
  target: string,
  context: string,
  directory: string,
): void {
  const exclude = readFileSync(join(context, '.dockerignore'), 'utf8')
    .split('\n')
    .filter(line => line !== '');
  for (const source of globSync(patterns, { cwd: context, exclude })) {
    const from = join(context, source);
    const name = statSync(from).isDirectory() ? '' : basename(source);
    cpSync(from, join(directory, target, name), { recursive: true });
  }
}
