import type { JsonValue } from '@backstage/types';
import {
  blueprints,
  environmentInputJsonSchema,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Field } from './__testUtils__/pagesOf';
import { readTemplate } from './__testUtils__/readTemplate';
import { requestOf } from './__testUtils__/requestOf';
import {
  startScaffolder,
  type Scaffolder,
} from './__testUtils__/startScaffolder';

jest.setTimeout(60_000);

const template = readTemplate('create-environment');
const demo = { ...requestOf('demo'), blueprint: 'media-processing' };

const {
  suffix,
  blueprint,
  region,
  owner,
  secrets: _,
  ...settings
} = environmentInputJsonSchema().properties as Record<string, Field>;

/** A value of the wrong type for a field, or for each field of a section. */
function wrongFor({ properties, type }: Field): JsonValue {
  if (!properties) return type === 'array' ? 'wrong' : ['wrong'];
  return Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [name, wrongFor(inner)]),
  );
}
const wrong = wrongFor({ properties: settings });
const titlesOf = ({ properties, title }: Field): string[] =>
  properties ? Object.values(properties).flatMap(titlesOf) : [String(title)];
const titles = titlesOf({ properties: settings });

describe('a dry run of the template', () => {
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    // Nothing listens there: a dry run that calls AWS would fail.
    scaffolder = await startScaffolder({ endpoint: 'http://127.0.0.1:9' });
  });
  afterAll(() => scaffolder?.stop());

  it.each(Object.values(blueprints))(
    'synthesises the blueprint $id and reports its size',
    async ({ id, homeRegions, requiredSecrets }) => {
      const { status, body } = await scaffolder.dryRun(template, {
        ...demo,
        blueprint: id,
        region: homeRegions[0],
        secrets: requiredSecrets && {
          database: 'streamflix/database',
          apiKeys: ['streamflix/api-keys'],
        },
      });
      expect({ status, error: body.error }).toEqual({ status: 200 });
      const [{ content }] = body.output.text;
      expect(content).toMatch(
        /^Dry run: the template has \d+ resources and \d+ bytes\. AWS was not asked\.$/,
      );
      expect(Number(content.match(/(\d+) resources/)[1])).toBeGreaterThan(25);
    },
  );

  it('refuses what a real run would refuse', async () => {
    const { status, body } = await scaffolder.dryRun(template, {
      ...demo,
      blueprint: 'broadcast',
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('its data must stay in Japan');
    expect(body.error.message).toContain('Database secret must name');
  });

  it.each([
    ['suffix', 'Dev-'],
    ['blueprint', 'none-such'],
    ['region', '../../environments'],
    ['owner', 'component:default/video'],
  ])('refuses the %s %j', async (name, value) => {
    const { status, body } = await scaffolder.dryRun(template, {
      ...demo,
      [name]: value,
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain(
      `Invalid input passed to action streamflix:environment:deploy, instance.${name} `,
    );
  });

  it.each(['size', 'advanced'])(
    'refuses every value under %s that the schema of the environment refuses',
    async section => {
      const { status, body } = await scaffolder.dryRun(template, {
        ...demo,
        [section]: wrong,
      });
      expect(status).toBe(400);
      const reported = titles.filter(title =>
        body.error.message.includes(`${title} must`),
      );
      expect(reported).toEqual(titles);
      expect(titles.length).toBeGreaterThan(60);
    },
  );

  it.each([
    { database: '{"password":"hunter2"}' },
    { apiKeys: ['streamflix/api-keys', 'my password'] },
  ])('refuses %j as secrets before any action runs', async secrets => {
    const { status, body } = await scaffolder.dryRun(template, {
      ...demo,
      secrets,
    });
    expect(status).toBe(400);
    expect(body.errors).toEqual([expect.objectContaining({ name: 'pattern' })]);
  });
});
