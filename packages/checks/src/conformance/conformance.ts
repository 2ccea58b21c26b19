import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePolicies } from '../policy/writePolicies';
import {
  findPython,
  howToInstall,
  installPython,
  pinnedVersionOf,
  type PythonTool,
} from '../python';
import { validateWithAwsCli } from './awsCli/validateWithAwsCli';
import { Cleanup } from './Cleanup';
import { validateWithCdkCli } from './cdkCli/validateWithCdkCli';
import {
  validatorIds,
  CheckRecorder,
  type ValidatorId,
  type Step,
} from './CheckRecorder';
import { validateOnMoto } from './moto/validateOnMoto';
import { exitCodeOf, render, type Report } from './Report';
import type { Tools } from './Tools';

export interface Flags {
  venv: string;
  install?: boolean;
  executionRole?: boolean;
}

type Validator = (recorder: CheckRecorder, tools: Tools) => Promise<void>;

const validators: Record<
  ValidatorId,
  { run: Validator; tool?: PythonTool; notChecked: string }
> = {
  moto: {
    run: validateOnMoto,
    tool: 'moto',
    notChecked: 'No blueprint was deployed, changed and destroyed on',
  },
  'aws-cli': {
    run: validateWithAwsCli,
    tool: 'awscli',
    notChecked: 'Nothing that local AWS answers was looked at by',
  },
  'cdk-cli': { run: validateWithCdkCli, notChecked: '' },
};

function whyNotChecked(
  validator: ValidatorId,
  missing: string,
  how: string,
): string {
  const { tool = 'moto', notChecked } = validators[validator];
  return `${notChecked} ${tool} ${pinnedVersionOf(tool)}: ${missing}. ${how}`;
}

async function ask(validator: ValidatorId, tools: Tools): Promise<Step[]> {
  const recorder = new CheckRecorder(validator, ({ step, failed, seconds }) =>
    console.error(
      `${failed ? 'FAILED' : 'passed'} ${validator}, ${step} (${seconds.toFixed(
        1,
      )} s)`,
    ),
  );
  try {
    await validators[validator].run(recorder, tools);
  } catch (error) {
    // An error that stops a validator is a finding too.
    await recorder.take('all that was to follow', () => Promise.reject(error));
  }
  return recorder.steps;
}

/**
 * Runs the given validators, or all, in parallel, and prints their results.
 *
 * @returns the exit code
 */
export async function conformance(
  named: readonly ValidatorId[],
  { venv, install, executionRole = false }: Flags,
): Promise<number> {
  const cleanup = new Cleanup();
  const selected = validatorIds.filter(
    validator => named.length === 0 || named.includes(validator),
  );
  const tools = selected.flatMap(validator => validators[validator].tool ?? []);
  let python = await findPython(tools, venv);
  if ('missing' in python && install) {
    await installPython(venv);
    python = await findPython(tools, venv);
  }
  const how = howToInstall(['conformance', ...named].join(' '), venv);
  const policies = join(cleanup.directory(tmpdir()), 'policies.json');
  await writePolicies(policies, { executionRole });
  const found = await Promise.all(
    selected.map(validator =>
      'missing' in python && validators[validator].tool
        ? { validator, why: whyNotChecked(validator, python.missing, how) }
        : ask(validator, {
            cleanup,
            python: 'path' in python ? python.path : '',
            policies,
            executionRole,
          }),
    ),
  ).finally(() => cleanup.release());
  const report: Report = {
    steps: found.flatMap(each => ('why' in each ? [] : each)),
    notChecked: found.flatMap(each => ('why' in each ? each : [])),
  };
  console.log(render(report));
  return exitCodeOf(report);
}
