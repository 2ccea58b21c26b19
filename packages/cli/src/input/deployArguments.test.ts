import {
  blueprintIds,
  blueprints,
  deployArguments,
  resolveSpec,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';
import { createProgram } from '../createProgram';
import type { Terminal } from '../terminal/Terminal';
import { readInput, type InputFlags } from './readInput';

/** Nothing is written. */
const terminal = {} as Terminal;

/** What the command line makes of arguments. */
function inputOf([name, ...options]: string[]) {
  const program = createProgram(terminal, () => {});
  const command = program.commands.find(each => each.name() === name);
  if (!command) throw new Error(`There is no command ${name}.`);
  command.parseOptions(options);
  return readInput(command.opts<InputFlags>());
}

function specOf(input: EnvironmentInput) {
  const resolution = resolveSpec(input);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
}

describe('the arguments that create the same environment', () => {
  it.each(blueprintIds)(
    'give its specification again, for an environment of %s',
    blueprint => {
      const spec = specOf({
        suffix: 'demo',
        blueprint,
        region: blueprints[blueprint].homeRegions[0],
        owner: 'group:default/video',
        account: '000000000000',
        network: { cidr: '10.8.0.0/16' },
        secrets: {
          database: 'streamflix/database',
          apiKeys: ['streamflix/one', 'streamflix/two'],
        },
        tags: { 'a.dotted.key': 'a value', Team: 'video' },
        deletionProtection: true,
      });
      expect(specOf(inputOf(deployArguments(spec)))).toEqual(spec);
    },
  );

  it('contain only what differs from the blueprint', () => {
    const spec = specOf({
      suffix: 'demo',
      blueprint: 'complete',
      region: 'eu-west-2',
      owner: 'group:default/video',
      service: { maxTasks: 12 },
    });
    expect(deployArguments(spec).join(' ')).toBe(
      'deploy --blueprint complete --suffix demo --region eu-west-2 --owner group:default/video --set service.maxTasks=12',
    );
  });
});
