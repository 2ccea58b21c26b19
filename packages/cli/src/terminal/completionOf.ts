import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { Command } from 'commander';

/** Shells for which a completion can be printed. */
export const completionShells = ['bash', 'zsh'] as const;

const flagsOf = (command: Command): string[] =>
  [...command.options.flatMap(({ long }) => long ?? []), '--help'].sort();

/** Values of arguments and flags that are a fixed list, although commander does not know it. */
const fixedValues: Readonly<Record<string, readonly string[]>> = {
  blueprint: blueprintIds,
};

/** The flags of a command whose value is one of a list, with that list. */
const valuesOf = (command: Command) =>
  command.options.flatMap(option => {
    const { long, argChoices } = option;
    const values = argChoices ?? fixedValues[option.attributeName()];
    return long && values ? [{ flag: long, values }] : [];
  });

const argumentsOf = (command: Command): readonly string[] =>
  command.registeredArguments.flatMap(
    argument => argument.argChoices ?? fixedValues[argument.name()] ?? [],
  );

const caseOf = (pattern: string, words: readonly string[]) =>
  `    ${pattern}) candidates="${words.join(' ')}" ;;`;

/**
 * A completion for bash, from the program's own commands: their names, their flags, and the values of flags with a fixed list.
 * zsh reads it with `bashcompinit`.
 */
export function completionOf(
  program: Command,
  shell: (typeof completionShells)[number],
): string {
  const name = program.name();
  const commands = program.commands.filter(each => each.name() !== 'help');
  const values = commands.flatMap(command =>
    valuesOf(command).map(({ flag, values: choices }) =>
      caseOf(`"${command.name()} ${flag}"`, choices),
    ),
  );
  const flags = commands.map(command =>
    caseOf(`"${command.name()}"`, [
      ...argumentsOf(command),
      ...flagsOf(command),
    ]),
  );
  const body = [
    `_${name}() {`,
    '  local candidates="" current="${COMP_WORDS[COMP_CWORD]}" command="${COMP_WORDS[1]}"',
    '  COMPREPLY=()',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    candidates="${[
      ...commands.map(command => command.name()),
      ...flagsOf(program),
    ].join(' ')}"`,
    '  else',
    '    case "$command ${COMP_WORDS[COMP_CWORD-1]}" in',
    ...values,
    '    esac',
    '    [ -n "$candidates" ] || case "$command" in',
    ...flags,
    '    esac',
    '  fi',
    '  COMPREPLY=($(compgen -W "$candidates" -- "$current"))',
    '}',
    `complete -o default -F _${name} ${name}`,
  ].join('\n');
  return shell === 'zsh'
    ? `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${body}`
    : body;
}
