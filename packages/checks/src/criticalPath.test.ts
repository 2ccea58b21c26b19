import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common';
import { parseTemplate } from '@streamflix/cdk-app/template';
import { startNeeds } from './criticalPath/startNeeds';
import { timelineOf } from './criticalPath/Timeline';
import { synthesizeBlueprint } from '@streamflix/cli';

// Several syntheses, each in its own process.
jest.setTimeout(60_000);

async function timelineOfBlueprint(blueprint: string, set: string[] = []) {
  const { templateBody } = await synthesizeBlueprint(blueprint, { set });
  const template = parseTemplate(templateBody);
  return { template, timeline: timelineOf(template) };
}

/** Logical ids of the ECS services with the needs of their tasks. */
function needsOf({
  template,
  timeline: { graph, steps },
}: Awaited<ReturnType<typeof timelineOfBlueprint>>) {
  return steps
    .filter(({ type }) => type === 'AWS::ECS::Service')
    .map(({ id }) => ({ id, needs: startNeeds(template, graph, id) }));
}

const variants: [blueprint: string, set: string[]][] = [
  ...blueprintIds.map((id): [string, string[]] => [id, []]),
  ['complete', ['api.kind=http', 'database.kind=rds', 'cache.kind=serverless']],
  ['complete', ['network.zones=3', 'network.nat=per-zone']],
  ['complete', ['encryption.key=aws-managed', 'storage.enabled=false']],
  ['complete', ['observability.containerInsights=disabled']],
  ['complete', ['secrets.database=team/database', 'secrets.apiKeys=a,b']],
  [
    'media-processing',
    ['service.image=111122223333.dkr.ecr.eu-west-2.amazonaws.com/api:1'],
  ],
  ['video-pipeline', ['worker.spotWeight=0', 'observability.alarms=false']],
  ['content-delivery', ['storage.enabled=true']],
];

function run(...args: string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>(done =>
    execFile(
      process.execPath,
      [
        require.resolve('tsx/cli'),
        resolve(__dirname, 'criticalPath.ts'),
        ...args,
      ],
      (error, stdout, stderr) =>
        done({ code: Number(error?.code ?? 0), stdout, stderr }),
    ),
  );
}

describe('the critical path of a blueprint', () => {
  it.each([
    ['complete', 670, 330],
    ['media-processing', 670, 330],
    ['video-pipeline', 540, 330],
    // Their tasks need the endpoint of an RDS instance, which is known only when the instance exists.
    ['content-delivery', 670, 640],
    ['broadcast', 670, 640],
  ])(
    '%s is complete within %i s, and its services run within %i s',
    async (blueprint, complete, services) => {
      const { timeline } = await timelineOfBlueprint(blueprint);
      expect(timeline.complete).toBeLessThanOrEqual(complete);
      expect(timeline.services).toBeLessThanOrEqual(services);
    },
  );

  it('is the time its cache takes once there is a key: nothing else is in the way of the whole platform', async () => {
    const { timeline } = await timelineOfBlueprint('complete');
    expect(timeline.path).toEqual(['Key', 'Cache']);
  });
});

describe('what the fast order of resources does not give up', () => {
  it.each(variants)(
    '%s %j: tasks start after route out, log group, permissions and capacity providers',
    async (blueprint, set) => {
      const services = needsOf(await timelineOfBlueprint(blueprint, set));
      expect(services).not.toHaveLength(0);
      for (const { needs } of services) {
        expect(needs.map(({ need }) => need)).toEqual(
          expect.arrayContaining([
            'route out',
            'log group',
            'permissions',
            'capacity providers',
          ]),
        );
        expect(needs.flatMap(({ missing }) => missing)).toEqual([]);
      }
    },
  );

  it('is told for every zone, for the listener of a service and for the file system of both', async () => {
    const services = needsOf(
      await timelineOfBlueprint('complete', ['network.zones=3']),
    );
    const needs = Object.fromEntries(
      services.map(({ id, needs: all }) => [
        id,
        Object.fromEntries(all.map(({ need, ids }) => [need, ids.length])),
      ]),
    );
    expect(needs.Service).toMatchObject({
      'route out': 6,
      listener: 1,
      'file system': 3,
      permissions: 3,
    });
    expect(needs.Worker).toMatchObject({ 'route out': 6, 'file system': 3 });
    expect(needs.Worker).not.toHaveProperty('listener');
  });

  it.each([
    ['route out', 'PrivateDefaultRoute1'],
    ['permissions', 'SecretAccess'],
    ['file system', 'MountTarget2'],
    ['listener', 'LoadBalancerListener'],
  ])('notices a service that no longer waits for its %s', async (need, id) => {
    const { templateBody } = await synthesizeBlueprint('complete');
    const body = JSON.parse(templateBody);
    const service = body.Resources.Service;
    expect(service.DependsOn).toContain(id);
    service.DependsOn = service.DependsOn.filter(
      (dependency: string) => dependency !== id,
    );
    const template = parseTemplate(JSON.stringify(body));
    const timeline = timelineOf(template);
    const missed = needsOf({ template, timeline })
      .filter(found => found.id === 'Service')
      .flatMap(({ needs }) => needs.filter(({ missing }) => missing.length));
    expect(missed).toEqual([expect.objectContaining({ need, missing: [id] })]);
  });
});

describe('yarn critical-path', () => {
  it('ends with when the stack is complete and when its services run', async () => {
    const { code, stdout } = await run('video-pipeline');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /complete after \d+ s; services running after \d+ s\n$/,
    );
    expect(stdout).toMatch(/^\* .*█.* DatabaseWriter +RDS::DBInstance$/m);
    expect(stdout).toMatch(/waits for route out: .*PrivateDefaultRoute1/);
  });

  it('prints the same as JSON, with what each resource waits for', async () => {
    const { stdout } = await run('video-pipeline', '--json');
    const { complete, path, steps } = JSON.parse(stdout);
    expect(steps.find((step: { id: string }) => step.id === path[0])).toEqual(
      expect.objectContaining({ start: 0, critical: true, waitsFor: [] }),
    );
    expect(complete).toBe(
      Math.max(...steps.map(({ end }: { end: number }) => end)),
    );
  });

  it('refuses a blueprint nobody knows, and a value that does not fit, with a sentence', async () => {
    expect(await run('nothing')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `Blueprint must be one of ${blueprintIds.join(', ')}.\n`,
    });
    const { code, stderr } = await run('complete', '--set', 'network.zones=9');
    expect(code).toBe(1);
    expect(stderr).toMatch(/zones/i);
    expect(stderr).not.toMatch(/at .*\.ts/);
  });
});
