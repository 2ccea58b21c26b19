import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPolicies } from './readPolicies';

const statement = {
  Sid: 'Read',
  Effect: 'Allow',
  Action: ['ecs:DescribeServices'],
  Resource: '*',
};

const documentOf = (...Statement: object[]) => ({
  Version: '2012-10-17',
  Statement,
});

describe('readPolicies', () => {
  let directory: string;
  const fileOf = (content: unknown, name = 'policy.json') => {
    const path = join(directory, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'local-aws-policy-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('reads documents, and several files as policies of the same callers', () => {
    const one = fileOf(documentOf(statement), 'one.json');
    const two = fileOf(
      [documentOf({ ...statement, Sid: 'Other' })],
      'two.json',
    );
    expect(readPolicies([one, two]).portal).toEqual([
      statement,
      { ...statement, Sid: 'Other' },
    ]);
  });

  it('reads the policies of both roles and the boundary from what "streamflix policy --json" prints', () => {
    const role = { policies: [{ name: 'a', document: documentOf(statement) }] };
    expect(
      readPolicies([
        fileOf({ ...role, execution: role, boundary: documentOf(statement) }),
      ]),
    ).toEqual({
      portal: [statement],
      execution: [statement],
      boundary: [statement],
    });
  });

  it.each([
    [
      { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
      'does not know the condition key aws:SourceVpc of statement Read',
    ],
    [
      { NumericLessThan: { 'aws:TagKeys': '1' } },
      'does not evaluate the condition operator NumericLessThan of statement Read',
    ],
  ])('refuses the condition %j', (Condition, message) => {
    const path = fileOf(documentOf({ ...statement, Condition }));
    expect(() => readPolicies([path])).toThrow(message);
  });

  it('refuses a file with elements that are not evaluated', () => {
    const path = fileOf(documentOf({ ...statement, NotAction: 'ecs:*' }));
    expect(() => readPolicies([path])).toThrow('must hold policy documents');
  });
});
