import {
  ENGINE_VERSIONS,
  type EngineVersions,
  isOffered,
} from './engineVersions';

/** Versions that are withdrawn although AWS offers them. */
export interface Withdrawals {
  isWithdrawn(region: string, engine: string, version: string): boolean;
  /** Called for each request of a withdrawn version. */
  refuseVersion(region: string, engine: string, version: string): void;
}

/** The database and cache versions on offer, by region. */
export class EngineCatalog {
  /** @param all - AWS's versions when missing */
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

  /** Whether a new database or cache may have this version; a major version stands for its newest minor version. */
  offers(region: string, engine: string, version: string): boolean {
    if (isOffered(this.offered(region), engine, version)) return true;
    const [refused] = (this.all[engine] ?? []).filter(each =>
      isOffered({ [engine]: [each] }, engine, version),
    );
    if (refused) this.withdrawals?.refuseVersion(region, engine, refused);
    return false;
  }
}
