import type { AttemptReport } from './AttemptReport';
import { checkMessages } from './checkMessages';
import type { Attempt } from './Scenario';

const report = (
  outcome: AttemptReport['outcome'],
  message: string,
  notices: string[] = [],
): AttemptReport => ({
  outcome,
  message,
  notices,
  lines: [],
  problems: [],
  addedFaults: [],
  otherOutput: '',
});

const attempt = (
  expects: Attempt['expects'],
  more: Partial<Attempt> = {},
): Attempt => ({ do: 'create', expects, stack: 'CREATE_COMPLETE', ...more });

const created = 'Environment abc in eu-central-1 was created in 9 min.';

describe('the message at the end of an operation', () => {
  it('is correct when it reports the outcome and everything in the row', () => {
    expect(
      checkMessages(
        [report('created', created, ['Wait.', 'Go on.'])],
        [
          attempt('created', {
            messages: [/9 min/],
            notices: [/^Wait/, /^Go/],
          }),
        ],
      ),
    ).toEqual([]);
  });

  it.each<[string, AttemptReport, Attempt, RegExp]>([
    [
      'the outcome differs',
      report('failed', 'It failed.'),
      attempt('created'),
      /^outcome: expected created, is failed: It failed\.$/,
    ],
    [
      'the message lacks the outcome, and the row expects no other message',
      report('created', 'All is well.'),
      attempt('created'),
      /^messages: expected .*was created in .*, is: All is well\.$/,
    ],
    [
      'it lacks what the row says',
      report('created', created),
      attempt('created', { messages: [/too late/] }),
      /^messages: expected \/too late\//,
    ],
    [
      'the row expects no message, and the outcome has no usual one',
      report('refused', 'No.'),
      attempt('refused'),
      /^messages: the row does not say what is reported when it expects refused$/,
    ],
    [
      'notices come in another order',
      report('created', created, ['Go on.', 'Wait.']),
      attempt('created', { notices: [/^Wait/, /^Go/] }),
      /^notices: expected \/\^Go\//,
    ],
    [
      'a notice is reported twice',
      report('created', created, ['Wait.', 'Wait.']),
      attempt('created'),
      /^reported twice: Wait\.$/,
    ],
  ])('is wrong when %s', (_, reported, row, wrong) => {
    expect(checkMessages([reported], [row]).join('\n')).toMatch(wrong);
  });

  it('is checked by the outcome each of two concurrent requesters had, whichever was first', () => {
    const attempts = [
      attempt('created'),
      attempt('refused', { messages: [/^Plan it again\.$/] }),
    ];
    const refused = report('refused', 'Plan it again.');
    const winner = report('created', created);
    expect(checkMessages([refused, winner], attempts)).toEqual([]);
    expect(checkMessages([winner, winner], attempts)).toEqual([
      `outcome: expected refused, is created: ${created}`,
    ]);
  });
});
