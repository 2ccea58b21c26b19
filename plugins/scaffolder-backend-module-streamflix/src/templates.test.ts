import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { readTemplate } from './__testUtils__/readTemplate';

const templates = readdirSync(resolve(__dirname, '../../../templates'));

/** The catalog's rules for every entity; one that fails them is not in the catalog, and only the backend's log shows why. */
const catalog = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

describe.each(templates)('the template %s', name => {
  const template = readTemplate(name);

  it('is accepted by the catalog', async () => {
    await expect(catalog.enforce(template)).resolves.toBeDefined();
    await expect(templateEntityV1beta3Validator.check(template)).resolves.toBe(
      true,
    );
  });

  it('has a title and a description', () => {
    expect(template.metadata.title).toBeTruthy();
    expect(template.metadata.description).toMatch(/\.$/);
  });

  it('has the type by which users filter templates for environments', () => {
    expect(template.spec.type).toBe('environment');
  });
});
