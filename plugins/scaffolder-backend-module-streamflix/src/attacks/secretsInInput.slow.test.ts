import { environmentInputJsonSchema } from '@streamflix/backstage-plugin-streamflix-common';
import type { JsonObject } from '@backstage/types';
import type { Field } from '../__testUtils__/pagesOf';
import { setUpScaffolder } from '../__testUtils__/setUpScaffolder';
import { region, requestOf } from '../__testUtils__/requestOf';
import { templateOf } from '../__testUtils__/TwoUsers';

jest.setTimeout(300_000);

/** Secrets that a template may use: one like a token, one as similar to a name as possible. */
const secrets = {
  token: 'eyJhbGciOiJF-eyJzdWIi.c2lnbmF0dXJl',
  plain: 'eyJhbGciOiJFeyJzdWIic2lnbmF0dXJl',
};
/** The scaffolder redacts secrets in logs, but not values that a template derives from them. */
const expressions = Object.keys(secrets).map(
  name => `\${{ secrets.${name} | replace("eyJ", "eyX") }}`,
);
const leaked = /.{0,80}eyXhbGciOiJF/g;

/** Every schema field that takes a value, with a secret in it. */
function withSecret(
  fields: Record<string, Field>,
  secret: string,
): JsonObject[] {
  return Object.entries(fields).flatMap(([name, field]): JsonObject[] => {
    if (field.properties) {
      const inner = withSecret(field.properties, secret);
      return inner.map(each => ({ [name]: each }));
    }
    if (field.type === 'array') return [{ [name]: [secret] }];
    return [{ [name]: name === 'tags' ? { Team: secret } : secret }];
  });
}

const { properties } = environmentInputJsonSchema();
const fields = properties as Record<string, Field>;
const inputs = expressions.flatMap(secret =>
  withSecret(fields, secret).flatMap((given): [string, JsonObject][] => [
    ['deploy', given],
    ['deploy', { advanced: given }],
  ]),
);
const others = expressions.flatMap((secret): [string, JsonObject][] => [
  ['deploy', { changeSetArn: `arn:aws:${secret}` }],
  ['deploy', { allowDataLoss: [secret] }],
  ['deploy', { skipResources: [secret] }],
  ['plan', { costCenter: secret, region: secret }],
  ['destroy', { suffix: secret, region }],
  ['destroy', { suffix: 'leak', region: secret }],
  ['destroy', { suffix: 'leak', region, account: secret }],
  ['destroy', { suffix: 'leak', region, confirmation: secret }],
  ['destroy', { suffix: 'leak', region, retain: [secret] }],
  ['destroy', { entityRef: secret }],
  ['destroy', { entityRef: `resource:default/${secret}` }],
]);

const steps = [...inputs, ...others].map(([action, given], index) => ({
  id: `step-${index}`,
  name: `Step ${index}`,
  if: '${{ always() }}',
  action: `streamflix:environment:${action}`,
  input:
    action === 'destroy'
      ? given
      : // This secret does not exist, so valid inputs are refused too.
        {
          ...requestOf('leak'),
          secrets: { apiKeys: ['streamflix/missing'] },
          ...given,
        },
}));
describe('a secret in an input', () => {
  // Several tasks in parallel: after each step, its log waits before the next one.
  const size = 40;
  const templates = Array.from(
    { length: Math.ceil(steps.length / size) },
    (_, index) =>
      templateOf(
        `leak-${index}`,
        ...steps.slice(index * size, (index + 1) * size),
      ),
  );
  const create = templateOf('create', {
    id: 'create',
    name: 'Create',
    action: 'streamflix:environment:deploy',
    input: requestOf('leak'),
  });

  const suite = setUpScaffolder({ entities: [...templates, create] });

  beforeAll(async () => {
    const { error } = await suite.scaffolder.run(create, {});
    if (error) throw new Error(error);
  });

  it(`is in no message, log, audit event or state of the task, whichever of ${steps.length} fields it is in`, async () => {
    const failed = new Set<unknown>();
    const ofTasks = await Promise.all(
      templates.map(async template => {
        const task = await suite.scaffolder.start(template, {}, { secrets });
        const { status, log, error } = await suite.scaffolder.end(task);
        expect(status).toBe('failed');
        const { body: events } = await suite.scaffolder.get(
          `/api/scaffolder/v2/tasks/${task}/events`,
        );
        for (const { body } of events as { body: JsonObject }[]) {
          if (body.status === 'failed' && body.stepId) failed.add(body.stepId);
        }
        const { body: state } = await suite.scaffolder.get(
          `/api/scaffolder/v2/tasks/${task}`,
        );
        return [...log, error, JSON.stringify(events), JSON.stringify(state)];
      }),
    );
    // All steps ran and were refused.
    expect(failed.size).toBe(steps.length);
    const revealed = [
      ...ofTasks.flat(),
      ...suite.scaffolder.backendLog,
      JSON.stringify(suite.scaffolder.audits()),
    ].flatMap(text => String(text).match(leaked) ?? []);
    expect(revealed).toEqual([]);
  });
});
