import { blueprints } from '../environment/blueprints';
import { describeMissingParts } from './describeMissingParts';

const { complete, 'content-delivery': delivery } = blueprints;

describe('describeMissingParts', () => {
  it('returns nothing where the region has every part, or nothing is known', () => {
    expect(describeMissingParts(complete, 'eu-west-2')).toEqual([]);
    expect(
      describeMissingParts(complete, 'eu-west-3', {
        zones: ['euw3-az1', 'euw3-az2', 'euw3-az3'],
        databaseVersions: { aurora: ['16.13'], rds: [] },
        unread: [],
      }),
    ).toEqual([]);
  });

  it('names the store that AWS does not offer, for blueprints that have it', () => {
    const offers = {
      databaseVersions: { aurora: [], rds: ['16.13'] },
      unread: [],
    };
    expect(describeMissingParts(complete, 'eu-west-2', offers)).toEqual([
      'AWS does not offer Aurora PostgreSQL to this account in eu-west-2 (DescribeDBEngineVersions of RDS).',
    ]);
    expect(describeMissingParts(delivery, 'eu-west-2', offers)).toEqual([]);
  });

  it('names the part that fewer than two zones of the account have', () => {
    const offers = { zones: ['euw3-az1', 'euw3-az2'], unread: [] };
    expect(describeMissingParts(complete, 'eu-west-3', offers)).toEqual([
      'Fewer than two zones of this account in eu-west-3 have VPC links of API Gateway (AWS’s documentation of 2026).',
    ]);
  });

  it('names what is missing in a region that the platform does not support', () => {
    expect(describeMissingParts(complete, 'me-south-1')).toEqual([
      expect.stringContaining('no longer knows what AWS offers there'),
    ]);
  });
});
