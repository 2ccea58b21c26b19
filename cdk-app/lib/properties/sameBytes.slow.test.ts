import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  blueprintIds,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import fc from 'fast-check';
import { longestBoundary } from '../__testUtils__/deployedTemplate';
import { anyInput } from './__testUtils__/anyInput';
import { settle } from './__testUtils__/settle';
import { Environment } from './__testUtils__/Environment';
import { seed } from './__testUtils__/runs';

const root = resolve(__dirname, '../..');
const program = join(root, 'dist/synth.cjs');

jest.setTimeout(300_000);

describe('the program that is published', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'same-bytes-'));
  beforeAll(() => {
    execFileSync(process.execPath, ['build.mjs'], { cwd: root });
  });
  afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

  const templateOf = (spec: EnvironmentSpec, cwd: string, TZ: string) =>
    JSON.parse(
      execFileSync(process.execPath, [program], {
        cwd,
        env: { ...process.env, TZ },
        input: JSON.stringify({ spec, permissionsBoundary: longestBoundary }),
        encoding: 'utf8',
        maxBuffer: 2 ** 24,
      }),
    ).template;

  it.each(blueprintIds)(
    'gives the same bytes for any specification of %s, wherever and in whatever time zone it runs',
    blueprint => {
      fc.assert(
        fc.property(anyInput(blueprint), raw => {
          const { spec } = settle(blueprint, raw);
          if (!spec) throw new Error('The draw could not be made valid.');
          const { template } = new Environment(spec);
          expect(templateOf(spec, root, 'Asia/Kathmandu')).toBe(template);
          expect(templateOf(spec, elsewhere, 'America/St_Johns')).toBe(
            template,
          );
        }),
        { seed, numRuns: 2 },
      );
    },
  );
});
