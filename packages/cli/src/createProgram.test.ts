import { run } from './__testUtils__/run';

jest.mock('@streamflix/backstage-plugin-streamflix-node', () => {
  throw new Error('The package with the clients of AWS was loaded.');
});

describe('the streamflix command', () => {
  it.each([[['--version']], [['--help']], [['deploy', '--help']]])(
    'answers %j without loading the clients of AWS',
    async args => {
      const { exitCode, result } = await run(args);
      expect(exitCode).toBe(0);
      expect(result).not.toBe('');
    },
  );

  it('loads them for a command that needs them', async () => {
    await expect(run(['list'])).rejects.toThrow('was loaded');
  });
});
