import type { Account } from './Account';
import { judgeWords } from './judgeWords';
import type { Attempt } from './Scenario';

const account = (
  ending: Account['ending'],
  words: string,
  notices: string[] = [],
): Account => ({
  ending,
  words,
  notices,
  lines: [],
  amiss: [],
  begun: [],
  handed: '',
});

const attempt = (
  ends: Attempt['ends'],
  more: Partial<Attempt> = {},
): Attempt => ({ do: 'create', ends, stack: 'CREATE_COMPLETE', ...more });

const created = 'Environment abc in eu-central-1 was created in 9 min.';

describe('what a person reads at the end', () => {
  it('is right when it tells the ending and all the row says', () => {
    expect(
      judgeWords(
        [account('created', created, ['Wait.', 'Go on.'])],
        [
          attempt('created', {
            says: [/9 min/],
            notices: [/^Wait/, /^Go/],
          }),
        ],
      ),
    ).toEqual([]);
  });

  it.each<[string, Account, Attempt, RegExp]>([
    [
      'the ending is another',
      account('failed', 'It failed.'),
      attempt('created'),
      /^ending: expected created, is failed: It failed\.$/,
    ],
    [
      'it does not tell the ending, though the row does not say how',
      account('created', 'All is well.'),
      attempt('created'),
      /^says: expected .*was created in .*, is: All is well\.$/,
    ],
    [
      'it lacks what the row says',
      account('created', created),
      attempt('created', { says: [/too late/] }),
      /^says: expected \/too late\//,
    ],
    [
      'the row says nothing, and nothing is usual',
      account('refused', 'No.'),
      attempt('refused'),
      /^says: the row does not say what is told when it ends refused$/,
    ],
    [
      'notices come in another order',
      account('created', created, ['Go on.', 'Wait.']),
      attempt('created', { notices: [/^Wait/, /^Go/] }),
      /^notices: expected \/\^Go\//,
    ],
    [
      'a notice is told twice',
      account('created', created, ['Wait.', 'Wait.']),
      attempt('created'),
      /^told twice: Wait\.$/,
    ],
  ])('is wrong when %s', (_, told, row, wrong) => {
    expect(judgeWords([told], [row]).join('\n')).toMatch(wrong);
  });

  it('is judged by the ending each of two rivals had, whoever won', () => {
    const rivals = [
      attempt('created'),
      attempt('refused', { says: [/^Plan it again\.$/] }),
    ];
    const refused = account('refused', 'Plan it again.');
    const winner = account('created', created);
    expect(judgeWords([refused, winner], rivals)).toEqual([]);
    expect(judgeWords([winner, winner], rivals)).toEqual([
      `ending: expected refused, is created: ${created}`,
    ]);
  });
});
