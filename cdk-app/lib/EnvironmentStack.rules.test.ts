import {
  blueprintIds,
  specFromMetadata,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { bodyOf, specOf, type Resource } from './__testUtils__/environment';
import { dependenciesOf } from './__testUtils__/dependencies';
import { synthesizeEnvironment } from '../synth/synthesizeEnvironment';

const resourcesOf = (
  body: ReturnType<typeof bodyOf>,
  type: string,
): [string, Resource][] =>
  Object.entries(body.Resources).filter(([, { Type }]) => Type === type);

describe.each(blueprintIds)('the template of %s', blueprint => {
  const spec = specOf(blueprint);
  const { template, resources } = synthesizeEnvironment(spec);
  const body = bodyOf(blueprint);
  const all = Object.entries(body.Resources);

  it('gives the same bytes for the same specification', () => {
    expect(synthesizeEnvironment(structuredClone(spec)).template).toBe(
      template,
    );
  });

  it('contains the documented number of resources', () => {
    expect(resources).toBe(all.length);
  });

  it('is pure ASCII, which GetTemplate gives back as it was', () => {
    expect(template).toMatch(/^[\x20-\x7e\n]+$/);
  });

  it('carries the specification it was made from', () => {
    expect(specFromMetadata(body.Metadata)).toEqual(spec);
  });

  it('needs nothing else: no Lambda, no custom resource, no asset, no parameter, no bootstrap', () => {
    expect(Object.keys(body).sort()).toEqual([
      'Description',
      'Metadata',
      'Outputs',
      'Resources',
    ]);
    expect(
      all
        .map(([, { Type }]) => Type)
        .filter(type => /^AWS::(Lambda|CDK)::|^Custom::/.test(type)),
    ).toEqual([]);
    expect(template).not.toContain('cdk-hnb659fds');
  });

  it('opens nothing to the internet', () => {
    for (const [id, { Properties }] of resourcesOf(
      body,
      'AWS::EC2::SecurityGroup',
    )) {
      const ingress = Properties?.SecurityGroupIngress ?? [];
      expect({ id, ingress: JSON.stringify(ingress) }).toEqual({
        id,
        ingress: expect.not.stringMatching(/Cidr|0\.0\.0\.0|::\/0/),
      });
    }
    expect(resourcesOf(body, 'AWS::EC2::SecurityGroupIngress')).toEqual([]);
    for (const [, { Properties }] of resourcesOf(body, 'AWS::ECS::Service')) {
      expect(Properties?.NetworkConfiguration).toEqual({
        AwsvpcConfiguration: {
          AssignPublicIp: 'DISABLED',
          SecurityGroups: [expect.anything()],
          Subnets: Array.from({ length: spec.network.zones }, (_, zone) => ({
            Ref: `PrivateSubnet${zone + 1}`,
          })),
        },
      });
    }
  });

  it('contains no secret, only names and references', () => {
    for (const [, { Properties }] of all) {
      for (const name of ['MasterUserPassword', 'AuthToken', 'SecretString']) {
        expect(String(Properties?.[name] ?? '{{resolve:')).toMatch(
          /^\{\{resolve:/,
        );
      }
    }
  });

  it('encrypts every store at rest', () => {
    const encrypted: Record<string, object> = {
      'AWS::RDS::DBCluster': { StorageEncrypted: true },
      'AWS::ElastiCache::ReplicationGroup': {
        AtRestEncryptionEnabled: true,
        TransitEncryptionEnabled: true,
      },
      'AWS::EFS::FileSystem': { Encrypted: true },
      'AWS::Kinesis::Stream': { StreamEncryption: { EncryptionType: 'KMS' } },
    };
    for (const [id, { Type, Properties }] of all) {
      expect({ id, ...Properties }).toMatchObject({ id, ...encrypted[Type] });
    }
  });

  it('leaves nothing behind when it is deleted', () => {
    for (const [id, { Type, DeletionPolicy }] of all) {
      const snapshots =
        Type === 'AWS::RDS::DBCluster' || id === 'DatabaseInstance';
      expect({ id, DeletionPolicy }).toEqual({
        id,
        DeletionPolicy: snapshots ? 'Delete' : undefined,
      });
    }
  });

  it('allows no action on every resource but those AWS cannot narrow', () => {
    for (const [id, { Type, Properties }] of all) {
      if (!Type.startsWith('AWS::IAM::')) continue;
      expect({ id, policies: JSON.stringify(Properties) }).toEqual({
        id,
        policies: expect.not.stringMatching(
          /"Resource":"\*"|"Action":"\*"|:\*"\]?,"Effect/,
        ),
      });
    }
  });

  it('starts tasks only after their route out, log, permissions, secrets, cluster and mounts', () => {
    for (const [id] of resourcesOf(body, 'AWS::ECS::Service')) {
      const before = dependenciesOf(body, id);
      const required = all
        .filter(
          ([other, { Type }]) =>
            /^PrivateDefaultRoute|^PrivateSubnet\dRoutes|^MountTarget/.test(
              other,
            ) ||
            Type === 'AWS::EC2::NatGateway' ||
            [
              'Cluster',
              'ExecutionRole',
              'SecretAccess',
              `${id}Logs`,
              `${id}TaskRole`,
            ].includes(other),
        )
        .map(([other]) => other);
      expect(required.length).toBeGreaterThan(6);
      expect(required.filter(other => !before.has(other))).toEqual([]);
    }
  });
});

it('has short ids that read well', () => {
  expect(Object.keys(bodyOf('complete').Resources)).toEqual(
    expect.arrayContaining([
      'DatabaseCluster',
      'DatabaseWriter',
      'Service',
      'Stream',
      'Vpc',
    ]),
  );
});

it('shares no physical name between two suffixes, nor an IAM name between two regions', () => {
  const namesOf = (suffix: string, region = 'eu-west-2') =>
    Object.values(bodyOf('complete', { suffix, region }).Resources).flatMap(
      ({ Type, Properties = {} }) =>
        Object.entries(Properties)
          .filter(([key]) => /(Name|Identifier|Id)$/.test(key))
          .filter(([, value]) => typeof value === 'string')
          .map(([key, value]) => `${Type} ${key} ${value}`)
          .filter(name => name.includes(suffix)),
    );
  const names = namesOf('demo');
  expect(names.length).toBeGreaterThan(40);
  // A suffix that looks like the start of a resource type, and one that looks like the end.
  for (const other of ['demo-1', 'role-demo', 'cpu-demo', 'subnets-demo']) {
    expect(namesOf(other).filter(name => names.includes(name))).toEqual([]);
  }
  expect(
    namesOf('demo', 'ca-central-1')
      .filter(name => name.startsWith('AWS::IAM::'))
      .filter(name => names.includes(name)),
  ).toEqual([]);
});

it('runs its services without waiting for database instances or cache', () => {
  const body = bodyOf('complete');
  for (const service of ['Service', 'Worker']) {
    expect(dependenciesOf(body, service)).not.toContain('DatabaseWriter');
    expect(dependenciesOf(body, service)).not.toContain('Cache');
  }
});
