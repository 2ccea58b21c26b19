// Kept from before timers are faked: it lets every promise that can go on do so.
const { setImmediate: afterPromises } = globalThis;

/** Has time pass only where `untilSettled` lets it, so that a seed repeats the order of everything. */
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

/** Lets time pass from one timer to the next until a promise is settled. */
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
