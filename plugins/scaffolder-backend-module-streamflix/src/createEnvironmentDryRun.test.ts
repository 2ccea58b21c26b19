import { blueprints } from '@streamflix/backstage-plugin-streamflix-common';
import { readTemplate } from './__testUtils__/readTemplate';
import {
  startScaffolder,
  type Scaffolder,
} from './__testUtils__/startScaffolder';

jest.setTimeout(60_000);

const template = readTemplate('create-environment');
const demo = {
  suffix: 'demo',
  region: 'eu-west-2',
  blueprint: 'media-processing',
  owner: 'group:default/video',
};

describe('a dry run of the template', () => {
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    // Nothing listens there: a dry run that calls AWS would fail.
    scaffolder = await startScaffolder({ endpoint: 'http://127.0.0.1:9' });
  });
  afterAll(() => scaffolder?.stop());

  it.each(Object.values(blueprints))(
    'synthesises the blueprint $id for real and tells its size',
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
});
