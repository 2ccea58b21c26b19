import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { delimiter, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import concurrently from 'concurrently';
import { busyPorts } from '../packages/checks/src/busyPorts';

/*
 * `yarn start`: local AWS, backend and app together. When one of them exits, the others are stopped. Its arguments are those of local
 * AWS.
 */

/** Builds the CDK app in the background: it is needed only by the first plan. Resolves to its exit code. */
function buildCdkApp() {
  const build = spawn(process.execPath, ['cdk-app/build.mjs'], {
    stdio: 'inherit',
  });
  if (build.pid !== undefined) {
    setPriority(build.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  }
  const ended = new Promise<number>((done, fail) => {
    build.on('error', fail);
    // Ctrl-C ends it with a signal, which is not a failure.
    build.on('close', (code, signal) => done(signal ? 0 : code ?? 1));
  });
  return { ended, stop: () => build.kill() };
}

const ports = [
  { number: 3000, use: 'the app' },
  { number: 7007, use: 'the backend' },
  { number: 4566, use: 'local AWS' },
];

/** Prints where the portal is once it can be used: without this, the end of the start is hard to find in the log. */
async function reportReady() {
  const addresses = [
    'http://127.0.0.1:3000',
    'http://127.0.0.1:7007/.backstage/health/v1/readiness',
  ];
  for (const address of addresses) {
    const isReady = () =>
      fetch(address).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await isReady())) await setTimeout(1_000);
  }
  console.log('The portal is ready: http://localhost:3000');
}

// MkDocs, with which the portal builds the documentation, where it has been installed.
process.env.PATH = `${resolve('.venv/bin')}${delimiter}${process.env.PATH}`;

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
  const build = buildCdkApp();
  const { commands, result } = concurrently(
    [
      {
        name: 'aws',
        command: `tsx packages/local-aws/src/main.ts --port 4566 --parent ${
          process.pid
        } ${process.argv.slice(2).join(' ')}`,
      },
      { name: 'backstage', command: 'backstage-cli repo start' },
    ],
    {
      killOthersOn: ['failure', 'success'],
      killTimeout: 10_000,
      prefix: 'name',
    },
  );
  reportReady();
  let buildFailed = false;
  build.ended
    .catch(error => {
      console.error(error);
      return 1;
    })
    .then(code => {
      buildFailed = code !== 0;
      if (buildFailed) commands.forEach(command => command.kill('SIGTERM'));
    });
  const code = await result.then(
    () => 0,
    // Ctrl-C ends them with a signal, which is not a failure.
    (events: { exitCode: string | number }[]) =>
      events.every(({ exitCode }) =>
        [0, 130, 143, 'SIGINT', 'SIGTERM'].includes(exitCode),
      )
        ? 0
        : 1,
  );
  if (buildFailed) return 1;
  build.stop();
  return code;
}

start().then(
  // Does not wait for concurrently's kill timeout: its processes have exited.
  code => process.exit(code),
  error => {
    console.error(error);
    process.exitCode = 1;
  },
);
