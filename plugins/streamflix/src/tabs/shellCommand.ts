/** An argument as a POSIX shell reads it. */
const quote = (argument: string) =>
  /^[\w@%+=:,./-]+$/.test(argument)
    ? argument
    : `'${argument.replaceAll("'", `'\\''`)}'`;

/** A command to paste into a shell, with one option per line. */
export function shellCommand(
  program: string,
  [command, ...options]: readonly string[],
): string {
  const lines = [`${program} ${command}`];
  for (let index = 0; index < options.length; index += 2) {
    lines.push(`  ${options[index]} ${quote(options[index + 1] ?? '')}`);
  }
  return lines.join(' \\\n');
}
