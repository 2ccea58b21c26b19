import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Attributes and properties that hold texts for users. */
const textual = [
  'alt',
  'aria-description',
  'aria-label',
  'description',
  'label',
  'placeholder',
  'secondaryLabel',
  'subtitle',
  'title',
  'tooltip',
];

/** The constant parts of an expression that contain text; calls and variables are checked where they are defined. */
function wordsOf(node: ts.Node | undefined): string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [
      node.head.text,
      ...node.templateSpans.map(span => span.literal.text),
    ];
  }
  if (ts.isConditionalExpression(node)) {
    return [...wordsOf(node.whenTrue), ...wordsOf(node.whenFalse)];
  }
  if (
    ts.isBinaryExpression(node) &&
    ['??', '||', '&&'].includes(node.operatorToken.getText())
  ) {
    return [...wordsOf(node.left), ...wordsOf(node.right)];
  }
  if (ts.isParenthesizedExpression(node) || ts.isJsxExpression(node)) {
    return wordsOf(node.expression);
  }
  if (ts.isArrowFunction(node)) return wordsOf(node.body);
  return [];
}

/** Texts for users that a source contains itself, instead of taking them from the translations. */
function hardCodedTexts(file: string, source: string): string[] {
  const found: string[] = [];
  const add = (texts: string[]) =>
    found.push(...texts.filter(text => /[a-z]{2}/i.test(text)));
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) add([node.text.trim()]);
    if (
      ts.isJsxExpression(node) &&
      (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent))
    ) {
      add(wordsOf(node));
    }
    if (
      ts.isJsxAttribute(node) &&
      (textual.includes(node.name.getText()) ||
        node.name.getText() === 'validate')
    ) {
      add(wordsOf(node.initializer));
    }
    if (
      ts.isPropertyAssignment(node) &&
      textual.includes(node.name.getText().replaceAll("'", ''))
    ) {
      add(wordsOf(node.initializer));
    }
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === 'addError'
    ) {
      add(node.arguments.flatMap(wordsOf));
    }
    if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) {
      add([...(node.arguments ?? [])].flatMap(wordsOf));
    }
    ts.forEachChild(node, visit);
  };
  visit(
    ts.createSourceFile(
      file,
      source,
      ts.ScriptTarget.Latest,
      true,
      file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
    ),
  );
  return found;
}

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter(
    file =>
      /\.tsx?$/.test(file) &&
      !/\.test\.|__testUtils__|setupTests|translation\.ts/.test(file),
  )
  .sort();

/** Texts that Backstage takes as constants, and messages for developers. */
const accepted: Record<string, string[]> = {
  // Navigation, header of the page, plugin info: an extension's parameters are not translated.
  'alpha.tsx': ['Environments', 'Environments'],
  // A last guard: the forms refuse such values with translated messages before they call the client.
  'api/StreamflixClient.ts': ['An account, a region or a suffix is not valid.'],
  'form/requireApi.ts': ['No implementation available for '],
};

describe('the texts of the user interface', () => {
  it('are all in the translations', () => {
    expect(sources.length).toBeGreaterThan(60);
    const found = sources
      .map((file): [string, string[]] => [
        file,
        hardCodedTexts(file, readFileSync(join(__dirname, file), 'utf8')),
      ])
      .filter(([, texts]) => texts.length > 0);
    expect(Object.fromEntries(found)).toEqual(accepted);
  });

  it.each([
    '<p>Not translated</p>',
    '<p>{isFree ? "It is free" : name}</p>',
    '<Button aria-label="Refresh" />',
    '<TextField validate={() => "Wrong"} />',
    '<TextField placeholder={`Search ${name}`} />',
    'const column = { label: "Suffix" };',
    'field.addError(`Type ${suffix} to confirm.`);',
    'throw new Error("It could not be read");',
  ])('would be reported in %s', source => {
    expect(hardCodedTexts('example.tsx', source)).not.toEqual([]);
  });

  it.each([
    '<p>{t("form.title")} · {name}</p>',
    '<Button aria-label={t("form.title")} className="wide" />',
    'throw new Error(t("form.failed"));',
  ])('would not be reported in %s', source => {
    expect(hardCodedTexts('example.tsx', source)).toEqual([]);
  });
});
