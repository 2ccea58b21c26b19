import {
  CloudFormationClient,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { ControlRoute } from '../__testUtils__/ControlRoute';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { clientConfig } from '../__testUtils__/seed';

describe('the control route', () => {
  let aws: LocalAws;
  let control: ControlRoute;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 6000 });
    control = new ControlRoute(aws.url);
  });
  beforeEach(() => control.put());
  afterAll(() => aws.stop());

  it('lists faults as they were submitted, with an id and the number of strikes', async () => {
    await control.send('POST', '', {
      faults: [
        { kind: 'throttle', id: 'mine', operation: 'ListStacks', times: 2 },
        { kind: 'deny', service: 'ecs' },
      ],
    });
    const client = new CloudFormationClient(clientConfig(aws.url));
    for (let call = 0; call < 3; call++) {
      await client.send(new ListStacksCommand({})).catch(() => undefined);
    }
    const { status, answer } = await control.send('GET');
    expect(status).toBe(200);
    expect(answer).toEqual({
      now: expect.any(Number),
      faults: [
        {
          kind: 'throttle',
          id: 'mine',
          operation: 'ListStacks',
          times: 2,
          strikes: 2,
        },
        {
          kind: 'deny',
          id: expect.stringMatching(/^fault-\d+$/),
          service: 'ecs',
          strikes: 0,
        },
      ],
    });
  });

  it('adds to the existing faults, or replaces them', async () => {
    const ids = async () => (await control.list()).map(({ id }) => id);
    const send = (method: string, id: string) =>
      control.send(method, '', { faults: [{ kind: 'throttle', id }] });
    await send('POST', 'one');
    await send('POST', 'two');
    expect(await ids()).toEqual(['one', 'two']);
    expect((await control.send('GET', '/one')).answer).toMatchObject({
      id: 'one',
      strikes: 0,
    });
    expect((await control.send('DELETE', '/one')).status).toBe(200);
    expect(await ids()).toEqual(['two']);
    await send('PUT', 'three');
    expect(await ids()).toEqual(['three']);
    expect((await control.send('DELETE')).status).toBe(200);
    expect(await ids()).toEqual([]);
    expect(await control.send('DELETE', '/one')).toMatchObject({
      status: 404,
      answer: {
        problems: [
          'There is no fault one; GET /_local-aws/faults lists those there are.',
        ],
      },
    });
  });

  it('refuses all faults when one is invalid', async () => {
    await control.put({ kind: 'throttle', id: 'kept' });
    const { status, answer } = await control.send('POST', '', {
      faults: [
        { kind: 'throttle', id: 'good' },
        { kind: 'throttle', id: 'kept', percent: 120, opration: 'List*' },
        { kind: 'trottle' },
        { kind: 'slow-call' },
        { kind: 'fail-resource', operation: 'make', reason: '', code: 'Odd' },
        { kind: 'deny', from: 20, until: 10 },
        {
          kind: 'stop-tasks',
          reason: 'Exited',
          exitCode: 1,
        },
        'throttle',
      ],
    });
    expect(status).toBe(400);
    expect(answer.problems).toEqual([
      'faults[1].percent: must be at most 100',
      'faults[1].opration: throttle has no such field; it has kind, id, region, stack, times, attempts, fromAttempt, from, until, service, operation, percent, seed',
      'faults[2].kind: must be one of fail-resource, hang-resource, stop-tasks, fail-rollback, fail-delete, throttle, fail-call, drop-connection, slow-call, expire-credentials, deny, go-away, withdraw-version, idle-vpc-link',
      'faults[3].seconds: is missing; it must be of type number',
      'faults[4].operation: must be one of create, update, delete',
      'faults[4].reason: must not be empty',
      expect.stringMatching(
        /^faults\[4\]\.code: must be one of AccessDenied, /,
      ),
      'faults[5].until: must be after from',
      'faults[6].exitCode: is for containers that ran; choose the stopCode EssentialContainerExited',
      'faults[7]: must be an object',
      'faults[1].id: there is a fault kept already; choose another id, or remove that one first',
    ]);
    expect((await control.list()).map(({ id }) => id)).toEqual(['kept']);
  });

  it('refuses a body that is not a list of faults', async () => {
    expect((await control.send('PUT', '', [])).answer.problems).toEqual([
      'faults: must be a list, and all there is',
    ]);
    expect((await control.send('PUT', '', '{')).answer.problems).toEqual([
      expect.stringMatching(/^body: is not JSON: /),
    ]);
    expect((await control.send('PATCH')).status).toBe(405);
  });

  it('refuses faults from a page of another site', async () => {
    const document = { faults: [{ kind: 'throttle' }] };
    const { status, answer } = await control.send('POST', '', document, {
      'content-type': 'text/plain',
    });
    expect(status).toBe(400);
    expect(answer.problems).toEqual(['content-type: must be application/json']);
    expect(await control.list()).toEqual([]);
  });

  it('has the same effect as faults added in code', async () => {
    const [id] = aws.faults.add(
      { kind: 'throttle' },
      { beforeCall: () => undefined },
    );
    expect(await control.list()).toMatchObject([
      { id, kind: 'throttle' },
      { kind: 'hook' },
    ]);
    aws.faults.remove(id);
    expect(() => aws.faults.add({ kind: 'slow-call', seconds: -1 })).toThrow(
      'faults[0].seconds: must be more than 0',
    );
    await expect(
      startLocalAws({ faults: [{ kind: 'throttle', percent: 0 }] }),
    ).rejects.toThrow('faults[0].percent: must be more than 0');
  });
});
