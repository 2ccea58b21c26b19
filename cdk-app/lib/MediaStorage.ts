import {
  resourceName,
  stackOutputs,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  CfnAccessPoint,
  CfnFileSystem,
  CfnMountTarget,
} from 'aws-cdk-lib/aws-efs';
import { AnyPrincipal, Effect, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import { Construct, DependencyGroup } from 'constructs';
import { permission } from './permission';
import type { TaskAccess } from './TaskAccess';

export interface MediaStorageProps {
  readonly suffix: string;
  readonly storage: EnvironmentSpec['storage'];
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /** Customer-managed key; without one, the key AWS manages for EFS. */
  readonly keyArn?: string;
}

const path = '/media';

/** EFS file system that every task mounts at `/media`. */
export class MediaStorage extends Construct {
  /** For tasks that store their media there. */
  readonly access: TaskAccess;

  constructor(scope: Construct, id: string, props: MediaStorageProps) {
    super(scope, id);
    const days = props.storage.infrequentAccessDays;

    const fileSystem = new CfnFileSystem(this, 'FileSystem', {
      encrypted: true,
      kmsKeyId: props.keyArn,
      performanceMode: 'generalPurpose',
      throughputMode: 'bursting',
      lifecyclePolicies: [
        { transitionToIa: `AFTER_${days}_${days === 1 ? 'DAY' : 'DAYS'}` },
      ],
      fileSystemTags: [
        { key: 'Name', value: resourceName('file-system', props.suffix) },
      ],
      // With a file system policy, mounting needs IAM permission; this statement denies it without TLS.
      fileSystemPolicy: new PolicyDocument({
        statements: [
          permission({
            why: 'The file system cannot be mounted without TLS. Because it has a policy, only identities that IAM allows can mount it.',
            effect: Effect.DENY,
            principals: [new AnyPrincipal()],
            actions: ['*'],
            conditions: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ],
      }),
    });
    const accessPoint = new CfnAccessPoint(this, 'MediaAccessPoint', {
      fileSystemId: fileSystem.ref,
      posixUser: { uid: '1000', gid: '1000' },
      rootDirectory: {
        path,
        creationInfo: {
          ownerUid: '1000',
          ownerGid: '1000',
          permissions: '755',
        },
      },
      accessPointTags: [
        { key: 'Name', value: resourceName('media', props.suffix) },
      ],
    });
    // A task resolves the file system's name to the mount target of its zone, so every one must exist.
    const mountTargets = new DependencyGroup(
      ...props.subnetIds.map(
        (subnetId, zone) =>
          new CfnMountTarget(this, `MountTarget${zone + 1}`, {
            fileSystemId: fileSystem.ref,
            subnetId,
            securityGroups: [props.securityGroupId],
          }),
      ),
    );

    this.access = {
      environment: { MEDIA_PATH: path },
      statements: [
        permission({
          why: 'Tasks mount the file system and write media to it, through its one access point.',
          actions: [
            'elasticfilesystem:ClientMount',
            'elasticfilesystem:ClientWrite',
          ],
          resources: [fileSystem.attrArn],
          conditions: {
            StringEquals: {
              'elasticfilesystem:AccessPointArn': accessPoint.attrArn,
            },
          },
        }),
      ],
      mount: {
        path,
        volume: {
          name: 'media',
          efsVolumeConfiguration: {
            filesystemId: fileSystem.ref,
            transitEncryption: 'ENABLED',
            authorizationConfig: {
              accessPointId: accessPoint.ref,
              iam: 'ENABLED',
            },
          },
        },
      },
      before: [mountTargets],
    };

    const { region, urlSuffix } = Stack.of(this);
    new CfnOutput(this, stackOutputs.fileSystemId, { value: fileSystem.ref });
    new CfnOutput(this, stackOutputs.fileSystemDnsName, {
      value: `${fileSystem.ref}.efs.${region}.${urlSuffix}`,
    });
  }
}
