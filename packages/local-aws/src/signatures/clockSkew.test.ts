import { clockSkew } from './clockSkew';

const now = new Date('2026-11-30T12:00:00Z');
const at = (date: string) => ({ headers: { 'x-amz-date': date } });

describe('the date of a request', () => {
  it.each(['20261130T115500Z', '20261130T120000Z', '20261130T120500Z'])(
    'may be %s at noon',
    date => {
      expect(clockSkew(at(date), 'aws-query', now)).toBeUndefined();
    },
  );

  it('may be missing', () => {
    expect(clockSkew({ headers: {} }, 'aws-query', now)).toBeUndefined();
  });

  it('may not be more than 5 minutes early or late', () => {
    expect(clockSkew(at('20261130T115459Z'), 'aws-query', now)).toMatchObject({
      code: 'SignatureDoesNotMatch',
      status: 403,
      message:
        'Signature expired: 20261130T115459Z is now earlier than 20261130T115500Z (20261130T120000Z - 5 min.)',
    });
    expect(clockSkew(at('20261130T130000Z'), 'aws-json', now)).toMatchObject({
      code: 'InvalidSignatureException',
      message:
        'Signature not yet current: 20261130T130000Z is still later than 20261130T120500Z (20261130T120000Z + 5 min.)',
    });
  });

  it('may be 15 minutes early or late for S3', () => {
    expect(clockSkew(at('20261130T114500Z'), 'rest-xml', now)).toBeUndefined();
  });

  it('has S3’s and EC2’s own errors', () => {
    expect(clockSkew(at('20261129T120000Z'), 'rest-xml', now)?.code).toBe(
      'RequestTimeTooSkewed',
    );
    expect(clockSkew(at('20261129T120000Z'), 'ec2-query', now)?.code).toBe(
      'RequestExpired',
    );
  });
});
