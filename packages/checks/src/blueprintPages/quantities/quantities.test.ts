import { designOf } from '../BlueprintDesign';
import { quantities } from './quantities';

const of = (...design: Parameters<typeof designOf>) =>
  Object.fromEntries(
    quantities(designOf(...design)).map(({ what, quantity }) => [
      what,
      quantity,
    ]),
  );

describe('the monthly quantities', () => {
  it('count NAT gateways and their addresses by the hour', () => {
    expect(of('media-processing')['NAT gateway hours']).toBe('730');
    expect(of('content-delivery')).toMatchObject({
      'NAT gateway hours': '2,190',
      'Public IPv4 address hours': '2,190',
    });
  });

  it('go from the fewest tasks to the most', () => {
    expect(of('media-processing')).toMatchObject({
      'Fargate vCPU-hours of the service': '2,920–29,200',
      'Fargate GB-hours of the service': '5,840–58,400',
    });
  });

  it('count Aurora by the capacity of all instances, RDS by primary and standby', () => {
    expect(of('media-processing')['Aurora ACU-hours']).toBe('730–23,360');
    expect(of('content-delivery')).toMatchObject({
      'RDS instance hours, db.t3.micro': '1,460',
      'RDS storage, gp3, GB-month': '40',
    });
    expect(
      of('content-delivery', { database: { multiAz: false } }),
    ).toMatchObject({ 'RDS instance hours, db.t3.micro': '730' });
  });

  it('count cache nodes by the hour, and a serverless cache up to its limits', () => {
    expect(of('broadcast')['Cache node hours, cache.r7g.large']).toBe('1,460');
    expect(of('content-delivery')).toMatchObject({
      'Cache storage, GB-hours': 'at most 7,300',
      'Cache ECPU, million': 'at most 13,140',
    });
  });

  it('count shards, and the longer retention', () => {
    expect(of('media-processing')['Kinesis shard-hours']).toBe('2,920');
    expect(
      of('media-processing', { stream: { retentionHours: 48 } }),
    ).toMatchObject({ 'Kinesis extended retention, shard-hours': '2,920' });
    expect(
      Object.keys(of('media-processing', { stream: { retentionHours: 169 } })),
    ).toContain('Kinesis long-term retention, GB-month');
    expect(
      of('media-processing', { stream: { mode: 'on-demand' } }),
    ).toMatchObject({ 'Kinesis stream hours': '730' });
  });

  it('count every metric under alarm, the key and the secret RDS makes', () => {
    expect(of('complete')).toMatchObject({
      'Metrics under alarm': '12',
      'KMS keys': '1',
      Secrets: '1',
    });
    expect(of('broadcast')).not.toHaveProperty('Secrets');
  });

  it('leave out what a blueprint does not have', () => {
    const names = Object.keys(of('video-pipeline')).join();
    expect(names).not.toMatch(/Load balancer|VPC link|Cache|EFS|ECR|KMS|API/);
  });
});
