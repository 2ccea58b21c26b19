import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const packageDirectory = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const legalFile = /^(licen[cs]e|notice|copying)/i;

/** Directories of the installed packages whose code a build wrote, relative to its working directory. */
const bundledPackages = ({ outputs }) => [
  ...new Set(
    Object.values(outputs)
      .flatMap(({ inputs }) => Object.entries(inputs))
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .flatMap(([file]) => packageDirectory.exec(file) ?? []),
  ),
];

async function noticeOf(directory) {
  const { name, version, license } = JSON.parse(
    await readFile(join(directory, 'package.json'), 'utf8'),
  );
  const files = (await readdir(directory))
    .filter(file => legalFile.test(file))
    .sort();
  if (files.length === 0 || !license) {
    throw new Error(`${name} has no licence that could be shipped with it.`);
  }
  const texts = await Promise.all(
    files.map(file => readFile(join(directory, file), 'utf8')),
  );
  return [`${name} ${version} (${license})`, ...texts.map(text => text.trim())];
}

/**
 * Licences and notices of everything a bundle contains.
 *
 * @param metafile - of esbuild
 * @param directory - the working directory of the build
 */
export async function thirdPartyNotices(metafile, directory) {
  const notices = await Promise.all(
    bundledPackages(metafile).map(path => noticeOf(join(directory, path))),
  );
  return [
    'This package contains code of the following packages.',
    ...notices.sort(([a], [b]) => (a < b ? -1 : 1)).flat(),
  ].join(`\n\n${'-'.repeat(79)}\n\n`);
}
