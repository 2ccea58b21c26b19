import { cacheRules } from './cacheRules';
import { databaseRules } from './databaseRules';
import { limitRules } from './limitRules';
import { networkRules } from './networkRules';
import { offerRules } from './offerRules';
import { partRules } from './partRules';
import { regionRules } from './regionRules';
import type { Rule } from './Rule';
import { secretRules } from './secretRules';
import { spaceRules } from './spaceRules';
import { tagRules } from './tagRules';
import { taskRules } from './taskRules';

/** Every rule across several fields, in the order of the form. Add a new rule to the list of its subject. */
export const rules: readonly Rule[] = [
  ...regionRules,
  ...offerRules,
  ...secretRules,
  ...limitRules,
  ...partRules,
  ...taskRules,
  ...databaseRules,
  ...cacheRules,
  ...networkRules,
  ...tagRules,
  ...spaceRules,
];
