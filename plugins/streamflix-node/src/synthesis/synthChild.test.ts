import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { findSynth, synthEnvironment } from './synthChild';

// Processes start slowly while other suites run in parallel.
jest.setTimeout(60_000);

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the child that synthesises', () => {
  it('gets no credentials, nor anything else it has no use for', () => {
    const env = synthEnvironment({
      PATH: '/usr/bin',
      HOME: '/home/node',
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_PROFILE: 'production',
      POSTGRES_PASSWORD: 'hunter2',
      NODE_OPTIONS: '--inspect',
    });
    expect(env).toEqual({
      PATH: '/usr/bin',
      HOME: '/home/node',
      NODE_COMPILE_CACHE: expect.any(String),
    });
  });

  it('is reported as missing, with the command that builds it', () => {
    const notBuilt = () => {
      throw new Error("Cannot find module '@streamflix/cdk-app/synth'");
    };
    expect(() => findSynth(notBuilt)).toThrow(
      'The CDK app has not been built, so no template can be made. Build it with: yarn workspace @streamflix/cdk-app build',
    );
  });

  it('ends when its parent is killed', async () => {
    const parent = spawn(
      process.execPath,
      [
        '-e',
        `const child = require('node:child_process').fork(${JSON.stringify(
          findSynth(),
        )}, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
        console.log(child.pid);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [firstWords] = await once(parent.stdout, 'data');
    const child = Number(String(firstWords).trim());
    expect(isAlive(child)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    for (let i = 0; i < 100 && isAlive(child); i++) await sleep(50);
    expect(isAlive(child)).toBe(false);
  });
});
