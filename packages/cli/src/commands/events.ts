import {
  synthesizeEvents,
  type EventsOptions,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Terminal } from '../terminal/Terminal';

/** Prints the template of the stack that sends the events of an account and region to a queue. */
export async function events(
  terminal: Terminal,
  { forwardTo, acceptFrom }: EventsOptions,
): Promise<number> {
  terminal.result(await synthesizeEvents({ forwardTo, acceptFrom }));
  return 0;
}
