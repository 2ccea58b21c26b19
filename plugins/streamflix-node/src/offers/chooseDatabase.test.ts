import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { specOf } from '../__testUtils__/specOf';
import { account, inputOf, startAccess } from '../__testUtils__/startAccess';
import { planAndDeploy } from '../__testUtils__/operations';
import type { AwsAccess } from '../aws/AwsAccess';
import { chooseDatabase } from './chooseDatabase';

jest.setTimeout(60_000);

const target = { account, region: 'eu-central-1' };

const rds = (more: EnvironmentInput['database'] = {}) => ({
  kind: 'rds' as const,
  ...more,
});

describe('chooseDatabase', () => {
  let aws: LocalAws;
  let access: AwsAccess;

  describe('for a new environment', () => {
    beforeEach(async () => {
      ({ aws, access } = await startAccess({
        engineVersions: {
          postgres: ['16.13', '16.15', '17.6', '17.11'],
          'aurora-postgresql': ['16.13', '16.13-limitless'],
        },
      }));
    });
    afterEach(() => aws.stop());

    it.each([
      ['16', '16.15'],
      ['16.13', '16.13'],
      ['17', '17.11'],
    ])('takes for %s what AWS offers, %s', async (version, exact) => {
      const spec = specOf({
        database: rds({ version, instanceClass: 'db.t3.micro' }),
      });
      expect(await chooseDatabase(access, target, spec)).toEqual({
        version: exact,
        problems: [],
        warnings: [],
      });
    });

    it('takes no version that only a Limitless Database has', async () => {
      const spec = specOf({ database: { kind: 'aurora', version: '16' } });
      expect(await chooseDatabase(access, target, spec)).toEqual({
        version: '16.13',
        problems: [],
        warnings: [],
      });
    });

    it.each(['db.foo1.large', 'db.t2.micro'])(
      'refuses the class %s, which cannot be ordered, and names others',
      async instanceClass => {
        const spec = specOf({
          database: rds({ version: '16', instanceClass }),
        });
        expect((await chooseDatabase(access, target, spec)).problems).toEqual([
          {
            path: 'database.instanceClass',
            message: `Database instance class ${instanceClass} cannot be ordered for postgres 16.15 with a standby in eu-central-1; AWS offers db.m6g.large, db.m7g.large, db.r7g.large, db.t3.micro, db.t3.small, db.t4g.medium, db.t4g.micro, db.t4g.small.`,
          },
        ]);
      },
    );

    it('takes the version from the list compiled in where AWS cannot be asked, and reports it', async () => {
      aws.faults.add({ kind: 'deny', operation: 'DescribeDBEngineVersions' });
      const choice = await chooseDatabase(
        access,
        target,
        specOf({ database: rds({ version: '16' }) }),
      );
      expect(choice).toEqual({
        version: expect.stringMatching(/^16\.\d+$/),
        problems: [],
        warnings: [expect.stringContaining('a list compiled in')],
      });
    });
  });

  describe('for a running environment', () => {
    const running = rds({
      version: '16.11',
      instanceClass: 'db.t4g.medium',
      storageGiB: 30,
    });
    beforeEach(async () => {
      ({ aws, access } = await startAccess());
      await planAndDeploy(access, inputOf('abc', { database: running }));
    });
    afterEach(() => aws.stop());

    const change = (next: EnvironmentInput['database']) =>
      chooseDatabase(
        access,
        target,
        specOf({ database: { ...running, ...next } }),
        { ...specOf({ database: running }), databaseVersion: '16.11' },
      );

    it('keeps the exact version while it is of the version that is requested', async () => {
      expect(await change({ version: '16' })).toEqual({
        version: '16.11',
        problems: [],
        warnings: [],
      });
    });

    it('upgrades to the newest version to which AWS upgrades it', async () => {
      expect(await change({ version: '17' })).toMatchObject({
        version: '17.9',
        problems: [],
      });
    });

    it('refuses a version to which AWS does not upgrade it, and names those it does', async () => {
      expect(await change({ version: '16.3' })).toMatchObject({
        version: undefined,
        problems: [
          {
            path: 'database.version',
            message:
              'PostgreSQL version must be one to which AWS upgrades the database from 16.11: 16.12, 16.13, 17.2, 17.4, 17.5, 17.6, 17.7, 17.8, 17.9, 18.1, 18.2, 18.3.',
          },
        ],
      });
    });
  });
});
