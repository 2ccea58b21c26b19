import { exitCodeOf, render, type Check, type Report } from './Report';

const check = (by: Check['by'], ...findings: string[]): Check => ({
  by,
  of: 'complete',
  what: 'complete in eu-west-2',
  findings,
});

const report = (checks: Check[], notChecked?: string): Report => ({
  blueprints: [
    {
      blueprint: 'complete',
      resources: 90,
      bytes: 37_783,
      regions: ['eu-west-2', 'eu-west-1'],
      notOffered: { 'me-south-1': 'unknown', 'us-iso-east-1': 'isolated' },
      acknowledged: [],
    },
  ],
  checks,
  notChecked,
});

const everything = [
  check('CloudFormation'),
  check('cfn-lint'),
  check('cdk-nag'),
];

describe('the report', () => {
  it('is 0 when everything was looked at and nothing found', () => {
    expect(exitCodeOf(report(everything))).toBe(0);
  });

  it('is 2 when nothing was found but not everything was looked at', () => {
    expect(exitCodeOf(report(everything, 'Not by cfn-lint.'))).toBe(2);
  });

  it('is 1 as soon as something was found, whatever was not looked at', () => {
    const found = [check('cdk-nag', 'AwsSolutions-EC23 at Environment/Open')];
    expect(exitCodeOf(report(found))).toBe(1);
    expect(exitCodeOf(report(found, 'Not by cfn-lint.'))).toBe(1);
  });

  it('has a row of metrics for each blueprint', () => {
    const [head, row] = render(report([...everything, check('cfn-lint', 'a')]))
      .split('\n')
      .map(line => line.split(/ {2,}/));
    expect(Object.fromEntries(head.map((name, at) => [name, row[at]]))).toEqual(
      {
        blueprint: 'complete',
        resources: '90',
        bytes: '37783',
        regions: '2',
        'not offered': '2',
        CloudFormation: '0',
        'cfn-lint': '1',
        'cdk-nag': '0',
        acknowledged: '0',
      },
    );
  });

  it('does not call what was not run free of findings', () => {
    const [, row] = render(report([check('cdk-nag')], 'Not by cfn-lint.'))
      .split('\n')
      .map(line => line.split(/ {2,}/));
    expect(row[6]).toBe('not run');
  });

  it('names each region that is not offered with what is missing there', () => {
    const text = render(report(everything));
    expect(text).toContain('complete not offered in me-south-1: unknown');
    expect(text).toContain('complete not offered in us-iso-east-1: isolated');
  });

  it('reports each finding and ends with a count', () => {
    const lines = render(
      report([...everything, check('cfn-lint', 'E3006 here', 'E3012 there')]),
    ).split('\n');
    expect(lines).toContain('cfn-lint, complete in eu-west-2: E3006 here');
    expect(lines).toContain('cfn-lint, complete in eu-west-2: E3012 there');
    expect(lines[lines.length - 1]).toBe('Checks: 3 passed, 1 failed');
  });
});
