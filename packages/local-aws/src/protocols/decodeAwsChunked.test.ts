import { decodeAwsChunked } from './decodeAwsChunked';

const decode = (body: string) => decodeAwsChunked(Buffer.from(body)).toString();

describe('a chunked body of an S3 client', () => {
  it('is joined', () => {
    expect(
      decode(
        '5;chunk-signature=ab\r\nhello\r\n6;chunk-signature=cd\r\n world\r\n0;chunk-signature=ef\r\nx-amz-checksum-crc32:AAAA\r\n\r\n',
      ),
    ).toBe('hello world');
  });

  it('may contain line breaks', () => {
    expect(decode('A\r\n12\r\n34\r\n56\r\n0\r\n\r\n')).toBe('12\r\n34\r\n56');
  });

  it('may be empty', () => {
    expect(decode('0\r\n\r\n')).toBe('');
  });

  it.each([
    ['cut short', '5\r\nhel'],
    ['without its end', '5\r\nhello\r\n'],
    ['not in pieces at all', 'hello'],
  ])('is refused when it is %s', (_case, body) => {
    expect(() => decode(body)).toThrow(
      expect.objectContaining({ code: 'IncompleteBody' }),
    );
  });
});
