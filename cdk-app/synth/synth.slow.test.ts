import { execFileSync, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { specOf } from '../lib/__testUtils__/environment';
import {
  synthesizeEnvironment,
  type SynthesizedEnvironment,
} from './synthesizeEnvironment';

const root = resolve(__dirname, '..');
const program = join(root, 'dist/synth.cjs');
const spec = specOf('complete');
const permissionsBoundary = 'platform/streamflix-boundary';

jest.setTimeout(60_000);

describe('the synthesiser', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'synth-test-'));
  const env = { ...process.env, TMPDIR: scratch };

  beforeAll(() => {
    execFileSync(process.execPath, ['build.mjs'], { cwd: root });
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('answers its parent with the template, leaves no file behind and ends', async () => {
    const child = fork(program, { env });
    child.send({ spec, permissionsBoundary });
    const [answer] = (await once(child, 'message')) as [SynthesizedEnvironment];
    const [code] = await once(child, 'exit');

    expect(answer).toEqual(
      synthesizeEnvironment(spec, { permissionsBoundary }),
    );
    expect(answer.tags).toMatchObject({
      'streamflix:suffix': 'demo',
      'streamflix:managed-by': 'backstage',
      Environment: 'demo',
      Owner: 'group:default/video',
      Blueprint: 'complete',
    });
    expect(code).toBe(0);
    expect(readdirSync(scratch)).toEqual([]);
  });

  it('gives the same answer in a pipe', () => {
    const { stdout, status } = spawnSync(process.execPath, [program], {
      input: JSON.stringify({ spec, permissionsBoundary }),
      env,
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toEqual(
      synthesizeEnvironment(spec, { permissionsBoundary }),
    );
    expect(status).toBe(0);
  });

  it('prints why it failed and exits with 1', async () => {
    const child = fork(program, { env, silent: true });
    let reason = '';
    child.stderr?.on('data', chunk => {
      reason += chunk;
    });
    child.send({ spec: { ...spec, network: undefined } });
    const [code] = await once(child, 'exit');

    expect(code).toBe(1);
    expect(reason).toBe(
      'The specification is not complete: it has no, or no proper, network. Complete it with resolveSpec, or give the input to yarn synth.\n',
    );
    expect(readdirSync(scratch)).toEqual([]);
  });

  it.each([
    [
      'an input that was not completed',
      JSON.stringify({
        spec: {
          ...spec,
          owner: undefined,
          service: { maxTasks: 4 },
          secrets: { apiKeys: 'video/keys' },
        },
      }),
      /^The specification is not complete: it has no, or no proper, owner, service\.enabled, service\.image, .*, secrets\.apiKeys\. Complete it with resolveSpec/,
    ],
    ['nothing', 'null', /^The specification is not complete: .*suffix, region/],
    [
      'no JSON',
      'suffix: demo',
      /^The input must be JSON: \{ "spec": a complete specification \}\.$/m,
    ],
    [
      'the ARN of a boundary',
      JSON.stringify({
        spec,
        permissionsBoundary: 'arn:aws:iam::111122223333:policy/limits',
      }),
      /^The permissions boundary must be the name of a managed policy/,
    ],
    [
      'a boundary that would refer to something',
      JSON.stringify({ spec, permissionsBoundary: '${AWS::StackName}' }),
      /^The permissions boundary must be the name of a managed policy/,
    ],
  ])(
    'reports what is wrong with %s, without a stack trace',
    (_, input, reason) => {
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        [program],
        {
          input,
          env,
          encoding: 'utf8',
        },
      );
      expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
      expect(stderr).toMatch(reason);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    },
  );

  it('ends when its parent dies before asking', async () => {
    const parent = spawn(process.execPath, [
      '-e',
      `const child = require('node:child_process').fork(${JSON.stringify(
        program,
      )});
       child.once('spawn', () => { console.log(child.pid); });
       setInterval(() => {}, 1000);`,
    ]);
    const [pid] = await once(parent.stdout, 'data');
    parent.kill('SIGKILL');
    await once(parent, 'exit');

    const isAlive = () => {
      try {
        return process.kill(Number(pid), 0);
      } catch {
        return false;
      }
    };
    const deadline = Date.now() + 10_000;
    while (isAlive() && Date.now() < deadline) {
      await new Promise(done => setTimeout(done, 50));
    }
    expect(isAlive()).toBe(false);
  });
});
