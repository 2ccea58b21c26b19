import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalAws } from '@streamflix/local-aws';
import { startLocalAws } from '@streamflix/local-aws';
import { run } from './__testUtils__/run';
import { temporaryDirectory } from './__testUtils__/temporaryDirectory';
import { runCli } from './runCli';
import type { Terminal } from './terminal/Terminal';

jest.setTimeout(60_000);

const target = ['--suffix', 'demo', '--region', 'eu-central-1'];
const demo = [
  ...target,
  '--blueprint',
  'video-pipeline',
  '--owner',
  'group:default/video',
];

describe('streamflix synth', () => {
  it('prints the minified template and nothing else', async () => {
    const { exitCode, result, notes } = await run([
      'synth',
      'video-pipeline',
      ...target,
      '--set',
      'worker.maxTasks=7',
      '--set',
      'tags.Team.Name=video',
    ]);
    expect({ exitCode, notes }).toEqual({ exitCode: 0, notes: [] });
    const template = JSON.parse(result);
    expect(result).toBe(JSON.stringify(template));
    expect(JSON.stringify(template)).toContain('"MaxCapacity":7');
  });

  it('reports every problem on stderr, and exits with 1', async () => {
    const { exitCode, result, notes } = await run([
      'synth',
      'video-pipeline',
      '--suffix',
      'Demo',
      '--region',
      'eu-central-1',
      '--set',
      'worker.maxTasks=many',
      '--set',
      'colour=blue',
    ]);
    expect({ exitCode, result }).toEqual({ exitCode: 1, result: '' });
    expect(notes.join('\n').split('\n')).toEqual([
      expect.stringContaining('Suffix must be 3 to 20 characters'),
      'Maximum worker tasks must be a number.',
      expect.stringMatching(
        /^The environment must only have the settings suffix, .*; 1 of the given ones is unknown\.$/,
      ),
    ]);
  });

  it('reads the specification from a file, and flags take precedence', async () => {
    const file = join(temporaryDirectory(), 'spec.yaml');
    writeFileSync(
      file,
      'suffix: fromfile\nregion: eu-central-1\nblueprint: video-pipeline\nworker:\n  maxTasks: 7\n  minTasks: 2\n',
    );
    const { exitCode, result } = await run([
      'synth',
      '--spec',
      file,
      '--suffix',
      'fromflag',
      '--set',
      'worker.maxTasks=8',
    ]);
    expect(exitCode).toBe(0);
    expect(result).toContain('"MaxCapacity":8,"MinCapacity":2');
    expect(result).toContain('stream-fromflag');
    expect(result).not.toContain('fromfile');
  });

  it.each([
    [['--set', 'nonsense'], '--set requires path=value'],
    [['--spec', '/nowhere/spec.yaml'], 'The specification cannot be read'],
    [['--colour'], "unknown option '--colour'"],
  ])('refuses %j with a message', async (flags, message) => {
    const { exitCode, notes } = await run(['synth', 'complete', ...flags]);
    expect(exitCode).toBe(1);
    expect(notes.join('\n')).toContain(message);
  });
});

describe('streamflix --help', () => {
  it('documents the exit codes, for the program and for each command', async () => {
    for (const args of [['--help'], ['deploy', '--help']]) {
      const { exitCode, result } = await run(args);
      expect(exitCode).toBe(0);
      expect(result).toMatch(/Exit codes:\n {2}0 {2}created, updated/);
    }
  });
});

