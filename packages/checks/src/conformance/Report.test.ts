import type { Step } from './CheckRecorder';
import { exitCodeOf, render } from './Report';

const step = (name: string, failed = false, result = 'created'): Step => ({
  validator: 'moto',
  step: name,
  result,
  failed,
  seconds: 1.25,
});
const notChecked = [
  { validator: 'aws-cli' as const, why: 'Nothing was looked at: no python3.' },
];

describe('the report of the validators', () => {
  it('has a row for each step, what failed in full, and counts in its last line', () => {
    const report = {
      steps: [step('deploy'), step('destroy', true, 'It\nis still there.')],
      notChecked,
    };
    const lines = render(report).split('\n');
    expect(lines[0]).toMatch(/^validator +step +result +seconds$/);
    expect(lines[1]).toMatch(/^moto +deploy +passed created +1\.3$/);
    expect(lines[2]).toMatch(/^moto +destroy +FAILED +1\.3$/);
    expect(lines.slice(4)).toEqual([
      'moto, destroy: It',
      'is still there.',
      'aws-cli: Nothing was looked at: no python3.',
      '1 passed, 1 failed',
    ]);
  });

  it.each([
    [0, 'everything passed', [step('deploy')], []],
    [1, 'a step failed', [step('deploy'), step('destroy', true)], []],
    [
      1,
      'a step failed and a validator was not selected',
      [step('a', true)],
      notChecked,
    ],
    [1, 'nothing was looked at', [], []],
    [2, 'a validator was not selected', [step('deploy')], notChecked],
    [2, 'no validator could be selected', [], notChecked],
  ])('ends with %i when %s', (code, _, steps, missing) => {
    expect(exitCodeOf({ steps, notChecked: missing })).toBe(code);
  });
});
