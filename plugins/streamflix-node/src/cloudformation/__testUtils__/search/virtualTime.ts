// Saved before timers are faked: it lets all ready promises continue.
const { setImmediate: afterPromises } = globalThis;

/** Time passes only in `untilSettled`, so that a seed reproduces the order of all events. */
export const fakeTime = () =>
  jest.useFakeTimers({
    now: new Date('2026-01-01T00:00:00Z'),
    doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'],
  });

/** Milliseconds of virtual time. */
export const pause = (milliseconds: number) =>
  new Promise<void>(resolve => {
    setTimeout(resolve, milliseconds);
  });

/** Advances time from timer to timer until a promise is settled. */
export async function untilSettled<T>(promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  promise.then(settle, settle);
  for (;;) {
    await new Promise<void>(resolve => {
      afterPromises(resolve);
    });
    if (isSettled) return promise;
    if (jest.getTimerCount() === 0) throw new Error('Nothing would happen.');
    jest.advanceTimersToNextTimer();
  }
}
