import { resolve } from 'node:path';
import type { CodeBlock } from './CodeBlock';
import { checkCommands } from './checkCommands';

const root = resolve(__dirname, '../../../..');

const check = (block: Partial<CodeBlock>) =>
  checkCommands(
    'page.md',
    {
      blocks: [
        {
          language: 'sh',
          text: 'ls',
          line: 3,
          section: '',
          detail: '',
          ...block,
        },
      ],
      inlineCode: [],
    },
    root,
  );

describe('the check of the commands of a page', () => {
  it('accepts commands that are run, and those with a reason why not', () => {
    expect(check({ instruction: 'run', text: 'yarn build' })).toEqual([]);
    expect(
      check({ instruction: 'not run', detail: 'needs an account' }),
    ).toEqual([]);
  });

  it('reports commands that nothing runs', () => {
    expect(check({})).toEqual([expect.stringContaining('page.md:3 has')]);
    expect(check({ instruction: 'not run' })).toEqual([
      expect.stringContaining('page.md:3 gives no reason'),
    ]);
  });

  it('reports a script that does not exist, in a block and in a line', () => {
    expect(check({ instruction: 'run', text: 'yarn no-such-script' })).toEqual([
      expect.stringContaining('yarn no-such-script'),
    ]);
    expect(
      checkCommands(
        'page.md',
        { blocks: [], inlineCode: [{ text: 'yarn gone', line: 9 }] },
        root,
      ),
    ).toEqual([expect.stringContaining('page.md:9')]);
  });
});
