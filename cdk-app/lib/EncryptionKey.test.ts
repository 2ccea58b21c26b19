import { bodyOf } from './__testUtils__/environment';

const principals = (region: string) =>
  JSON.stringify(bodyOf('complete', { region }).Resources.Key.Properties);

describe('the key of an environment', () => {
  it.each([
    ['eu-west-2', 'logs.eu-west-2.amazonaws.com"'],
    ['us-gov-west-1', 'logs.us-gov-west-1.amazonaws.com"'],
    ['cn-north-1', 'logs.cn-north-1.amazonaws.com.cn"'],
  ])('knows CloudWatch Logs by its name in %s', (region, name) => {
    expect(principals(region)).toContain(name);
  });
});
