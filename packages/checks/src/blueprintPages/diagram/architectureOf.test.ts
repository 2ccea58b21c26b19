import { designOf } from '../BlueprintDesign';
import { architectureOf } from './architectureOf';
import { internet } from './Architecture';

const of = (...design: Parameters<typeof designOf>) => {
  const { template, spec } = designOf(...design);
  return architectureOf(template, spec.region);
};

const arrows = (architecture: ReturnType<typeof of>) =>
  architecture.flows.map(({ from, to, label }) => `${from} > ${to} ${label}`);

describe('the architecture in a template', () => {
  it('has one way in from the internet: the API, through link and load balancer to the service', () => {
    const all = arrows(of('complete'));
    expect(all.filter(arrow => arrow.startsWith(internet))).toEqual([
      'Internet > RestApi HTTPS',
    ]);
    expect(all).toEqual(
      expect.arrayContaining([
        'RestApi > VpcLink HTTP',
        'VpcLink > LoadBalancer 80',
        'LoadBalancer > Service 8080',
      ]),
    );
    expect(arrows(of('content-delivery'))).toContain('HttpApi > VpcLink HTTP');
    expect(arrows(of('video-pipeline')).join()).not.toContain(internet);
  });

  it('connects tasks with the stores whose security groups let them in, on their ports', () => {
    expect(
      arrows(of('complete')).filter(arrow =>
        /(DatabaseCluster|Cache|FileSystem) /.test(arrow),
      ),
    ).toEqual([
      'Service > DatabaseCluster 5432',
      'Worker > DatabaseCluster 5432',
      'Service > Cache 6379',
      'Worker > Cache 6379',
      'Service > FileSystem 2049',
      'Worker > FileSystem 2049',
    ]);
  });

  it('connects tasks with what their roles allow, in a word', () => {
    const all = arrows(of('complete'));
    expect(all).toEqual(
      expect.arrayContaining([
        'Service > Stream put',
        'Worker > Stream read, put',
        'Worker > DeadLetterQueue send',
      ]),
    );
    expect(all.join()).not.toContain('Service > DeadLetterQueue');
  });

  it('sends each private subnet out through the NAT gateway of its route', () => {
    const through = (...design: Parameters<typeof designOf>) =>
      of(...design).zones.map(({ nat, outThrough }) => [nat, outThrough]);
    expect(through('media-processing')).toEqual([
      ['NatGateway1', 0],
      [undefined, 0],
    ]);
    expect(through('content-delivery')).toEqual([
      ['NatGateway1', 0],
      ['NatGateway2', 1],
      ['NatGateway3', 2],
    ]);
  });

  it('marks what the key of the environment encrypts, and nothing without one', () => {
    const marked = (architecture: ReturnType<typeof of>) =>
      architecture.parts.filter(({ ownKey }) => ownKey).map(({ id }) => id);
    expect(marked(of('broadcast'))).toEqual([
      expect.stringMatching(/Log/),
      'AlarmTopic',
      'DatabaseInstance',
      'Cache',
      'FileSystem',
    ]);
    expect(marked(of('media-processing'))).toEqual([]);
  });

  it('shows the sizes of what runs', () => {
    const { parts } = of('media-processing');
    expect(parts.find(({ id }) => id === 'DatabaseCluster')?.lines).toEqual([
      '0.5–16 ACU × 2, backups 7 days, TLS only',
    ]);
    expect(parts.find(({ id }) => id === 'Service')?.lines[0]).toBe(
      '2–20 tasks of 2 vCPU, 4 GiB; held at CPU 70 %',
    );
  });
});
