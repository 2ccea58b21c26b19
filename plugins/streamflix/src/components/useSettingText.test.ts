import { environmentInputJsonSchema } from '@streamflix/backstage-plugin-streamflix-common';
import { settingsOf } from '../form/settings';
import { labelledValues } from './useSettingText';

it('Every value of an enumeration has a text, but blueprints, which have titles, and methods of HTTP', () => {
  const values = settingsOf(environmentInputJsonSchema())
    .filter(({ path }) => path !== 'blueprint' && path !== 'api.method')
    .flatMap(({ schema }) => schema.enum ?? [])
    .filter(value => typeof value === 'string');
  expect([...new Set(values)].sort()).toEqual([...labelledValues].sort());
});
