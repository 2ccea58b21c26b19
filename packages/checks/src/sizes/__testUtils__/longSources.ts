import { readFileSync } from 'node:fs';
import {
  createSourceFile,
  forEachChild,
  isCallExpression,
  isConstructorDeclaration,
  isFunctionLike,
  isPropertyAssignment,
  isVariableDeclaration,
  ScriptTarget,
  type Node,
  type SignatureDeclaration,
  type SourceFile,
} from 'typescript';

/** A file, or a function in it, that is longer than the limit. */
interface LongSource {
  /** Relative to the root of the repository; with the function's name after a space. */
  name: string;
  lines: number;
}

export const limits = { file: 260, function: 60 };

/** The blocks of a test file: their length is that of their cases. */
const isTestBlock = ({ parent }: Node, source: SourceFile) =>
  isCallExpression(parent) &&
  /^(describe|it|test|(before|after)(All|Each))\b/.test(
    parent.expression.getText(source),
  );

function nameOf(node: SignatureDeclaration, source: SourceFile): string {
  if (isConstructorDeclaration(node)) return 'constructor';
  if (node.name) return node.name.getText(source);
  const { parent } = node;
  return isVariableDeclaration(parent) || isPropertyAssignment(parent)
    ? parent.name.getText(source)
    : 'anonymous';
}

/**
 * The file, if it is too long, and its outermost functions that are.
 *
 * @param path - of the file
 * @param name - relative to the root of the repository
 */
export function longSources(path: string, name: string): LongSource[] {
  const text = readFileSync(path, 'utf8');
  const source = createSourceFile(name, text, ScriptTarget.Latest, true);
  const lineOf = (position: number) =>
    source.getLineAndCharacterOfPosition(position).line;
  const found: LongSource[] = [];
  // The last line ends with a newline.
  const length = lineOf(text.length);
  if (length > limits.file) found.push({ name, lines: length });
  const visit = (node: Node): void => {
    if (isFunctionLike(node) && !isTestBlock(node, source)) {
      const lines = lineOf(node.end) - lineOf(node.getStart(source)) + 1;
      if (lines > limits.function) {
        found.push({ name: `${name} ${nameOf(node, source)}`, lines });
        return;
      }
    }
    forEachChild(node, visit);
  };
  visit(source);
  return found;
}
