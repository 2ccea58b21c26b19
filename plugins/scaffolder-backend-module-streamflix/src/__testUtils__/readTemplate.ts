import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';

/** A template of this repository, as the catalog reads it. */
export function readTemplate(name: string): TemplateEntityV1beta3 {
  const file = resolve(
    __dirname,
    '../../../../templates',
    name,
    'template.yaml',
  );
  return parse(readFileSync(file, 'utf8'));
}
