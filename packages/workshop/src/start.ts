import { execFileSync } from 'node:child_process';
import concurrently from 'concurrently';
import { busyPorts } from './busyPorts';

/*
 * `yarn start`: local AWS, backend and app together. When one of them ends, the others are stopped.
 */
const ports = [
  { number: 3000, use: 'the app' },
  { number: 7007, use: 'the backend' },
  { number: 4566, use: 'local AWS' },
];

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

  const { result } = concurrently(
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
  return result.then(
    () => 0,
    // Ctrl-C ends them by signal, which is not a failure.
    (events: { exitCode: string | number }[]) =>
      events.every(({ exitCode }) =>
        [0, 130, 143, 'SIGINT', 'SIGTERM'].includes(exitCode),
      )
        ? 0
        : 1,
  );
}

start().then(
  // Without waiting for concurrently's kill timeout: its processes have ended.
  code => process.exit(code),
  error => {
    console.error(error);
    process.exitCode = 1;
  },
);
