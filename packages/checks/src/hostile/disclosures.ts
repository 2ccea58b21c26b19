import { match, ok, strictEqual as equal } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostileCheck } from './HostileCheck';
import { region } from './Administrator';
import { routes } from './routes';
import { ownRequest, victim, type World } from './World';

/** The text that an attacker hides in a field, as it would appear in output. */
const probe = 'Probe-4f9c2-e17ab';
const shown = probe.replaceAll('-', '');

const environments = '/api/streamflix/environments/000000000000';

/** Refuses one deployment of alan's; the control is the same without the invalid field. */
const refusedField = (
  name: string,
  difference: object,
  message: RegExp,
  options: { isAllowed?: true; hidden?: RegExp; event?: string } = {},
): HostileCheck => ({
  name,
  ...(options.isAllowed && { isAllowed: true }),
  async run(world) {
    const suffix = world.newSuffix();
    await world.refuses(
      async () => {
        const ended = await world.run('alan', 'raw-deploy', {
          ...ownRequest(suffix),
          ...difference,
        });
        const { hidden } = options;
        if (hidden) ok(!hidden.test(`${ended.error}${ended.log.join('')}`));
        return ended;
      },
      { message, suffix, event: options.event },
    );
    await world.succeeds(() =>
      world.run('alan', 'raw-plan', ownRequest(suffix)),
    );
  },
});

/** Registers a location with an entity: either it is refused, or the catalog does not accept the entity. */
async function refusedLocation(
  world: World,
  entity: { kind: string; metadata: { name: string } },
): Promise<void> {
  const alan = world.as('alan');
  const target = `data:application/yaml,${encodeURIComponent(
    JSON.stringify(entity),
  )}`;
  try {
    await alan.request('/api/catalog/locations', { type: 'url', target });
    await sleep(1_500);
  } catch (error) {
    const { status } = error as { status?: number };
    ok(status === 400 || status === 403, String(error));
  }
  const { kind, metadata } = entity;
  const path = `/api/catalog/entities/by-name/${kind.toLowerCase()}/default`;
  await world.denies(() => alan.request(`${path}/${metadata.name}`), 404);
  // The control: the entities of the example's own files exist.
  await alan.request('/api/catalog/entities/by-name/user/default/ada');
}

