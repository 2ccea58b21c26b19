import { execFileSync } from 'node:child_process';
import concurrently from 'concurrently';
import { busyPorts } from './busyPorts';
import { untilPortLost } from './untilPortLost';

/*
 * `yarn start`: local AWS, backend and app together. Whatever ends one of them ends them all.
 */
const backend = { number: 7007, use: 'the backend' };
const ports = [
  { number: 3000, use: 'the app' },
  backend,
  { number: 4566, use: 'local AWS' },
];

/** Seconds a change of its code may keep the backend away; a mistake is mended in that time, or everything is started anew. */
const grace = 30;

async function start(): Promise<number> {
  const busy = await busyPorts(ports);
  if (busy.length > 0) {
    for (const { number, use } of busy) {
      console.error(
        `Port ${number} is in use, and ${use} needs it. End what listens there (\`lsof -i :${number}\` names it) and try again.`,
      );
    }
    return 1;
  }
  execFileSync('yarn', ['workspace', '@streamflix/cdk-app', 'build'], {
    stdio: 'inherit',
  });

  const { commands, result } = concurrently(
    [
      {
        name: 'aws',
        command: `tsx packages/local-aws/src/main.ts --port 4566 --parent ${process.pid}`,
      },
      { name: 'backstage', command: 'backstage-cli repo start' },
    ],
    {
      killOthersOn: ['failure', 'success'],
      killTimeout: 10_000,
      prefix: 'name',
    },
  );
  // The Backstage CLI does not notice that its backend has died, and waits for it for ever.
  untilPortLost(backend.number, grace).then(() => {
    console.error(
      `The backend has been gone for ${grace} seconds; everything ends.`,
    );
    for (const command of commands) command.kill('SIGKILL');
  });
  return result.then(
    () => 0,
    // Ctrl-C ends them by signal, which is no failure of theirs.
    (events: { exitCode: string | number }[]) =>
      events.every(({ exitCode }) =>
        [0, 130, 143, 'SIGINT', 'SIGTERM'].includes(exitCode),
      )
        ? 0
        : 1,
  );
}

start().then(
  // At once: what concurrently would still kill after its time has run out has ended.
  code => process.exit(code),
  error => {
    console.error(error);
    process.exitCode = 1;
  },
);
