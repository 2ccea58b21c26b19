import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLimits } from './readLimits';

const directory = mkdtempSync(join(tmpdir(), 'limits-'));
afterAll(() => rmSync(directory, { recursive: true }));

const limitsOf = (content: unknown) => {
  const file = join(directory, 'limits.json');
  writeFileSync(file, JSON.stringify(content));
  return readLimits(file);
};

describe('readLimits', () => {
  it('has AWS’s quotas and rates without a file', () => {
    expect(readLimits(undefined)).toEqual({ quotas: {}, rates: {} });
  });

  it('reads quotas by resource type and rates by id', () => {
    const rate = { burst: 2, perSecond: 1 };
    expect(limitsOf({ 'AWS::EC2::VPC': 20, 'ecs.serviceRead': rate })).toEqual({
      quotas: { 'AWS::EC2::VPC': 20 },
      rates: { 'ecs.serviceRead': rate },
    });
  });

  it.each([
    ['a quota that is no number', { 'AWS::EC2::VPC': 'many' }],
    [
      'a rate that does not exist',
      { 'ecs.everything': { burst: 1, perSecond: 1 } },
    ],
    ['a rate without a burst', { 'ecs.serviceRead': { perSecond: 1 } }],
  ])('refuses %s', (_, content) => {
    expect(() => limitsOf(content)).toThrow(
      /must hold a JSON object of numbers by resource type and of rates by id/,
    );
  });
});
