import { annotations } from '@streamflix/backstage-plugin-streamflix-common';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { parse } from 'yaml';
import { environmentEntity } from '../__testUtils__/environmentEntity';
import {
  startScaffolder,
  type Scaffolder,
} from '../__testUtils__/startScaffolder';
import { deployExamples, destroyExamples, planExamples } from './examples';

jest.setTimeout(180_000);

/** The order matters: the environment destroyed last was deployed before. */
const examples = [...planExamples, ...deployExamples, ...destroyExamples].map(
  ({ description, example }, index) => {
    const template: TemplateEntityV1beta3 = {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: { name: `example-${index}` },
      spec: { type: 'environment', steps: parse(example).steps },
    };
    return { description, template };
  },
);

const winterShow = environmentEntity('winter-show', 'ap-northeast-1');

describe('the examples of the actions', () => {
  let aws: LocalAws;
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 6000 });
    scaffolder = await startScaffolder({
      endpoint: aws.url,
      entities: [...examples.map(({ template }) => template), winterShow],
    });
  });

  afterAll(async () => {
    await scaffolder?.stop();
    await aws?.stop();
  });

  it.each(examples)('run: $description', async ({ template }) => {
    // The catalog shows the environment once it exists.
    const seen = scaffolder.operations.find(
      ({ ref }) => ref.suffix === 'winter-show',
    );
    Object.assign(
      winterShow.metadata.annotations ?? {},
      seen && { [annotations.stackArn]: seen.stackArn },
    );
    const { status, error } = await scaffolder.run(template, {});
    expect({ status, error }).toEqual({ status: 'completed' });
  });

  it('are listed with the actions, whose every field is described', async () => {
    const { body } = await scaffolder.get('/api/scaffolder/v2/actions');
    const ours: {
      id: string;
      examples: unknown[];
      schema: {
        input: { properties: Record<string, { description?: string }> };
      };
    }[] = body.filter(({ id }: { id: string }) =>
      id.startsWith('streamflix:environment:'),
    );
    expect(ours.map(({ id }) => id).sort()).toEqual([
      'streamflix:environment:deploy',
      'streamflix:environment:destroy',
      'streamflix:environment:plan',
    ]);
    for (const { id, schema, examples: shown } of ours) {
      expect(shown.length).toBeGreaterThan(0);
      const undescribed = Object.entries(schema.input.properties)
        .filter(([, field]) => !field.description)
        .map(([name]) => `${id} ${name}`);
      expect(undescribed).toEqual([]);
    }
  });
});
