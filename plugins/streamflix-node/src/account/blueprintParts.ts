import type {
  AccountFinding,
  Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import { chooseDatabase } from '../offers/chooseDatabase';
import { chooseZones } from '../offers/chooseZones';
import type { AccountCheck } from './AccountCheck';
import { defaultSpecs } from './defaultSpecs';

/** Whether the account has the zones, database versions and classes that each blueprint needs with its defaults. */
export const blueprintParts: AccountCheck = {
  id: 'blueprints',
  title: 'Zones and classes',
  async run({ access, target }) {
    const found = await Promise.all(
      defaultSpecs(target.region).map(
        async ({
          id,
          spec,
          problems,
        }): Promise<Omit<AccountFinding, 'id' | 'title'>> => {
          const messages = (list: readonly Problem[]) =>
            list.map(({ message }) => message).join(' ');
          // By design: nothing in the account changes it.
          if (!spec) {
            return {
              state: 'ok',
              message: `${id} cannot be created here with its defaults. ${messages(
                problems,
              )}`,
            };
          }
          const [zones, database] = await Promise.all([
            chooseZones(access, target, spec),
            chooseDatabase(access, target, spec),
          ]);
          const refused = [...zones.problems, ...database.problems];
          if (refused.length > 0) {
            return {
              state: 'warning',
              message: `${id} with its defaults is refused: ${messages(
                refused,
              )}`,
            };
          }
          const warnings = [...zones.warnings, ...database.warnings];
          if (warnings.length > 0) {
            return {
              state: 'unknown',
              message: `${id}: ${warnings.join(' ')}`,
            };
          }
          return {
            state: 'ok',
            message: [
              `${id}: zones ${
                zones.zoneIds?.join(', ') ?? 'as AWS lists them'
              }`,
              database.version ? `PostgreSQL ${database.version}` : '',
            ]
              .filter(Boolean)
              .join(', ')
              .concat('.'),
          };
        },
      ),
    );
    return found;
  },
};