describe('streamflix with AWS', () => {
  const before = { ...process.env };
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws({ speed: 6000 });
    process.env.AWS_ACCESS_KEY_ID = 'local';
    process.env.AWS_SECRET_ACCESS_KEY = 'local';
    delete process.env.AWS_PROFILE;
  });
  afterAll(async () => {
    process.env = before;
    await aws.stop();
  });

  const emulator =
    'This is local AWS, an emulator on this machine, not an AWS account.';

  const withAws = (args: string[], answer?: string) =>
    run([...args, '--endpoint', aws.url], answer);

  it('plans, and then discards the plan', async () => {
    const { exitCode, result, notes } = await withAws([
      'plan',
      ...demo,
      '--json',
    ]);
    expect(exitCode).toBe(0);
    expect(notes).toContain(emulator);
    expect(JSON.parse(result)).toMatchObject({
      kind: 'create',
      expectedDuration: { source: 'table' },
    });
    const listed = await withAws(['list', '--region', 'eu-central-1']);
    expect(listed.result).toBe('There are no environments.');
  });

  it('deploys, with progress on stderr', async () => {
    const { exitCode, result, notes } = await withAws(['deploy', ...demo]);
    expect(exitCode).toBe(0);
    expect(result).toMatch(
      /^Environment demo in eu-central-1 was created in \d+ s\.\n/,
    );
    expect(result).toMatch(/^ {2}StreamName +stream-demo$/m);
    expect(notes).toContain(emulator);
    expect(notes.at(-1)).toMatch(
      /^(\d+)\/\1 · streamflix-demo · CREATE_COMPLETE$/,
    );
  });

  it('uses AWS_ENDPOINT_URL, and reports an unchanged environment', async () => {
    process.env.AWS_ENDPOINT_URL = aws.url;
    const { exitCode, result } = await run(['deploy', ...demo, '--json']);
    delete process.env.AWS_ENDPOINT_URL;
    expect(exitCode).toBe(0);
    expect(JSON.parse(result)).toMatchObject({ outcome: 'unchanged' });
  });

  it('shows the changes of a plan as text', async () => {
    const { result } = await withAws([
      'plan',
      ...demo,
      '--set',
      'worker.maxTasks=7',
    ]);
    expect(result).toMatch(
      /^Compute:\n~ \w+ \(AWS::ApplicationAutoScaling::ScalableTarget\): MaxCapacity\n {4}MaxCapacity: \d+ → 7\nExpected duration: about 1 s, as earlier operations have shown\.\nEnvironment demo in eu-central-1 of account 000000000000: 1 to change \(template: \d+ resources, \d+ bytes\)\.$/,
    );
  });

  const withoutStream = [
    'stream.mode=none',
    'worker.enabled=false',
    'deadLetters.enabled=false',
    'service.enabled=true',
    'api.kind=http',
  ].flatMap(value => ['--set', value]);

  it('refuses to lose data that is not confirmed by name, with a question and without', async () => {
    const refusal =
      /^Stream \(AWS::Kinesis::Stream\) would be removed, and its data would be lost\..* in the terminal --allow-data-loss Stream\.\nDeadLetterQueue /;
    for (const [flags, answer] of [
      [['--yes'], undefined],
      [[], undefined],
      [[], 'demo'],
    ] as const) {
      const { exitCode, notes } = await withAws(
        ['deploy', ...demo, ...withoutStream, ...flags],
        answer,
      );
      expect(exitCode).toBe(1);
      expect(notes.at(-1)).toMatch(refusal);
    }
    const { result } = await withAws(['plan', ...demo]);
    expect(result).toContain('nothing to do');
  });

  it('shows in a plan which data would be lost', async () => {
    const { exitCode, result } = await withAws([
      'plan',
      ...demo,
      ...withoutStream,
    ]);
    expect(exitCode).toBe(0);
    expect(result).toContain(
      '- Stream (AWS::Kinesis::Stream) — its data is lost',
    );
  });

  it('deletes data that is confirmed by name, by flags and by an answer', async () => {
    const lossy = [...demo, '--suffix', 'lossy'];
    expect((await withAws(['deploy', ...lossy])).exitCode).toBe(0);
    const { exitCode } = await withAws(
      ['deploy', ...lossy, ...withoutStream, '--allow-data-loss', 'Stream'],
      'DeadLetterQueue',
    );
    expect(exitCode).toBe(0);
    const lossyTarget = ['--suffix', 'lossy', '--region', 'eu-central-1'];
    await withAws(['destroy', ...lossyTarget, '--yes']);
  });

  it('shows the status of an environment as text and as JSON', async () => {
    const text = await withAws(['status', ...target]);
    expect(text.exitCode).toBe(0);
    expect(text.result).toMatch(
      /^This is local AWS, an emulator on this machine, not an AWS account\.\nEnvironment demo in eu-central-1 of account 000000000000: healthy/,
    );
    const data = await withAws(['status', ...target, '--json']);
    expect(JSON.parse(data.result)).toMatchObject({
      health: 'healthy',
      localAws: true,
    });
  });

  it('lists the operations on an environment with what each changed, as text and as JSON', async () => {
    const history = ['--suffix', 'history', '--region', 'eu-central-1'];
    const wanted = [...demo, ...history];
    await withAws(['deploy', ...wanted]);
    await withAws(['deploy', ...wanted, '--set', 'worker.maxTasks=7']);
    const { exitCode, result } = await withAws(['operations', ...history]);
    expect(exitCode).toBe(0);
    expect(result.split('\n')).toEqual([
      expect.stringMatching(/^STARTED +WHAT +OUTCOME +SECONDS +BY +CHANGED$/),
      expect.stringMatching(
        /^20\S+ +change +updated +\d+ +arn:aws:\S+ +worker\.maxTasks 10 → 7$/,
      ),
      expect.stringMatching(/^20\S+ +create +created +\d+ +arn:aws:\S+$/),
    ]);

    await withAws(['destroy', ...history, '--yes']);
    const gone = await withAws(['operations', ...history]);
    expect(gone.result).toMatch(
      /^Environment history in eu-central-1 of account 000000000000 was destroyed at 20\S+\.\nSTARTED .*\n20\S+ +destroy +destroyed /,
    );
    const data = await withAws(['operations', ...history, '--json']);
    expect(JSON.parse(data.result).items).toHaveLength(3);

    const never = ['--suffix', 'never', '--region', 'eu-central-1'];
    const { exitCode: failed, notes } = await withAws(['operations', ...never]);
    expect(failed).toBe(1);
    expect(notes.at(-1)).toContain('there was none in the last 90 days');
  });

  it('prints the last lines of a log, and follows it until it is interrupted', async () => {
    const worker = ['logs', ...target, '--source', 'worker'];
    const { exitCode, result, notes } = await withAws(worker);
    expect(exitCode).toBe(0);
    expect(notes).toContain(emulator);
    const lines = result.split('\n').filter(Boolean);
    for (const line of lines) expect(line).toMatch(/^20\S+Z {2}\S+ {2}\S/);

    const followed = withAws([...worker, '--follow', '--json']);
    setTimeout(() => process.emit('SIGINT'), 3_000);
    const end = await followed;
    expect(end.exitCode).toBe(0);
    expect(end.notes.at(-1)).toContain('No longer followed.');
    for (const line of end.result.split('\n').filter(Boolean)) {
      expect(JSON.parse(line)).toMatchObject({ text: expect.any(String) });
    }

    const api = await withAws(['logs', ...target, '--source', 'api']);
    expect(api.exitCode).toBe(1);
    expect(api.notes.at(-1)).toContain('has no log of this kind');
    const wrong = await withAws(['logs', ...target, '--source', 'disk']);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.notes.join()).toContain('service, worker, api');
  });

  it('shows a line that changes while it deploys and destroys, where a user sees it', async () => {
    const shown: (string | undefined)[] = [];
    const live = ['--suffix', 'live', '--region', 'eu-central-1'];
    const slow = await startLocalAws({ speed: 200 });
    const user: Terminal = {
      result: () => {},
      note: () => {},
      live: text => shown.push(text),
      ask: async () => undefined,
    };
    const exitCode = await runCli(
      ['deploy', ...demo, ...live, '--yes', '--endpoint', slow.url],
      user,
    );
    expect(exitCode).toBe(0);
    expect(shown.at(-1)).toBeUndefined();
    expect(shown[0]).toMatch(/^[█░]{20} \d+\/\d+ · waits for \w+ · about \d+/);

    shown.length = 0;
    expect(
      await runCli(['destroy', ...live, '--yes', '--endpoint', slow.url], user),
    ).toBe(0);
    await slow.stop();
    expect(shown.at(-1)).toBeUndefined();
    expect(shown[0]).toMatch(/^[█░]{20} \d+\/\d+ /);
  });

  it('lists environments with their health', async () => {
    const { exitCode, result } = await withAws([
      'list',
      '--region',
      'eu-central-1',
      '--region',
      'eu-west-2',
    ]);
    expect(exitCode).toBe(0);
    expect(result.split('\n')).toEqual([
      expect.stringMatching(/^SUFFIX +REGION +ACCOUNT +BLUEPRINT +OWNER/),
      expect.stringMatching(
        /^demo +eu-central-1 +000000000000 +video-pipeline +group:default\/video +healthy/,
      ),
    ]);
  });

  it('exits with 2 and the cause when a deployment is rolled back, and shows the cause in later commands', async () => {
    const { exitCode, result } = await withAws([
      'deploy',
      ...demo,
      '--suffix',
      'bad',
      '--set',
      'worker.image=public.ecr.aws/streamflix/worker:missing',
    ]);
    expect(exitCode).toBe(2);
    expect(result).toMatch(
      /^Environment bad in eu-central-1 could not be created.*\n {2}Resource: Worker \(AWS::ECS::Service\)\n {2}AWS reports: .*\n {2}Cause: .*\n {2}Resolution: /,
    );
    // A later status shows the same explanation.
    const bad = ['--suffix', 'bad', '--region', 'eu-central-1'];
    const { result: later } = await withAws(['status', ...bad]);
    const [, resource, awsMessage, , resolution] = result.split('\n');
    expect(later.split('\n')).toEqual(
      expect.arrayContaining([
        resource,
        awsMessage,
        expect.stringMatching(/^ {2}Cause: The tasks of a service/),
        resolution,
      ]),
    );
  });

  it('exits with 1 and every problem when it is refused, also as JSON', async () => {
    const { exitCode, result, notes } = await withAws([
      'deploy',
      ...demo,
      '--set',
      'secrets.apiKeys=no/one,no/two',
      '--json',
    ]);
    expect(exitCode).toBe(1);
    expect(notes.at(-1)?.split('\n')).toHaveLength(2);
    expect(JSON.parse(result).error.problems).toEqual([
      {
        path: 'secrets.apiKeys',
        message: expect.stringContaining('API key secret 1 does not exist'),
      },
      {
        path: 'secrets.apiKeys',
        message: expect.stringContaining('API key secret 2 does not exist'),
      },
    ]);
  });

  it('exits with 5 when AWS cannot be reached', async () => {
    for (const args of [
      ['deploy', ...demo],
      ['destroy', ...target, '--yes'],
      ['list', '--region', 'eu-central-1'],
    ]) {
      const { exitCode, notes } = await run([
        ...args,
        '--endpoint',
        'http://127.0.0.1:9',
      ]);
      expect([args[0], exitCode]).toEqual([args[0], 5]);
      expect(notes.at(-1)).toContain('AWS cannot be reached in eu-central-1.');
    }
  });

  it('destroys an environment only when it is confirmed, and reports when there is nothing left', async () => {
    const unasked = await withAws(['destroy', ...target]);
    expect(unasked.exitCode).toBe(1);
    expect(unasked.notes.at(-1)).toContain('was not confirmed');
    const wrong = await withAws(['destroy', ...target], 'demos');
    expect(wrong.exitCode).toBe(1);

    const confirmed = await withAws(['destroy', ...target], 'demo');
    expect(confirmed.exitCode).toBe(0);
    expect(confirmed.notes).toContain(emulator);
    expect(confirmed.result).toMatch(/was destroyed in \d+ s\.$/);

    const again = await withAws(['destroy', ...target, '--yes', '--json']);
    expect(again.exitCode).toBe(0);
    expect(JSON.parse(again.result)).toMatchObject({ outcome: 'absent' });

    const absent = await withAws(['status', ...target]);
    expect(absent.exitCode).toBe(1);
  });

  it('refuses an invalid suffix before it calls AWS', async () => {
    const { exitCode, notes } = await run([
      'status',
      '--suffix',
      'No_Good',
      '--region',
      'eu-central-1',
      '--account',
      '12',
      '--endpoint',
      'http://127.0.0.1:9',
    ]);
    expect(exitCode).toBe(1);
    expect(notes.join('\n').split('\n')).toEqual([
      expect.stringContaining('Suffix must be 3 to 20 characters'),
      'AWS account must be an AWS account id of 12 digits.',
    ]);
  });

  it.each([
    [
      ['plan', '--suffix', 'No_Good', '--region', 'mars', '--owner', 'me'],
      ['Suffix must be', 'Region must be', 'Blueprint is', 'Owner must be'],
    ],
    [
      ['status', '--suffix', 'No_Good', '--region', 'mars'],
      ['Suffix must be', 'Region must be'],
    ],
    [
      ['list', '--region', 'mars', '--endpoint', 'nowhere'],
      [
        'Region must be an AWS region such as eu-west-2; it is mars.',
        'The endpoint must be a URL such as http://127.0.0.1:4566',
      ],
    ],
  ])('reports all problems of %j at once', async (args, messages) => {
    const { exitCode, notes } = await run(args);
    expect(exitCode).toBe(1);
    const lines = notes.join('\n').split('\n');
    expect(lines).toHaveLength(messages.length);
    for (const each of messages) {
      expect(lines).toContainEqual(expect.stringContaining(each));
    }
  });
});

