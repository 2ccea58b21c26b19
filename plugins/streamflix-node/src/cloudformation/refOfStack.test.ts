import { isStackOf, refOfStack } from './refOfStack';

const arn =
  'arn:aws:cloudformation:eu-west-2:111122223333:stack/streamflix-a-b/6f1d';
const ref = { account: '111122223333', region: 'eu-west-2', suffix: 'a-b' };

describe('refOfStack', () => {
  it('reads the environment of a stack in any partition', () => {
    expect(refOfStack(arn)).toEqual(ref);
    expect(refOfStack(arn.replace('arn:aws:', 'arn:aws-cn:'))).toEqual(ref);
  });

  it.each([
    '',
    'streamflix-a-b',
    arn.replace('/6f1d', ''),
    arn.replace('streamflix-a-b', 'streamflix-'),
    arn.replace('streamflix-a-b', 'another-a-b'),
    arn.replace('cloudformation', 's3'),
    arn.replace(':stack/', ':changeSet/'),
    arn.replace('111122223333', ''),
  ])('finds no environment in %s', text => {
    expect(refOfStack(text)).toBeUndefined();
  });
});

describe('isStackOf', () => {
  it('is true only for the account, the region and the suffix of the stack', () => {
    expect(isStackOf(arn, ref)).toBe(true);
    expect(isStackOf(arn, { ...ref, account: '444455556666' })).toBe(false);
    expect(isStackOf(arn, { ...ref, region: 'eu-west-1' })).toBe(false);
    expect(isStackOf(arn, { ...ref, suffix: 'a' })).toBe(false);
  });
});
