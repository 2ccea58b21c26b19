import { decodeForm } from './decodeForm';

const decode = (form: string) => decodeForm(new URLSearchParams(form));

describe('a form of AWS Query', () => {
  it('encodes structures in dotted names', () => {
    expect(decode('A.B.C=1&A.D=2&E=3')).toEqual({
      A: { B: { C: '1' }, D: '2' },
      E: '3',
    });
  });

  it('encodes lists as `member` with numbers', () => {
    expect(decode('L.member.10=j&L.member.2=b&L.member.1=a')).toEqual({
      L: ['a', 'b', 'j'],
    });
  });

  it('encodes lists under names of the service', () => {
    expect(
      decode(
        'Filters.Filter.1.Name=engine&Filters.Filter.1.Values.Value.1=a&Filters.Filter.1.Values.Value.2=b',
      ),
    ).toEqual({ Filters: [{ Name: 'engine', Values: ['a', 'b'] }] });
  });

  it('encodes flattened lists', () => {
    expect(decode('VpcId.1=a&VpcId.2=b')).toEqual({ VpcId: ['a', 'b'] });
  });

  it('distinguishes a structure with a single list from a list', () => {
    expect(decode('Rules.Items.member.1=a')).toEqual({
      Rules: { Items: ['a'] },
    });
  });

  it('encodes maps as lists of entries', () => {
    expect(decode('Tags.entry.1.key=Name&Tags.entry.1.value=flix')).toEqual({
      Tags: [{ key: 'Name', value: 'flix' }],
    });
  });

  it('is safe against names such as `__proto__`', () => {
    const decoded = decode('__proto__.polluted=1&constructor.x=2');
    expect(Object.keys(decoded)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('polluted');
  });

  it('uses the last of two values', () => {
    expect(decode('A=1&A.B=2&C=3')).toEqual({ A: { B: '2' }, C: '3' });
  });
});
