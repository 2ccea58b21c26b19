import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';

/** Milliseconds after which a message is surely stored before the next one. */
const gap = 100;

type Level = 'error' | 'warn' | 'info' | 'debug';

interface Message {
  to: LoggerService;
  level: Level;
  text: string;
  meta?: Parameters<LoggerService['info']>[1];
}

/**
 * Runs a step whose lines stay in order in the task's log.
 *
 * The scaffolder stores every message at once and does not wait for the one before, so that on PostgreSQL, with its many
 * connections, those of one moment overtake each other: 47/63 stands above 45/63. Here the lines of one moment become one
 * message, and messages keep a distance.
 */
export async function logInOrder<
  Context extends { logger: LoggerService },
  Result,
>(ctx: Context, run: (ctx: Context) => Promise<Result>): Promise<Result> {
  const waiting: Message[] = [];
  let telling: Promise<void> | undefined;

  async function tell(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { to, level, text, meta } = next;
      to[level](text, meta);
      await sleep(gap);
    }
    telling = undefined;
  }

  function take(message: Message): void {
    const last = waiting.at(-1);
    if (
      last?.to === message.to &&
      last.level === message.level &&
      !last.meta &&
      !message.meta
    ) {
      last.text += `\n${message.text}`;
    } else {
      waiting.push(message);
    }
    telling ??= tell();
  }

  function ordered(to: LoggerService): LoggerService {
    const at =
      (level: Level): LoggerService['info'] =>
      (text, meta) =>
        take({ to, level, text, meta });
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
    // What the scaffolder says of the step's end comes after what the step said.
    await telling;
  }
}
