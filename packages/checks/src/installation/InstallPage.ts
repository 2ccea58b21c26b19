import { readFileSync } from 'node:fs';
import { readPage } from '../docs/CodeBlock';

/** A block of code of the page, and what the comment above it says is to be done with it. */
export type Block = { readonly text: string; readonly line: number } & (
  | { readonly kind: 'run' | 'start'; readonly directory: Directory }
  | { readonly kind: 'merge'; readonly file: string }
  | {
      readonly kind: 'insert';
      readonly file: string;
      /** Before or after the line that contains the text, or in its place. */
      readonly where: 'before' | 'after' | 'at';
      readonly anchor: string;
    }
);

const directories = ['portal', 'repository'] as const;

/** Where commands run: in the portal's root, or in that of this repository. */
type Directory = (typeof directories)[number];

const insertion = /^insert (\S+) (before|after|at) (.+)$/;

function blockOf(instruction: string, text: string, line: number): Block {
  const [kind, argument] = instruction.split(' ', 2);
  if (kind === 'run' || kind === 'start') {
    const directory = directories.find(each => each === argument);
    if (directory) return { kind, directory, text, line };
  }
  if (kind === 'merge') return { kind, file: argument, text, line };
  const [, file, where, anchor] = insertion.exec(instruction) ?? [];
  if (where === 'before' || where === 'after' || where === 'at') {
    return { kind: 'insert', file, where, anchor, text, line };
  }
  throw new Error(`Line ${line} has an unknown instruction: ${instruction}`);
}

/**
 * The page that describes the installation. The comment above each block of code is its instruction; the page explains them in a
 * comment of its own.
 */
export class InstallPage {
  private constructor(
    /** By heading, in the order of the page. */
    private readonly sections: ReadonlyMap<string, readonly Block[]>,
    private readonly text: string,
  ) {}

  /** @throws Error when a block has no instruction, or an unknown one */
  static parse(text: string): InstallPage {
    const sections = new Map<string, Block[]>();
    for (const block of readPage(text).blocks) {
      const { instruction, detail, line, section } = block;
      if (!instruction) {
        throw new Error(
          `The block at line ${line} has no comment that says what the test does with it.`,
        );
      }
      if (instruction !== 'installation') continue;
      sections.set(section, [
        ...(sections.get(section) ?? []),
        blockOf(detail, block.text, line),
      ]);
    }
    return new InstallPage(sections, text);
  }

  static read(file: string): InstallPage {
    return InstallPage.parse(readFileSync(file, 'utf8'));
  }

  /** The blocks of a section. @param title - as in the page. @throws Error when it has none */
  section(title: string): readonly Block[] {
    const blocks = this.sections.get(title);
    if (!blocks) {
      throw new Error(`The page has no section “${title}” with instructions.`);
    }
    return blocks;
  }

  /** What a pattern's only group matches, such as the version in a command. @throws Error when it matches nothing */
  find(pattern: RegExp): string {
    const [, found] = pattern.exec(this.text) ?? [];
    if (!found) throw new Error(`The page contains nothing like ${pattern}.`);
    return found;
  }
}
