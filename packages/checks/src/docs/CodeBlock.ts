import { remark } from 'remark';
import remarkGfm from 'remark-gfm';

/** What is done with the commands of a block, as the comment above it says. */
type Instruction =
  /** The check of the docs runs them, in the root of the repository. */
  | 'run'
  /** The check starts the command, and stops it at the end of the page. */
  | 'start'
  /** The test of the installation reads them: packages/checks/src/installation. */
  | 'installation'
  /** Nothing runs them, for the reason given. */
  | 'not run';

/** A fenced code block of a page. */
export interface CodeBlock {
  language: string;
  text: string;
  line: number;
  /** The heading above it. */
  section: string;
  instruction?: Instruction;
  /** What follows the instruction: a reason, or the step of the installation. */
  detail: string;
}

const comment =
  /^<!--\s*(run|start|not run|installation)\s*(?:[(:]([^]*?))?\s*-->$/;

/** A page, as far as the checks look at it. */
export interface Page {
  blocks: CodeBlock[];
  /** Code within a line of text. */
  inlineCode: { text: string; line: number }[];
}

interface Node {
  type: string;
  value?: string;
  lang?: string | null;
  children?: Node[];
  position?: { start: { line: number } };
}

/** Reads the code blocks of a Markdown page, each with the comment directly above it. */
export function readPage(markdown: string): Page {
  const page: Page = { blocks: [], inlineCode: [] };
  let section = '';
  const visit = (node: Node, before?: Node) => {
    const line = node.position?.start.line ?? 0;
    if (node.type === 'heading') {
      section = (node.children ?? []).map(({ value }) => value).join('');
    }
    if (node.type === 'inlineCode') {
      page.inlineCode.push({ text: node.value ?? '', line });
    }
    if (node.type === 'code') {
      const [, instruction, detail = ''] =
        (before?.type === 'html' && comment.exec(before.value ?? '')) || [];
      page.blocks.push({
        language: node.lang ?? '',
        text: node.value ?? '',
        line,
        section,
        instruction: instruction as Instruction | undefined,
        detail: detail.trim(),
      });
    }
    node.children?.forEach((child, index) =>
      visit(child, node.children?.[index - 1]),
    );
  };
  visit(remark().use(remarkGfm).parse(markdown) as Node);
  return page;
}
