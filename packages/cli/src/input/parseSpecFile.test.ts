import { decodeUtf8, parseSpecFile } from './parseSpecFile';

describe('parseSpecFile', () => {
  it.each([
    ['database:\n  version: 16\n', { database: { version: '16' } }],
    ['database: { version: 15.10 }\n', { database: { version: '15.10' } }],
    ['account: 012345678901\n', { account: '012345678901' }],
    ['tags:\n  Season: 07\n', { tags: { Season: '07' } }],
    ['{"service": {"minTasks": 3}}', { service: { minTasks: 3 } }],
    ['deletionProtection: true', { deletionProtection: true }],
  ])('reads %j as written', (text, expected) => {
    expect(parseSpecFile(text)).toEqual(expected);
  });

  it('throws for what is not YAML', () => {
    expect(() => parseSpecFile('a: [')).toThrow('Flow sequence');
  });
});

describe('decodeUtf8', () => {
  it.each([
    ['little endian with a mark', [0xff, 0xfe, 0x61, 0]],
    ['big endian with a mark', [0xfe, 0xff, 0, 0x61]],
    ['little endian without a mark', [0x61, 0, 0x62, 0]],
    ['big endian without a mark', [0, 0x61, 0, 0x62]],
  ])('names UTF-16, %s', (_, bytes) => {
    expect(() => decodeUtf8('spec.yaml', Uint8Array.from(bytes))).toThrow(
      'spec.yaml is encoded in UTF-16. Save it as UTF-8.',
    );
  });

  it('refuses other encodings', () => {
    const latin1 = Uint8Array.from([0x56, 0x69, 0x64, 0xe9, 0x6f]);
    expect(() => decodeUtf8('spec.yaml', latin1)).toThrow(
      'not encoded in UTF-8',
    );
  });

  it('drops the mark of UTF-8', () => {
    const marked = Buffer.from('\ufeffsuffix: démo');
    expect(decodeUtf8('spec.yaml', marked)).toBe('suffix: démo');
  });
});
