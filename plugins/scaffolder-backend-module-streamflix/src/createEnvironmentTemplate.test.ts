import {
  blueprintIds,
  environmentInputJsonSchema,
} from '@streamflix/backstage-plugin-streamflix-common';
import { environmentFields } from './actions/environmentFields';
import { fieldsOf, pagesOf, type Field } from './__testUtils__/pagesOf';
import { readTemplate } from './__testUtils__/readTemplate';

const template = readTemplate('create-environment');
const form = fieldsOf(template);
const schema: Field = { ...environmentInputJsonSchema() };

/** Keywords for constraints and descriptions that the form and the schema share. */
const shared = [
  'type',
  'title',
  'description',
  'pattern',
  'enum',
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
  'items',
  'propertyNames',
  'additionalProperties',
];
// Sections have no texts in the schema: the form gives them a title.
const sharedBySections = ['type'];

type Leaf = [path: string, field: Field];

/** Fields that take a value, by path, including those in sections. */
function leaves(fields: Record<string, Field>, prefix = ''): Leaf[] {
  return Object.entries(fields).flatMap(([name, field]): Leaf[] =>
    field.properties
      ? leaves(field.properties, `${prefix}${name}.`)
      : [[`${prefix}${name}`, field]],
  );
}

const { size, advanced, ...outside } = form;
const ofForm: Leaf[] = [
  ...leaves(outside),
  ...leaves(size.properties ?? {}),
  ...leaves(advanced.properties ?? {}),
];
const ofSchema = new Map(leaves(schema.properties ?? {}));

const worded = (field: Field | undefined, keywords: string[]) =>
  Object.fromEntries(keywords.map(keyword => [keyword, field?.[keyword]]));

describe('the form of create-environment', () => {
  it.each(ofForm)(
    'asks for %s as the schema of the environment has it',
    (path, field) => {
      expect(worded(field, shared)).toEqual(worded(ofSchema.get(path), shared));
    },
  );

  it('asks for everything an environment can be given, and each only once', () => {
    const asked = ofForm.map(([path]) => path);
    expect([...asked].sort()).toEqual([...ofSchema.keys()].sort());
  });

  it('has sections that are objects, as in the schema', () => {
    const sections = [size, advanced].flatMap(drawer =>
      Object.entries(drawer.properties ?? {}).filter(([, f]) => f.properties),
    );
    for (const [name, section] of sections) {
      expect([name, worded(section, sharedBySections)]).toEqual([
        name,
        worded(schema.properties?.[name], sharedBySections),
      ]);
      expect(section.title).toBeTruthy();
    }
  });

  it('requires what the schema requires, and nothing else', () => {
    const required = pagesOf(template).flatMap(page => page.required ?? []);
    expect([...required].sort()).toEqual([...(schema.required ?? [])].sort());
  });

  it('offers every blueprint', () => {
    expect(form.blueprint.enum).toEqual([...blueprintIds]);
  });

  it('goes through what and where, size and secrets before the review', () => {
    expect(pagesOf(template).map(({ title }) => title)).toEqual([
      'Basics',
      'Size',
      'Secrets',
    ]);
  });

  it('has the fields of the frontend plugin where they belong', () => {
    const custom = Object.entries(form).map(([name, field]) => [
      name,
      field['ui:field'],
    ]);
    expect(Object.fromEntries(custom)).toEqual({
      suffix: 'StreamflixSuffix',
      blueprint: 'StreamflixBlueprint',
      region: 'StreamflixRegion',
      owner: 'StreamflixOwner',
      size: 'StreamflixSize',
      advanced: 'StreamflixAdvanced',
      secrets: 'StreamflixSecrets',
    });
  });
});

describe('the step of create-environment', () => {
  it('deploys what every field of the form says, and nothing else', () => {
    const [deploy, ...others] = template.spec.steps;
    expect(others).toEqual([]);
    expect(deploy.action).toBe('streamflix:environment:deploy');
    expect(deploy.input).toEqual(
      Object.fromEntries(
        Object.keys(form).map(name => [name, `\${{ parameters.${name} }}`]),
      ),
    );
  });

  it('gives the action only what it knows', () => {
    const [deploy] = template.spec.steps;
    const known = Object.keys(environmentFields().properties);
    expect(known).toEqual(
      expect.arrayContaining(Object.keys(deploy.input ?? {})),
    );
  });
});
