import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';

/** Milliseconds to wait so that a message is stored before the next one. */
const messageInterval = 100;

type Level = 'error' | 'warn' | 'info' | 'debug';

interface Message {
  to: LoggerService;
  level: Level;
  text: string;
  meta?: Parameters<LoggerService['info']>[1];
}

/**
 * Runs a step and keeps its lines in order in the task's log.
 *
 * The scaffolder stores each message without waiting for the previous one. On PostgreSQL, with several connections, messages
 * logged at the same time can change order: 47/63 above 45/63. Here, lines logged at the same time become one message, with a
 * delay between messages.
 */
export async function logInOrder<
  Context extends { logger: LoggerService },
  Result,
>(ctx: Context, run: (ctx: Context) => Promise<Result>): Promise<Result> {
  const queue: Message[] = [];
  let logging: Promise<void> | undefined;

  async function log(): Promise<void> {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { to, level, text, meta } = next;
      to[level](text, meta);
      await sleep(messageInterval);
    }
    logging = undefined;
  }

  function enqueue(message: Message): void {
    const last = queue.at(-1);
    if (
      last?.to === message.to &&
      last.level === message.level &&
      !last.meta &&
      !message.meta
    ) {
      last.text += `\n${message.text}`;
    } else {
      queue.push(message);
    }
    logging ??= log();
  }

  function ordered(to: LoggerService): LoggerService {
    const at =
      (level: Level): LoggerService['info'] =>
      (text, meta) =>
        enqueue({ to, level, text, meta });
    return {
      error: at('error'),
      warn: at('warn'),
      info: at('info'),
      debug: at('debug'),
      child: meta => ordered(to.child(meta)),
    };
  }

  try {
    return await run({ ...ctx, logger: ordered(ctx.logger) });
  } finally {
    // The scaffolder's own lines about the step's end come after the step's lines.
    await logging;
  }
}
