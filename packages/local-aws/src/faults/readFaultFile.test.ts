import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFaultFile } from './readFaultFile';

describe('a fault file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'faults-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(text: string) {
    const file = join(folder, 'faults.yaml');
    await writeFile(file, text);
    return readFaultFile(file).catch(error =>
      error.message.replaceAll(file, 'faults.yaml').split('\n'),
    );
  }

  it('is read as the faults it lists', async () => {
    expect(
      await read(
        'faults:\n  - kind: throttle\n    percent: 30\n  - { kind: go-away, seconds: 2 }\n',
      ),
    ).toEqual([
      { kind: 'throttle', percent: 30 },
      { kind: 'go-away', seconds: 2 },
    ]);
  });

  it('is refused with the line of every error', async () => {
    expect(
      await read(
        'faults:\n  - kind: throttle\n    percent: 130\n  - kind: slow-call\n    second: 2\n',
      ),
    ).toEqual([
      'faults.yaml:3: faults[0].percent: must be at most 100',
      'faults.yaml:4: faults[1].seconds: is missing; it must be of type number',
      expect.stringMatching(
        /^faults\.yaml:5: faults\[1\]\.second: slow-call has no such field; it has kind, seconds, when, /,
      ),
      'The section Faults of the README of local AWS lists what each fault takes.',
    ]);
  });

  it('is refused with the position where it is not YAML', async () => {
    expect(await read('faults:\n  - kind: "throttle\n')).toEqual([
      expect.stringMatching(/^faults\.yaml:3: Missing closing/),
    ]);
    expect(await read('- kind: throttle\n')).toEqual([
      'faults.yaml:1: faults: must be a list, and all there is',
      expect.stringContaining('README'),
    ]);
  });

  it('is reported when it does not exist', async () => {
    await expect(readFaultFile(join(folder, 'absent.yaml'))).rejects.toThrow(
      /absent\.yaml cannot be read: ENOENT.* Give --faults the path of a YAML file\.$/,
    );
  });
});
