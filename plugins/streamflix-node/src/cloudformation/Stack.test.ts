import { toStack } from './Stack';

const outputs = (value: string, key = 'ApiUrl') =>
  toStack({
    StackName: 'streamflix-abc',
    CreationTime: new Date(),
    StackStatus: 'CREATE_COMPLETE',
    Outputs: [{ OutputKey: key, OutputValue: value }],
  }).outputs;

describe('toStack', () => {
  it('keeps the URL of an API in the outputs', () => {
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
  ])(
    'leaves out an output that would become a link and is not https: %j',
    url => {
      expect(outputs(url)).toEqual({});
    },
  );

  it('neutralises control characters in outputs', () => {
    expect(outputs('a\u001b[31m\nb', 'StreamName')).toEqual({
      StreamName: 'a [31m b',
    });
  });
});
