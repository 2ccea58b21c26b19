import { hasNeverStarted } from './hasNeverStarted';

const pull = 'CannotPullContainerError: nginx:missing: not found';

describe('a container that failed', () => {
  it.each([
    [pull],
    ['ResourceInitializationError: unable to pull secrets or registry auth'],
    ['CannotStartContainerError: exec: "serve": executable file not found'],
    [`Resource did not stabilize · ECS Deployment Circuit Breaker · ${pull}`],
  ])('has never started: %s', reason => {
    expect(hasNeverStarted([reason])).toBe(true);
  });

  it.each([
    ['Container api exited with code 1'],
    ['Essential container in task exited'],
    ['OutOfMemoryError: Container killed due to memory usage'],
    ['Task failed ELB health checks in target-group x'],
    [`${pull} · Container sidecar exited with code 1`],
  ])('may have started: %s', reason => {
    expect(hasNeverStarted([reason])).toBe(false);
  });

  it('may have started when one of several tasks did', () => {
    expect(hasNeverStarted([pull, 'Container api exit code 137'])).toBe(false);
    expect(hasNeverStarted([])).toBe(false);
  });
});
