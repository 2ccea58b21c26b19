import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blueprints } from '@streamflix/backstage-plugin-streamflix-common';
import { readTemplates } from './readTemplates';

const templates = readTemplates();

/** Every string in a value, with the keys it is under. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [
        key,
        ...stringsOf(inner),
      ])
    : [];
}

/** What the catalog or the scaffolder would read from next to the template, where there is nothing. */
const isRelative = (text: string) =>
  /^\$(text|json|yaml|openapi|asyncapi)$/.test(text) ||
  /^\.{1,2}(\/|$)/.test(text) ||
  /^(fetch|catalog:fetch|publish):?/.test(text);

describe('the templates of the package', () => {
  it('create, change and destroy environments', () => {
    expect(templates.map(({ metadata }) => metadata.name)).toEqual([
      'change-streamflix-environment',
      'create-streamflix-environment',
      'destroy-streamflix-environment',
    ]);
  });

  it.each(templates.map(template => [template.metadata.name, template]))(
    'fetch nothing that is relative to their source: %s',
    (_, template) => {
      expect(stringsOf(template).filter(isRelative)).toEqual([]);
    },
  );

  it.each([
    { spec: { steps: [{ action: 'fetch:template' }] } },
    { spec: { steps: [{ input: { url: './skeleton' } }] } },
    { spec: { parameters: { $yaml: 'https://example.com/parameters.yaml' } } },
  ])('would be reported for %j', template => {
    expect(stringsOf(template).filter(isRelative)).toHaveLength(1);
  });

  it('give Backstage’s own review the title of every blueprint', () => {
    const pages = templates.flatMap(({ spec }) => spec?.parameters ?? []);
    expect(pages).toContainEqual(
      expect.objectContaining({
        allOf: Object.values(blueprints).map(({ id, title }) => ({
          if: { properties: { blueprint: { const: id } } },
          then: {
            properties: {
              blueprint: { 'ui:backstage': { review: { mask: title } } },
            },
          },
        })),
      }),
    );
  });

  it('have a location that is no address, and no link to a source', () => {
    expect(
      templates.map(({ metadata: { annotations } }) => annotations),
    ).toEqual(
      ['change', 'create', 'destroy'].map(operation => ({
        'backstage.io/managed-by-location': `streamflix-templates:${operation}-environment`,
        'backstage.io/managed-by-origin-location': `streamflix-templates:${operation}-environment`,
      })),
    );
  });

  it('have the configured owner, or none', () => {
    const owners = (owner?: string) =>
      readTemplates(owner).map(({ spec }) => spec?.owner);
    expect(owners('group:default/platform')).toEqual(
      Array(3).fill('group:default/platform'),
    );
    expect(owners()).toEqual(Array(3).fill(undefined));
  });

  it('are read from any directory of the same layout', () => {
    const directory = mkdtempSync(join(tmpdir(), 'streamflix-templates-'));
    mkdirSync(join(directory, 'one'));
    writeFileSync(
      join(directory, 'one', 'template.yaml'),
      'kind: Template\nmetadata: { name: one }\nspec: { type: a }\n',
    );
    expect(readTemplates('user:default/ada', directory)).toEqual([
      expect.objectContaining({
        kind: 'Template',
        spec: { type: 'a', owner: 'user:default/ada' },
      }),
    ]);
    rmSync(directory, { recursive: true });
  });
});