describe('streamflix doctor', () => {
  const before = { ...process.env };
  let localAws: LocalAws | undefined;
  beforeAll(() => {
    process.env.AWS_ACCESS_KEY_ID = 'local';
    process.env.AWS_SECRET_ACCESS_KEY = 'local';
    delete process.env.AWS_PROFILE;
  });
  afterEach(() => localAws?.stop());
  afterAll(() => {
    process.env = before;
  });

  const doctor = async (
    options: Parameters<typeof startLocalAws>[0],
    ...args: string[]
  ) => {
    localAws = await startLocalAws(options);
    return run(['doctor', '--endpoint', localAws.url, ...args]);
  };

  it('exits with 0 for an account that is ready, and recommends a boundary', async () => {
    const { exitCode, result } = await doctor({}, '--region', 'eu-south-2');
    const open = result.split('\n').filter(line => /^[✗!]/.test(line));
    expect({ exitCode, open }).toEqual({
      exitCode: 0,
      open: [
        expect.stringMatching(/^! Permissions boundary: None is configured/),
      ],
    });
    expect(result).toContain('✓ Region: eu-south-2 is enabled.');
  });

  it.each<[string, string[]]>([
    [
      'ready',
      [
        '✓ Credentials',
        '✓ Region',
        '! Permissions boundary',
        '✓ Service-linked roles',
        '✓ Logs of REST APIs',
        '✓ Quota: VPCs',
        '✓ Quota: Elastic IP addresses',
        '✓ Quota: Fargate vCPUs',
        '✓ Zones and classes',
        '✓ Event queue',
        '✓ Secrets',
      ],
    ],
    [
      'fresh',
      [
        '✓ Credentials',
        '✓ Region',
        '! Permissions boundary',
        '! Service-linked roles',
        '✗ Logs of REST APIs',
        '✓ Quota: VPCs',
        '! Quota: Elastic IP addresses',
        '! Quota: Fargate vCPUs',
        '✓ Zones and classes',
        '✓ Event queue',
        '! Secrets',
      ],
    ],
    [
      'broken',
      [
        '✓ Credentials',
        '✓ Region',
        '! Permissions boundary',
        '✓ Service-linked roles',
        '✗ Logs of REST APIs',
        '✓ Quota: VPCs',
        '✓ Quota: Elastic IP addresses',
        '! Quota: Fargate vCPUs',
        '✓ Zones and classes',
        '✓ Event queue',
        '! Secrets',
      ],
    ],
  ])(
    'shows what each check found in an account that is %s',
    async (state, expected) => {
      const { result } = await doctor(
        { account: state as 'ready' },
        '--region',
        'eu-west-2',
        '--environments',
        state === 'fresh' ? '3' : '1',
      );
      const found = result
        .split('\n')
        .flatMap(line => /^([✓!✗] (Quota: )?[^:]+):/.exec(line)?.[1] ?? []);
      expect([...new Set(found)]).toEqual(expected);
    },
  );

  it('exits with 4 for a new account, with the command under each finding', async () => {
    const { exitCode, result } = await doctor(
      { account: 'fresh' },
      '--region',
      'eu-west-2',
      '--environments',
      '3',
    );
    expect(exitCode).toBe(4);
    const lines = result.split('\n');
    expect(lines).toContain(
      'Account 000000000000 in eu-west-2, for 3 more environments:',
    );
    const log = lines.findIndex(line => line.startsWith('✗ Logs of REST APIs'));
    expect(lines[log + 1]).toMatch(/^ {4}.*aws iam create-role/);
  });

  it('finds the account also when the region is not enabled', async () => {
    const { exitCode, result } = await doctor(
      { account: 'broken' },
      '--region',
      'eu-south-2',
    );
    expect(exitCode).toBe(4);
    expect(result).toContain(
      'aws account enable-region --region-name eu-south-2',
    );
  });

  it('refuses another key for a tag that the platform does not write', async () => {
    const { exitCode, notes } = await run([
      'plan',
      ...['--blueprint', 'video-pipeline', '--suffix', 'abc'],
      ...['--region', 'eu-west-2', '--owner', 'group:default/video'],
      ...['--tag-key', 'CostCenter=cost-center', '--tag-key', 'Team=team'],
    ]);
    expect(exitCode).toBe(1);
    expect(notes.join()).toContain(
      'streamflix.tags.keys.Team is none of the platform',
    );
    expect(notes.join()).not.toContain('keys.CostCenter');
  });

  it('refuses a plan in a region that is not enabled', async () => {
    localAws = await startLocalAws({ account: 'fresh' });
    const { exitCode, notes } = await run([
      'plan',
      '--endpoint',
      localAws.url,
      ...['--blueprint', 'video-pipeline', '--suffix', 'abc'],
      ...['--region', 'eu-south-2', '--owner', 'group:default/video'],
    ]);
    expect(exitCode).toBe(1);
    expect(notes.join()).toContain('Region eu-south-2 is not enabled');
  });

  it('exits with 5 when something could not be read, and prints JSON on request', async () => {
    const { exitCode, result } = await doctor(
      { faults: [{ kind: 'deny', service: 'iam', operation: 'GetRole' }] },
      '--region',
      'eu-west-2',
      '--json',
    );
    expect(exitCode).toBe(5);
    expect(JSON.parse(result).findings).toContainEqual(
      expect.objectContaining({ id: 'service-linked-roles', state: 'unknown' }),
    );
  });

  it('refuses a number of environments that is none', async () => {
    const { exitCode, notes } = await run([
      'doctor',
      '--region',
      'eu-west-2',
      '--environments',
      'many',
    ]);
    expect(exitCode).toBe(1);
    expect(notes.join()).toContain('must be a whole number above 0');
  });
});
