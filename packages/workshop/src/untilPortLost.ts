import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two looks. */
const interval = 500;

function isAnswered(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * Waits until what listened on a port of 127.0.0.1 has been gone for longer than starting it anew takes. What never listened
 * is never lost.
 *
 * @param graceSeconds - how long it may be gone
 */
export async function untilPortLost(
  port: number,
  graceSeconds: number,
): Promise<void> {
  let lastSeen: number | undefined;
  for (;;) {
    if (await isAnswered(port)) lastSeen = Date.now();
    else if (lastSeen && Date.now() - lastSeen > graceSeconds * 1000) return;
    await sleep(interval, undefined, { ref: false });
  }
}
