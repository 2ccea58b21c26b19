import {
  isReserved,
  reservedUserNames,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { masterUser } from './masterUser';

describe('masterUser', () => {
  it('has a name that no engine reserves, of at most 16 characters', () => {
    const { masterUsername } = masterUser({});
    expect(isReserved(masterUsername, reservedUserNames)).toBe(false);
    // Source: RDS API reference, CreateDBInstance, MasterUsername.
    expect(masterUsername).toMatch(/^[a-zA-Z][a-zA-Z0-9_]{0,15}$/);
  });
});
