import { protectionInTemplate } from './protectionInTemplate';

describe('protectionInTemplate', () => {
  it.each([
    [
      'a protected database without readable metadata',
      {
        Resources: { Database: { Properties: { DeletionProtection: true } } },
      },
      true,
    ],
    [
      'the output of a protected environment without a database',
      { Resources: {}, Outputs: { DeletionProtection: { Value: 'on' } } },
      true,
    ],
    [
      'a database that is not protected',
      {
        Metadata: { 'StreamFlix::Spec': '{??}' },
        Resources: { Database: { Properties: { DeletionProtection: false } } },
      },
      false,
    ],
    ['nothing', {}, false],
  ])('reads %s', (_, template, expected) => {
    expect(protectionInTemplate(JSON.stringify(template))).toBe(expected);
  });

  it('does not know it of a template that is not JSON', () => {
    expect(protectionInTemplate('Resources:\n  A: {}')).toBeUndefined();
  });
});
