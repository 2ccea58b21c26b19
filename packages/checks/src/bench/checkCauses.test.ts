import { checkCauses } from './checkCauses';

const labels = {
  silent: ['cascade', 'unknown'],
  general: ['quota'],
  labels: { 'clock-wrong': ['clock-wrong', 'credentials-invalid'] },
};

const check = (pairs: [cause: string, id: string | undefined][]) =>
  checkCauses(
    { messages: pairs.map(([cause], i) => ({ text: `${i}`, cause })) },
    labels,
    text => pairs[Number(text)][1],
  );

const missed = (pairs: [string, string | undefined][]) =>
  check(pairs)
    .filter(m => m.missed)
    .map(({ name }) => name);

const right = (n: number) =>
  Array.from({ length: n }, (): [string, string] => ['vpc-quota', 'vpc-quota']);

describe('the bench of causes', () => {
  it('accepts every id that a label maps to, and the id of the label itself', () => {
    expect(
      missed([
        ['clock-wrong', 'credentials-invalid'],
        ['vpc-quota', 'vpc-quota'],
        ['unknown', undefined],
      ]),
    ).toEqual([]);
  });

  it('fails below 95 % right', () => {
    expect(missed([...right(94), ...Array(6).fill(['a', undefined])])).toEqual([
      'right',
    ]);
    expect(missed([...right(95), ...Array(5).fill(['a', undefined])])).toEqual(
      [],
    );
  });

  it('fails above 1 % wrong, and counts a general cause as not wrong', () => {
    expect(missed([...right(98), ['a', 'b'], ['a', 'c']])).toEqual(['wrong']);
    expect(missed([...right(98), ['a', 'b'], ['a', 'quota']])).toEqual([]);
  });

  it('fails when a cascade or an unknown message is explained', () => {
    expect(missed([...right(200), ['cascade', 'quota']])).toEqual([
      'cascade or unknown, not silent',
    ]);
  });
});
