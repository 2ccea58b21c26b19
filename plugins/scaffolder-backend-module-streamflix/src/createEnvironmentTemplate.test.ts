import { environmentInputJsonSchema } from '@streamflix/backstage-plugin-streamflix-common';
import { environmentFields } from './actions/environmentFields';
import { fieldsOf, pagesOf, type Field } from './__testUtils__/pagesOf';
import { readTemplate } from './__testUtils__/readTemplate';

const template = readTemplate('create-environment');
const form = fieldsOf(template);
const schema: Field = { ...environmentInputJsonSchema() };
const { secrets } = schema.properties ?? {};

describe('the form of create-environment', () => {
  it('repeats nothing of the schema but types, titles and what the name of a secret is', () => {
    const { changes, review, ...fields } = form;
    const names = {
      database: { pattern: secrets.properties?.database.pattern },
      apiKeys: {
        items: { pattern: secrets.properties?.apiKeys.items?.pattern },
      },
    };
    const title = (name: string) => schema.properties?.[name].title;
    const text = (name: string) => ({ type: 'string', title: title(name) });
    const bare = Object.entries(fields).map(([name, field]) => [
      name,
      Object.fromEntries(
        Object.entries(field).filter(([keyword]) => !keyword.startsWith('ui:')),
      ),
    ]);
    expect(Object.fromEntries(bare)).toEqual({
      suffix: text('suffix'),
      blueprint: text('blueprint'),
      region: text('region'),
      owner: text('owner'),
      size: { type: 'object', title: 'Size' },
      advanced: { type: 'object', title: 'Advanced settings' },
      secrets: { type: 'object', title: 'Secrets', properties: names },
    });
    expect(
      fieldsOf(readTemplate('change-environment')).secrets.properties,
    ).toEqual(names);
  });

  it('requires what the schema requires, and nothing else', () => {
    const required = pagesOf(template).flatMap(page => page.required ?? []);
    expect([...required].sort()).toEqual([...(schema.required ?? [])].sort());
  });

  it('has pages for basics, size, secrets and the review, in this order', () => {
    expect(pagesOf(template).map(({ title }) => title)).toEqual([
      'Basics',
      'Size',
      'Secrets',
      'Plan',
    ]);
  });

  it('uses the fields of the frontend plugin', () => {
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
      changes: 'StreamflixDifferences',
      review: 'StreamflixReview',
    });
  });
});

describe('the step of create-environment', () => {
  it('deploys the values of every field of the form except the summary of differences', () => {
    const [deploy, ...others] = template.spec.steps;
    const { changes, review, ...fields } = form;
    expect(others).toEqual([]);
    expect(deploy.action).toBe('streamflix:environment:deploy');
    expect(deploy.input).toEqual({
      ...Object.fromEntries(
        Object.keys(fields).map(name => [name, `\${{ parameters.${name} }}`]),
      ),
      changeSetArn: '${{ parameters.review.changeSetArn }}',
    });
  });

  it('passes the action only inputs that it declares', () => {
    const [deploy] = template.spec.steps;
    const known = [
      ...Object.keys(environmentFields().properties),
      'changeSetArn',
    ];
    expect(known).toEqual(
      expect.arrayContaining(Object.keys(deploy.input ?? {})),
    );
  });
});
