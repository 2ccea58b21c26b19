import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { StreamflixAdvanced } from './StreamflixAdvanced';
import { StreamflixBlueprint } from './StreamflixBlueprint';
import { StreamflixDestruction } from './StreamflixDestruction';
import { StreamflixDifferences } from './StreamflixDifferences';
import { StreamflixEnvironment } from './StreamflixEnvironment';
import { StreamflixOwner } from './StreamflixOwner';
import { StreamflixRegion } from './StreamflixRegion';
import { StreamflixResources } from './StreamflixResources';
import { StreamflixReview } from './StreamflixReview';
import { StreamflixRunning } from './StreamflixRunning';
import { StreamflixSecrets } from './StreamflixSecrets';
import { StreamflixSize } from './StreamflixSize';
import { StreamflixSuffix } from './StreamflixSuffix';
import {
  validateBlueprint,
  validateDestruction,
  validateSection,
  validateOwner,
  validateRegion,
  validateRunning,
  validateSecrets,
  validateSuffix,
} from './validators';
import { validateReview } from './validateReview';
import { withFormBehavior } from './withFormBehavior';

/* The fields of the forms, for both frontend systems. `EnvironmentForm` in streamflix-common documents their values. */
const text = makeFieldSchema({ output: z => z.string() });
const settings = makeFieldSchema({ output: z => z.record(z.unknown()) });
const secrets = makeFieldSchema({
  output: z =>
    z.object({
      database: z.string().optional(),
      apiKeys: z.array(z.string()).optional(),
      unlisted: z.array(z.enum(['database', 'apiKeys'])).optional(),
    }),
});

export const suffixField = {
  name: 'StreamflixSuffix',
  component: withFormBehavior(StreamflixSuffix, { empty: '', isKept: true }),
  validation: validateSuffix,
  schema: text,
};
export const blueprintField = {
  name: 'StreamflixBlueprint',
  component: withFormBehavior(StreamflixBlueprint, { empty: '', isKept: true }),
  validation: validateBlueprint,
  schema: text,
};
export const regionField = {
  name: 'StreamflixRegion',
  component: withFormBehavior(StreamflixRegion, { empty: '', isKept: true }),
  validation: validateRegion,
  schema: text,
};
export const ownerField = {
  name: 'StreamflixOwner',
  component: withFormBehavior(StreamflixOwner, { empty: '', isKept: true }),
  validation: validateOwner,
  schema: text,
};
export const sizeField = {
  name: 'StreamflixSize',
  component: withFormBehavior(StreamflixSize, { isKept: true }),
  validation: validateSection('size'),
  schema: settings,
};
export const advancedField = {
  name: 'StreamflixAdvanced',
  component: withFormBehavior(StreamflixAdvanced, { isKept: true }),
  validation: validateSection('advanced'),
  schema: settings,
};
export const secretsField = {
  name: 'StreamflixSecrets',
  component: withFormBehavior(StreamflixSecrets, { isKept: true }),
  validation: validateSecrets,
  schema: secrets,
};
export const environmentField = {
  name: 'StreamflixEnvironment',
  component: withFormBehavior(StreamflixEnvironment, { empty: '' }),
  schema: text,
};
export const runningField = {
  name: 'StreamflixRunning',
  component: withFormBehavior(StreamflixRunning, { empty: '' }),
  validation: validateRunning,
  schema: text,
};
export const differencesField = {
  name: 'StreamflixDifferences',
  component: withFormBehavior(StreamflixDifferences),
  schema: makeFieldSchema({ output: z => z.array(z.string()) }),
};
export const reviewField = {
  name: 'StreamflixReview',
  component: withFormBehavior(StreamflixReview, {
    isConsent: true,
    isPlan: true,
  }),
  validation: validateReview,
  schema: makeFieldSchema({
    output: z =>
      z.object({
        changeSetArn: z.string().optional(),
        allowDataLoss: z.array(z.string()).optional(),
        skipResources: z.array(z.string()).optional(),
        pending: z.enum(['unread', 'refused', 'unconfirmed']).optional(),
      }),
  }),
};
export const resourcesField = {
  name: 'StreamflixResources',
  component: withFormBehavior(StreamflixResources, { isConsent: true }),
  schema: makeFieldSchema({ output: z => z.array(z.string()) }),
};
export const destructionField = {
  name: 'StreamflixDestruction',
  component: withFormBehavior(StreamflixDestruction, {
    empty: '',
    isConsent: true,
  }),
  validation: validateDestruction,
  schema: text,
};
