const react = ['react', 'react-dom', 'react-router', 'react-router-dom'];

/** The versions of each framework package in a lock file. */
export function frameworkVersions(lockFile: string): Record<string, string[]> {
  const versions: Record<string, string[]> = {};
  for (const [, name, version] of lockFile.matchAll(
    /^ +resolution: "(.+)@npm:(.+)"$/gm,
  ))
    if (name.startsWith('@backstage/') || react.includes(name))
      (versions[name] ??= []).push(version);
  return versions;
}

/** The framework packages of a lock file that are there in more than one version, with these. */
export const installedTwice = (lockFile: string): [string, string[]][] =>
  Object.entries(frameworkVersions(lockFile)).filter(
    ([, versions]) => versions.length > 1,
  );
