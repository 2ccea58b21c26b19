import { readLimits } from './readLimits';
import { InvalidArgumentError, Option, program } from 'commander';
import { version } from '../package.json';
import { accountStates, type AccountState } from './world/AccountState';
import { readFaultFile } from './faults/readFaultFile';
import { readPolicies } from './iam/readPolicies';
import { initialSecretNames } from './services/secrets/initialSecrets';
import { startLocalAws } from './server/startLocalAws';

interface Options {
  readonly port: number;
  readonly speed: number;
  readonly parent?: number;
  readonly faults?: string;
  readonly limits?: string;
  readonly policy: readonly string[];
  readonly account: AccountState;
}

program
  .name('local-aws')
  .description('AWS on localhost. Its README lists what it imitates.')
  .version(version)
  .option(
    '--port <port>',
    'port on 127.0.0.1; 0 for any free one',
    portOf,
    4566,
  )
  .option(
    '--speed <factor>',
    'simulated seconds in one real second',
    speedOf,
    60,
  )
  .option('--parent <pid>', 'end when this process is gone', processOf)
  .option('--faults <file>', 'what goes wrong on purpose: a YAML file')
  .option(
    '--limits <file>',
    "other quotas and API rates than AWS's: a JSON file",
  )
  .option(
    '--policy <file>',
    'what callers may do, as "streamflix policy --json" prints it, or a policy document; can be repeated',
    (file: string, files: readonly string[]) => [...files, file],
    [],
  )
  .addOption(
    new Option('--account <state>', 'what the account is like at the start')
      .choices(accountStates)
      .default('ready'),
  )
  .action(run)
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });

async function run(options: Options): Promise<void> {
  const { port, speed, parent, account } = options;
  const faults = options.faults ? await readFaultFile(options.faults) : [];
  const { quotas, rates } = readLimits(options.limits);
  const policies =
    options.policy.length > 0 ? readPolicies(options.policy) : undefined;
  const localAws = await startLocalAws({
    port,
    speed,
    faults,
    account,
    limits: quotas,
    rates,
    policies,
    verifiesSignatures: true,
  });
  const end = () => localAws.stop().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  if (parent) setInterval(() => isAlive(parent) || end(), 1000).unref();
  process.stdout.write(
    `Local AWS answers at ${
      localAws.url
    }, ${speed} times as fast as AWS; every region has the secrets ${initialSecretNames.join(
      ', ',
    )}.${faults.length > 0 ? ` Faults on purpose: ${faults.length}.` : ''}\n`,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It exists, but this user may not signal it.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError(
      'It must be a whole number from 0 to 65535.',
    );
  }
  return port;
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (!(speed > 0) || !Number.isFinite(speed)) {
    throw new InvalidArgumentError('It must be a number above 0.');
  }
  return speed;
}

function processOf(text: string): number {
  const pid = Number(text);
  if (!Number.isInteger(pid) || pid < 1) {
    throw new InvalidArgumentError('It must be the id of a process.');
  }
  return pid;
}
