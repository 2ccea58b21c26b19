import fc from 'fast-check';
import {
  broken,
  independentBreakages,
  malformedValues,
  type Breakage,
} from './__testUtils__/breakages';
import { blueprintIds } from './blueprintIds';
import { blueprints } from './blueprints';
import { resolveSpec } from './resolveSpec';
import { mergeValues, type Values } from './values';

const validInput = fc.constantFrom(...blueprintIds).map(
  (blueprint): Values => ({
    suffix: 'demo',
    region: blueprints[blueprint].homeRegions[0],
    blueprint,
    owner: 'group:default/video',
    ...(blueprints[blueprint].requiredSecrets && {
      secrets: { database: 'tv/database', apiKeys: ['tv/api'] },
    }),
  }),
);

/** Valid choices that conflict with the blueprint's value when another field is malformed: rules must use what the user meant. */
const choices: Values = {
  network: {
    cidr: '10.0.0.0/20',
    zones: 2,
    firstPublicSubnet: 9,
    firstPrivateSubnet: 11,
  },
  service: { enabled: true, minTasks: 90, maxTasks: 95, cpu: 256, memory: 512 },
  worker: { enabled: true, fargateBase: 0, fargateWeight: 0, spotWeight: 1 },
  api: { kind: 'http', tracing: false },
  database: {
    kind: 'rds',
    version: '18',
    storageGiB: 30,
    backupWindow: '12:00-13:00',
    maintenanceWindow: 'mon:03:10-mon:03:50',
  },
  cache: { kind: 'serverless', engine: 'valkey', version: '8', maxEcpu: 2000 },
  stream: { mode: 'provisioned', shards: 4 },
  deadLetters: { enabled: true },
  observability: { alarms: true, alarmEmail: 'ops@example.com' },
};

/** Paths at which an input with these breakages is reported. Lists and tags include the index of the entry. */
function problemsAt(input: Values, breakages: readonly Breakage[]): string[] {
  if (!resolveSpec(input).ok) throw new Error('The input is wrong by itself.');
  const resolution = resolveSpec(broken(input, breakages));
  const problems = resolution.ok ? [] : resolution.problems;
  for (const { message } of problems) {
    if (!/^\S.* (must|is|looks) .*\.$/s.test(message)) throw new Error(message);
  }
  return problems
    .map(({ path }) =>
      path.replace(/^(secrets\.apiKeys|network\.zoneIds|tags)\..*$/, '$1'),
    )
    .sort();
}

const pathsOf = (breakages: readonly Breakage[]) =>
  breakages.map(({ path }) => path).sort();

describe('an input with several things wrong', () => {
  it('is refused with each problem at its path, and with no other', () => {
    fc.assert(
      fc.property(validInput, independentBreakages, (input, breakages) => {
        expect(problemsAt(input, breakages)).toEqual(pathsOf(breakages));
      }),
      { numRuns: 600 },
    );
  });

  it('is never refused for a contradiction with a value that only replaces a malformed one', () => {
    fc.assert(
      fc.property(validInput, malformedValues, (input, breakages) => {
        expect(problemsAt(mergeValues(input, choices), breakages)).toEqual(
          pathsOf(breakages),
        );
      }),
      { numRuns: 600 },
    );
  });
});
