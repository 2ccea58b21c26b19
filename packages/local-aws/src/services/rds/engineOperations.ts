import type { EngineCatalog } from '../engines/EngineCatalog';
import { availabilityZones } from '../../world/availabilityZones';
import type { Operation } from '../../protocols/Service';
import { booleanOf, stringOf } from '../../world/values';
import {
  type OfferedVersion,
  offeredVersions,
} from '../engines/engineFamilies';
import { isLimitless } from '../engines/engineVersions';
import { recordPage } from '../recordAnswers';
import { requireString } from '../requireString';

const NAMES: Readonly<Record<string, string>> = {
  'aurora-mysql': 'Aurora MySQL',
  'aurora-postgresql': 'Aurora PostgreSQL',
  mysql: 'MySQL Community Edition',
  postgres: 'PostgreSQL',
};

const AURORA_CLASSES = [
  'db.serverless',
  'db.t4g.medium',
  'db.t4g.large',
  'db.r6g.large',
  'db.r7g.large',
  'db.r7g.xlarge',
  'db.r7g.2xlarge',
];

const RDS_CLASSES = [
  'db.t3.micro',
  'db.t3.small',
  'db.t4g.micro',
  'db.t4g.small',
  'db.t4g.medium',
  'db.m6g.large',
  'db.m7g.large',
  'db.r7g.large',
];

/** Operations that describe RDS's engines, independent of existing databases. */
export function engineOperations(
  engines: EngineCatalog,
): Record<string, Operation> {
  const offered = (region: string) =>
    offeredVersions(Object.keys(NAMES), engines.offered(region));

  return {
    DescribeDBEngineVersions(input, { region }) {
      const available = offered(region);
      const known = offeredVersions(Object.keys(NAMES), engines.all);
      const versions = booleanOf(input.IncludeAll) ? known : available;
      const engine = stringOf(input.Engine);
      const version = stringOf(input.EngineVersion);
      const family = stringOf(input.DBParameterGroupFamily);
      const records = versions
        .filter(
          each =>
            (!engine || each.engine === engine) &&
            (!family || each.family === family) &&
            (!version || `${each.version}.`.startsWith(`${version}.`)),
        )
        .filter(
          each => !booleanOf(input.DefaultOnly) || !isLimitless(each.version),
        )
        // One default per major version; here always the newest, which is rarely so on AWS.
        .filter(
          (each, index, all) =>
            !booleanOf(input.DefaultOnly) ||
            all[index + 1]?.family !== each.family,
        )
        .map(each => describeVersion(each, known, available));
      return recordPage('DBEngineVersions', records, input);
    },

    DescribeOrderableDBInstanceOptions(input, { region }) {
      const engine = requireString(input, 'Engine', 'InvalidParameterValue');
      const version = stringOf(input.EngineVersion);
      const instanceClass = stringOf(input.DBInstanceClass);
      const isAurora = engine.startsWith('aurora');
      const records = offered(region)
        .filter(
          each =>
            each.engine === engine &&
            (version ?? each.version) === each.version,
        )
        .flatMap(each =>
          (isAurora ? AURORA_CLASSES : RDS_CLASSES)
            .filter(name => (instanceClass ?? name) === name)
            .map(name => ({
              Engine: engine,
              EngineVersion: each.version,
              DBInstanceClass: name,
              AvailabilityZones: availabilityZones(region).map(zone => ({
                Name: zone,
              })),
              MultiAZCapable: !isAurora,
              StorageType: isAurora ? 'aurora' : 'gp3',
              SupportsStorageEncryption: true,
              Vpc: true,
            })),
        );
      return recordPage('OrderableDBInstanceOptions', records, input);
    },
  };
}

function describeVersion(
  described: OfferedVersion,
  known: readonly OfferedVersion[],
  available: readonly OfferedVersion[],
) {
  const { engine, version, family } = described;
  const isAvailable = (wanted: OfferedVersion) =>
    available.some(
      each => each.engine === wanted.engine && each.version === wanted.version,
    );
  const ofEngine = known.filter(each => each.engine === engine);
  const newer = ofEngine
    .slice(ofEngine.findIndex(each => each.version === version) + 1)
    .filter(
      each =>
        isAvailable(each) && isLimitless(each.version) === isLimitless(version),
    );
  return {
    Engine: engine,
    EngineVersion: version,
    MajorEngineVersion: family.slice(engine.length),
    DBParameterGroupFamily: family,
    DBEngineDescription: NAMES[engine],
    DBEngineVersionDescription: `${NAMES[engine]} ${version}`,
    Status: isAvailable(described) ? 'available' : 'deprecated',
    ValidUpgradeTarget: newer.map(target => ({
      Engine: engine,
      EngineVersion: target.version,
      AutoUpgrade: false,
      IsMajorVersionUpgrade: target.family !== family,
    })),
  };
}
