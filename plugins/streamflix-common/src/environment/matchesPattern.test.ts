import { matchesPattern } from './matchesPattern';

describe('matchesPattern', () => {
  it.each([
    ['streamflix/*', 'streamflix/api-keys'],
    ['streamflix/*', 'streamflix/'],
    ['streamflix/database', 'streamflix/database'],
    ['*', ''],
    ['*', 'anything/at.all'],
    ['a*b*c', 'abc'],
    ['a*b*c', 'a-b-b-c-c'],
    ['*/video', 'team/video'],
    ['a**b', 'ab'],
    ['a.b', 'a.b'],
    ['ab*b', 'abb'],
  ])('matches %s with %s', (pattern, value) => {
    expect(matchesPattern(pattern, value)).toBe(true);
  });

  it.each([
    ['streamflix/*', 'payments/prod/master-key'],
    ['streamflix/*', 'x/streamflix/api-keys'],
    ['streamflix/database', 'streamflix/database2'],
    ['a.b', 'axb'],
    ['a*b', 'a-b-c'],
    ['a*b*c', 'acb'],
    ['ab*b', 'ab'],
    ['', 'a'],
    ['streamflix/*', 'Streamflix/a'],
  ])('does not match %s with %s', (pattern, value) => {
    expect(matchesPattern(pattern, value)).toBe(false);
  });

  it('answers at once for a pattern of many stars', () => {
    const start = process.cpuUsage();
    expect(matchesPattern('*a'.repeat(250), `${'a'.repeat(50_000)}b`)).toBe(
      false,
    );
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2_000);
  });
});
