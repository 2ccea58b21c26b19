import { type LocalAws } from '@streamflix/local-aws';
import { planAndDeploy } from '../__testUtils__/operations';
import { inputOf, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';

jest.setTimeout(60_000);

describe('a deployment whose container exits', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  let notices: string[];
  let deployed: Awaited<ReturnType<typeof planAndDeploy>>;

  beforeAll(async () => {
    ({ aws, access } = await startAccess({
      // Slow enough that the tasks are inspected before ECS gives up, four simulated minutes later.
      speed: 50,
      faults: [
        {
          kind: 'stop-tasks',
          resource: 'Service',
          reason: 'Essential container in task exited',
          stopCode: 'EssentialContainerExited',
          exitCode: 1,
          log: [
            'starting with DB_PASSWORD=hunter2',
            'exec /usr/local/bin/api: exec format error',
          ],
        },
      ],
    }));
    notices = [];
    deployed = await planAndDeploy(
      access,
      inputOf('exits', {
        service: { enabled: true },
        api: { kind: 'http' },
      }),
      { onNotice: notice => notices.push(notice) },
    );
  });
  afterAll(() => aws.stop());

  it('keeps the last lines of its log, without secrets', async () => {
    const { stackArn } = deployed.outcome;
    expect(access.containerLogs.get(stackArn)).toEqual([
      {
        container: expect.any(String),
        lines: [
          'starting with DB_PASSWORD=[hidden]',
          'exec /usr/local/bin/api: exec format error',
        ],
      },
    ]);
  });

  it('is explained by what the kernel reports in the log', () => {
    expect(deployed.outcome.explanation).toMatchObject({
      id: 'image-wrong-architecture',
      resource: { logicalId: 'Service' },
    });
  });

  it('repeats nothing else of the log in notices and outcome', () => {
    const reported = JSON.stringify([
      notices,
      deployed.lines,
      deployed.outcome,
    ]);
    expect(reported).toContain('exec format error');
    expect(reported).not.toMatch(/hunter2|DB_PASSWORD|usr.local/);
  });
});
