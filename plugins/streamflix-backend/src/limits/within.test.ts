import { readFile } from 'node:fs/promises';
import { within } from './within';

const compute = (ms: number) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

describe('a time limit', () => {
  it('ends what does not finish, and nothing before', async () => {
    const startedAt = performance.now();
    await expect(within(100, () => new Promise(() => {}))).rejects.toThrow(
      'No answer in 100 ms.',
    );
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
  });

  it('is not exceeded by an answer that came while this process computed', async () => {
    const read = within(100, async () => {
      const answer = readFile(__filename, 'utf8');
      compute(300);
      return answer;
    });
    expect(await read).toContain('came while this process computed');
  });

  it('passes on a failure', async () => {
    await expect(
      within(100, async () => {
        throw new Error('refused');
      }),
    ).rejects.toThrow('refused');
  });
});