/** Attacks on confidentiality, limits, and the content of texts. */
export const disclosures: readonly HostileCheck[] = [
  ...[
    'suffix',
    'region',
    'blueprint',
    'owner',
    'account',
    'changesetarn',
    'image',
    'tags',
    'secrets',
    'unknown',
  ].map(
    (field): HostileCheck => ({
      name: `a secret in the field ${field} is not repeated by its refusal`,
      isAllowed: true,
      async run(world) {
        const ended = await world.run(
          'alan',
          `secret-in-${field}`,
          {},
          { probe },
        );
        equal(ended.status, 'failed');
        const traces = JSON.stringify([ended.error, ended.log, ended.output]);
        ok(!traces.includes(shown), ended.error);
        const audited = JSON.stringify(
          world.backend.auditEvents.filter(
            ({ plugin, eventId }) =>
              plugin === 'scaffolder' && eventId !== 'task',
          ),
        );
        ok(!audited.includes(shown), 'The audit log repeats it.');
      },
    }),
  ),
  ...(
    [
      ['User', 'mallory'],
      ['Group', 'intruders'],
      ['Template', 'backdoor'],
    ] as const
  ).flatMap(([kind, name]) =>
    [false, true].map(
      (isAllowed): HostileCheck => ({
        name: `a registered location cannot bring a ${kind}${
          isAllowed ? ', also where everything is permitted' : ''
        }`,
        ...(isAllowed && { isAllowed }),
        run: world =>
          refusedLocation(world, {
            kind,
            metadata: { name },
          }),
      }),
    ),
  ),
  refusedField(
    'a secret outside the allowed names cannot be given to tasks',
    { secrets: { apiKeys: ['payments/prod/master-key'] } },
    /API key secrets.*streamflix\.secrets\.allow|streamflix\.secrets\.allow.*/s,
    { isAllowed: true, hidden: /master-key/ },
  ),
  refusedField(
    'a secret outside the allowed names cannot be the database’s',
    { secrets: { database: 'payments/prod/master-key' } },
    /streamflix\.secrets\.allow/,
    { isAllowed: true, hidden: /master-key/ },
  ),
  refusedField(
    'a secret is refused alike whether it exists or not',
    { secrets: { database: 'payments/prod/no-such-key' } },
    /streamflix\.secrets\.allow/,
    { isAllowed: true },
  ),
  ...(
    [
      'evil.example/public.ecr.aws/docker/library/nginx:1',
      'public.ecr.aws.evil.example/docker/library/nginx:1',
      '999999999999.dkr.ecr.eu-central-1.amazonaws.com/repository-x:1',
    ] as const
  ).map(image =>
    refusedField(
      `tasks cannot run an image of ${image.split('/')[0]}`,
      { advanced: { worker: { image } } },
      /streamflix\.images\.allow/,
      { isAllowed: true, hidden: /evil|999999999999/ },
    ),
  ),
  {
    name: 'only the allowed secrets are listed',
    async run(world) {
      const { names } = (await world
        .as('alan')
        .request(`/api/streamflix/secrets/default/${region}`)) as {
        names: string[];
      };
      ok(names.includes('streamflix/content'));
      ok(!names.some(name => name.startsWith('payments/')), names.join());
    },
  },
  refusedField(
    'an owner that does not exist is refused',
    { owner: 'group:default/nosuchteam' },
    /Owner must be/,
  ),
  refusedField(
    'a group the user does not belong to cannot become the owner',
    { owner: 'group:default/video' },
    /Owner must be you or a group you belong to|do not have permission to create/,
  ),
  refusedField(
    'another user cannot become the owner',
    { owner: 'user:default/ada' },
    /Owner must be you or a group you belong to|do not have permission to create/,
  ),
  refusedField(
    'an owner that does not exist is refused where everything is permitted',
    { owner: 'group:default/nosuchteam' },
    /Owner must be a user or group that exists/,
    { isAllowed: true },
  ),
  ...(
    [
      ['an access key id', 'AKIAIOSFODNN7EXAMPLE'],
      ['a secret access key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
      ['JSON', '{"password":"hunter2hunter2"}'],
      ['a password', 'password=hunter2hunter2'],
    ] as const
  ).map(([what, value]) =>
    refusedField(
      `${what} in the place of a secret’s name is refused and not repeated`,
      { secrets: { database: value } },
      /secret|does not match pattern/i,
      {
        isAllowed: true,
        hidden: /AKIAIOSFODNN7|wJalrXUtnFEMI|hunter2/,
        // The scaffolder's schema refuses an invalid name by its pattern, before an action runs.
        event: what === 'JSON' ? 'task' : undefined,
      },
    ),
  ),
  {
    name: 'the list of secrets takes no text that was typed',
    async run(world) {
      const path = `/api/streamflix/secrets/default/${region}`;
      await world
        .as('alan')
        .request(`${path}?prefix=${shown}`)
        .catch(() => {});
      const inAws = [...world.proxy.calls.keys()].join();
      ok(!inAws.includes(shown));
      ok(
        !world.backend.log.some(
          ({ plugin, message }) =>
            plugin === 'streamflix' && message.includes(shown),
        ),
      );
      const plain = (await world.as('alan').request(path)) as object;
      ok('names' in plain);
    },
  },
  ...routes.map(
    ({ name, path, method, burst = 40 }): HostileCheck => ({
      name: `a user who loops over ${name} costs at most one AWS call a second`,
      isAllowed: true,
      async run(world) {
        const before = world.proxy.total;
        const started = Date.now();
        const alan = world.as('alan');
        await alan.token();
        await Promise.all(
          Array.from({ length: 100 }, (_, n) =>
            alan.request(path(n), undefined, method).catch(() => {}),
          ),
        );
        const seconds = (Date.now() - started) / 1000;
        const calls = world.proxy.total - before;
        // The form's initial requests, then one per second.
        ok(calls <= burst + seconds, `${calls} calls in ${seconds} s`);
        await world.as('grace').request('/api/streamflix/environments');
      },
    }),
  ),
  ...(
    [
      // eslint-disable-next-line no-script-url -- what an attacker writes
      'javascript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      '//evil.example',
    ] as const
  ).map(
    (link): HostileCheck => ({
      name: `an output ${link.slice(0, 11)}… does not become a link`,
      async run(world) {
        const suffix = world.newSuffix();
        await world.administrator.makeStack(suffix, {
          tags: { 'streamflix:owner': 'group:default/video' },
          template: {
            Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
            Outputs: { ApiUrl: { Value: link } },
          },
        });
        const answers = JSON.stringify([
          await world
            .as('ada')
            .request(`${environments}/${region}/${suffix}?refresh=true`),
          await world
            .as('ada')
            .request(`${environments}/${region}/${suffix}/stack`),
        ]);
        ok(answers.includes(suffix));
        ok(!answers.includes(link), answers);
      },
    }),
  ),
  {
    name: 'terminal escapes in tags of a stack are neutralised',
    async run(world) {
      const suffix = world.newSuffix();
      const owner = 'group:default/video\u001b[2J\r\nforged: line';
      await world.administrator.makeStack(suffix, {
        tags: { 'streamflix:owner': owner },
      });
      const status = JSON.stringify(
        await world
          .as('ada')
          .request(`${environments}/${region}/${suffix}?refresh=true`),
      );
      ok(!/\\u001b|\\r|\\n/.test(status), status);
      const { error } = await world.run('ada', 'raw-destroy', {
        suffix,
        region,
      });
      // eslint-disable-next-line no-control-regex
      ok(!/\u001b|\r/.test(`${error}${world.backend.output}`));
    },
  },
  {
    name: 'a dry run of what belongs to another team is not for everyone',
    async run(world) {
      const template = {
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        kind: 'Template',
        metadata: { name: 'dry' },
        spec: {
          type: 'environment',
          owner: 'group:default/content',
          parameters: {},
          steps: [
            {
              id: 'go',
              name: 'go',
              action: 'streamflix:environment:plan',
              input: {
                entityRef: `resource:default/streamflix-victim-${region}`,
              },
            },
          ],
        },
      };
      await world.denies(() => world.as('alan').dryRun(template, {}), 403);
      const answer = JSON.stringify(
        await world.as('guest').dryRun(template, {}),
      );
      ok(!answer.includes('"input":{"suffix"'), answer);
    },
  },
  {
    name: 'no route answers without a sign-in',
    async run(world) {
      for (const { path, method } of routes) {
        const { status } = await fetch(world.backend.url + path(1), {
          method,
        });
        equal(status, 401);
      }
    },
  },
  {
    name: 'the catalog entity of an environment cannot be deleted by another team',
    async run(world) {
      const { metadata } = (await world
        .as('alan')
        .request('/api/catalog/entities/by-name/user/default/ada')) as {
        metadata: { uid: string };
      };
      const path = `/api/catalog/entities/by-uid/${metadata.uid}`;
      await world.denies(
        () => world.as('alan').request(path, undefined, 'DELETE'),
        403,
      );
    },
  },
  {
    name: 'a hundred thousand tags are refused at once, with a reason',
    isAllowed: true,
    async run(world) {
      const tags = Object.fromEntries(
        Array.from({ length: 20_000 }, (_, n) => [`k${n}`, 'v']),
      );
      const suffix = world.newSuffix();
      await world.refuses(
        () =>
          world.run('alan', 'raw-deploy', {
            ...ownRequest(suffix),
            advanced: { tags },
          }),
        { message: /at most|too (large|many)/, suffix },
      );
    },
  },
  {
    name: 'keys such as __proto__ are refused with a reason',
    isAllowed: true,
    async run(world) {
      const suffix = world.newSuffix();
      const advanced = JSON.parse(
        '{"__proto__": {"deletionProtection": true}, "constructor": {"a": 1}}',
      );
      const ended = await world.run('alan', 'raw-deploy', {
        ...ownRequest(suffix),
        advanced,
      });
      if (ended.status === 'failed') {
        match(ended.error ?? '', /must|not|reserved/);
        ok(!/not foreseen/.test(ended.error ?? ''));
      }
      equal(({} as Record<string, unknown>).deletionProtection, undefined);
      const stack = JSON.stringify(await world.administrator.snapshot(suffix));
      ok(!/"EnableTerminationProtection":true/.test(stack ?? ''));
    },
  },
  {
    name: 'a section a thousand levels deep is refused with a reason',
    isAllowed: true,
    async run(world) {
      const suffix = world.newSuffix();
      let advanced: object = {};
      for (let level = 0; level < 200; level++)
        advanced = { service: advanced };
      await world.refuses(
        () =>
          world.run('alan', 'raw-deploy', {
            ...ownRequest(suffix),
            advanced,
          }),
        { message: /at most|too (large|deep)|must/, suffix },
      );
    },
  },
  {
    name: 'the victim is still what ada’s team made it',
    async run(world) {
      const { stack } = (await world.administrator.snapshot(victim.suffix)) as {
        stack: { Tags: { Key: string; Value: string }[] };
      };
      const owner = stack.Tags.find(({ Key }) => Key === 'streamflix:owner');
      equal(owner?.Value, victim.owner);
    },
  },
];
