import { decodeForm } from './decodeForm';

const decode = (form: string) => decodeForm(new URLSearchParams(form));

describe('a form of AWS Query', () => {
  it('holds structures in dotted names', () => {
    expect(decode('A.B.C=1&A.D=2&E=3')).toEqual({
      A: { B: { C: '1' }, D: '2' },
      E: '3',
    });
  });

  it('holds lists under `member`, in the order of their numbers', () => {
    expect(decode('L.member.10=j&L.member.2=b&L.member.1=a')).toEqual({
      L: ['a', 'b', 'j'],
    });
  });

  it('holds lists under words of the service, and lists within', () => {
    expect(
      decode(
        'Filters.Filter.1.Name=engine&Filters.Filter.1.Values.Value.1=a&Filters.Filter.1.Values.Value.2=b',
      ),
    ).toEqual({ Filters: [{ Name: 'engine', Values: ['a', 'b'] }] });
  });

  it('holds lists that are flattened', () => {
    expect(decode('VpcId.1=a&VpcId.2=b')).toEqual({ VpcId: ['a', 'b'] });
  });

  it('keeps a structure with a single list in it apart from a list', () => {
    expect(decode('Rules.Items.member.1=a')).toEqual({
      Rules: { Items: ['a'] },
    });
  });

  it('holds maps as lists of entries', () => {
    expect(decode('Tags.entry.1.key=Name&Tags.entry.1.value=flix')).toEqual({
      Tags: [{ key: 'Name', value: 'flix' }],
    });
  });

  it('is not confused by names that mean something to JavaScript', () => {
    const decoded = decode('__proto__.polluted=1&constructor.x=2');
    expect(Object.keys(decoded)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('polluted');
  });

  it('lets the last of two values count, and drops nothing else', () => {
    expect(decode('A=1&A.B=2&C=3')).toEqual({ A: { B: '2' }, C: '3' });
  });
});
