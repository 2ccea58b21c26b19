import {
  findPython,
  howToInstall,
  installPython,
  pinnedVersionOf,
  type PythonTool,
} from '../python';
import { awsCliJudge } from './awsCli/awsCliJudge';
import { Belongings } from './Belongings';
import { cdkCliJudge } from './cdkCli/cdkCliJudge';
import { judgeIds, Minutes, type JudgeId, type Step } from './Minutes';
import { motoJudge } from './moto/motoJudge';
import { exitCodeOf, render, type Report } from './Report';

export interface Flags {
  venv: string;
  install?: boolean;
}

type Judge = (
  minutes: Minutes,
  tools: { belongings: Belongings; python: string },
) => Promise<void>;

const judges: Record<
  JudgeId,
  { run: Judge; tool?: PythonTool; unasked: string }
> = {
  moto: {
    run: motoJudge,
    tool: 'moto',
    unasked: 'No blueprint was deployed, changed and destroyed on',
  },
  'aws-cli': {
    run: awsCliJudge,
    tool: 'awscli',
    unasked: 'Nothing that local AWS answers was looked at by',
  },
  'cdk-cli': { run: cdkCliJudge, unasked: '' },
};

function whyUnasked(judge: JudgeId, missing: string, how: string): string {
  const { tool = 'moto', unasked } = judges[judge];
  return `${unasked} ${tool} ${pinnedVersionOf(tool)}: ${missing}. ${how}`;
}

async function ask(
  judge: JudgeId,
  belongings: Belongings,
  python: string,
): Promise<Step[]> {
  const minutes = new Minutes(judge, ({ step, failed, seconds }) =>
    console.error(
      `${failed ? 'FAILED' : 'passed'} ${judge}, ${step} (${seconds.toFixed(
        1,
      )} s)`,
    ),
  );
  try {
    await judges[judge].run(minutes, { belongings, python });
  } catch (error) {
    // An error that stops a validator is a finding too.
    await minutes.take('all that was to follow', () => Promise.reject(error));
  }
  return minutes.steps;
}

/**
 * Runs the given validators, or all, in parallel, and prints their results.
 *
 * @returns the exit code
 */
export async function conformance(
  named: readonly JudgeId[],
  { venv, install }: Flags,
): Promise<number> {
  const belongings = new Belongings();
  const asked = judgeIds.filter(
    judge => named.length === 0 || named.includes(judge),
  );
  const tools = asked.flatMap(judge => judges[judge].tool ?? []);
  let python = await findPython(tools, venv);
  if ('missing' in python && install) {
    await installPython(venv);
    python = await findPython(tools, venv);
  }
  const how = howToInstall(['conformance', ...named].join(' '), venv);
  const found = await Promise.all(
    asked.map(judge =>
      'missing' in python && judges[judge].tool
        ? { judge, why: whyUnasked(judge, python.missing, how) }
        : ask(judge, belongings, 'path' in python ? python.path : ''),
    ),
  ).finally(() => belongings.release());
  const report: Report = {
    steps: found.flatMap(each => ('why' in each ? [] : each)),
    notChecked: found.flatMap(each => ('why' in each ? each : [])),
  };
  console.log(render(report));
  return exitCodeOf(report);
}
