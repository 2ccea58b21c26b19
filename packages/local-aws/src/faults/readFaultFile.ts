import { readFile } from 'node:fs/promises';
import { isNode, LineCounter, parseDocument } from 'yaml';
import {
  checkFaults,
  describeFaultProblem,
  FaultsRefused,
} from './checkFaults';
import type { Fault } from './faultKinds';

/**
 * Reads faults from a YAML file: `faults:` with a list.
 *
 * @throws Error with every problem and its line, for the author of the file
 * @public
 */
export async function readFaultFile(file: string): Promise<Fault[]> {
  const text = await readFile(file, 'utf8').catch(error => {
    throw new Error(
      `${file} cannot be read: ${error.message}. Give --faults the path of a YAML file.`,
    );
  });
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
  });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    throw new Error(
      document.errors
        .map(({ pos, message }) => `${file}:${lineAt(pos[0])}: ${message}`)
        .join('\n'),
    );
  }
  try {
    return checkFaults(document.toJS());
  } catch (error) {
    if (!(error instanceof FaultsRefused)) throw error;
    const lineOf = (path: readonly (string | number)[]): number => {
      const node = document.getIn(path, true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
      return path.length > 0 ? lineOf(path.slice(0, -1)) : 1;
    };
    throw new Error(
      [
        ...error.problems.map(
          problem =>
            `${file}:${lineOf(problem.path)}: ${describeFaultProblem(problem)}`,
        ),
        'The section Faults of the README of local AWS lists what each fault takes.',
      ].join('\n'),
    );
  }
}
