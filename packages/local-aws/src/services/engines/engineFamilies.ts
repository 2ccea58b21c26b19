import { ENGINE_VERSIONS, type EngineVersions } from './engineVersions';

/** A version on offer and the family its parameter groups belong to. */
export interface OfferedVersion {
  readonly engine: string;
  readonly version: string;
  /** For example `aurora-postgresql16`, `redis7`. */
  readonly family: string;
}

/** Versions on offer of the given engines, oldest first. */
export function offeredVersions(
  engines: readonly string[],
  offered: EngineVersions = ENGINE_VERSIONS,
): OfferedVersion[] {
  return engines.flatMap(engine =>
    (offered[engine] ?? []).map(version => ({
      engine,
      version,
      family: engineFamily(engine, version),
    })),
  );
}

/** The newest version on offer with this prefix. */
export function newestVersion(
  engine: string,
  beginning: string | undefined,
  offered: EngineVersions = ENGINE_VERSIONS,
): string | undefined {
  return offered[engine]
    ?.filter(version => !beginning || `${version}.`.startsWith(`${beginning}.`))
    .at(-1);
}

/** The family of the parameter groups of a version. */
export function engineFamily(engine: string, version: string): string {
  return `${engine}${lineOf(engine, version)}`;
}

/** MySQL's major version has two numbers; Redis before 7 used `6.x`. */
function lineOf(engine: string, version: string): string {
  const [major, minor] = version.split('.');
  if (engine === 'redis' && Number(major) < 6) return `${major}.${minor}`;
  if (engine.includes('mysql')) return `${major}.${minor}`;
  return engine === 'redis' && Number(major) === 6 ? '6.x' : major;
}
