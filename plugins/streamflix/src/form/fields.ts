import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { StreamflixAdvanced } from './StreamflixAdvanced';
import { StreamflixBlueprint } from './StreamflixBlueprint';
import { StreamflixRegion } from './StreamflixRegion';
import { StreamflixSecrets } from './StreamflixSecrets';
import { StreamflixSize } from './StreamflixSize';
import { StreamflixSuffix } from './StreamflixSuffix';
import {
  validateDrawer,
  validateRegion,
  validateSecrets,
  validateSuffix,
} from './validators';

/*
 * The fields of the form, for both frontend systems. What each of them holds: `EnvironmentForm` in streamflix-common.
 */
const text = makeFieldSchema({ output: z => z.string() });
const settings = makeFieldSchema({ output: z => z.record(z.unknown()) });
const secrets = makeFieldSchema({
  output: z =>
    z.object({
      database: z.string().optional(),
      apiKeys: z.array(z.string()).optional(),
    }),
});

export const suffixField = {
  name: 'StreamflixSuffix',
  component: StreamflixSuffix,
  validation: validateSuffix,
  schema: text,
};
export const blueprintField = {
  name: 'StreamflixBlueprint',
  component: StreamflixBlueprint,
  schema: text,
};
export const regionField = {
  name: 'StreamflixRegion',
  component: StreamflixRegion,
  validation: validateRegion,
  schema: text,
};
export const sizeField = {
  name: 'StreamflixSize',
  component: StreamflixSize,
  validation: validateDrawer('size'),
  schema: settings,
};
export const advancedField = {
  name: 'StreamflixAdvanced',
  component: StreamflixAdvanced,
  validation: validateDrawer('advanced'),
  schema: settings,
};
export const secretsField = {
  name: 'StreamflixSecrets',
  component: StreamflixSecrets,
  validation: validateSecrets,
  schema: secrets,
};
