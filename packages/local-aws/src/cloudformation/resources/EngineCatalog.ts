import {
  ENGINE_VERSIONS,
  type EngineVersions,
  isOffered,
} from './engineVersions';

/** Versions that are withdrawn though they would be on offer. */
export interface Withdrawals {
  isWithdrawn(region: string, engine: string, version: string): boolean;
  /** Told of each request for one. */
  refuseVersion(region: string, engine: string, version: string): void;
}

/** Versions of databases and caches on offer, by region. */
export class EngineCatalog {
  /** @param all those of AWS when missing */
  constructor(
    readonly all: EngineVersions = ENGINE_VERSIONS,
    private readonly withdrawals?: Withdrawals,
  ) {}

  offered(region: string): EngineVersions {
    return Object.fromEntries(
      Object.entries(this.all).map(([engine, versions]) => [
        engine,
        versions.filter(
          version => !this.withdrawals?.isWithdrawn(region, engine, version),
        ),
      ]),
    );
  }

  /** Whether a new database or cache may have this version; a major alone stands for its newest minor. */
  offers(region: string, engine: string, version: string): boolean {
    if (isOffered(this.offered(region), engine, version)) return true;
    const [refused] = (this.all[engine] ?? []).filter(each =>
      isOffered({ [engine]: [each] }, engine, version),
    );
    if (refused) this.withdrawals?.refuseVersion(region, engine, refused);
    return false;
  }
}
