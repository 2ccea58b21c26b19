/** A table; a cell may contain `<br>`. Empty cells show a dash. */
export function table(
  header: readonly string[],
  rows: readonly string[][],
): string {
  const row = (cells: readonly string[]) =>
    `| ${cells
      .map(cell => cell.replace(/\|/g, '\\|').replace(/\n/g, ' ') || '–')
      .join(' | ')} |`;
  return [row(header), row(header.map(() => '---')), ...rows.map(row)].join(
    '\n',
  );
}

export const code = (text: string) => `\`${text}\``;

export const section = (title: string, ...paragraphs: string[]) =>
  [`## ${title}`, ...paragraphs.filter(Boolean)].join('\n\n');

/** `12,345` in every locale. */
export const grouped = (value: number) =>
  String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
