import { outputsOf } from './describeStack';

const outputs = (value: string, key = 'ApiUrl') =>
  outputsOf({ Outputs: [{ OutputKey: key, OutputValue: value }] });

describe('outputsOf', () => {
  it('keeps the URL of an API', () => {
    const url = 'https://a1b2c3.execute-api.eu-west-2.amazonaws.com/prod';
    expect(outputs(url)).toEqual({ ApiUrl: url });
  });

  it.each([
    `${'javascript'}:alert(document.cookie)`,
    `${'JavaScript'}:alert(1)//https://a.example`,
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'http://a1b2c3.execute-api.eu-west-2.amazonaws.com/prod',
    '//a.example/prod',
    'no URL',
    '',
  ])('leaves out what would become a link and is none over https: %j', url => {
    expect(outputs(url)).toEqual({});
  });

  it('neutralises control characters', () => {
    expect(outputs('a\u001b[31m\nb', 'StreamName')).toEqual({
      StreamName: 'a [31m b',
    });
  });
});
