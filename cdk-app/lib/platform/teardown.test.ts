import { templateOf } from '../__testUtils__/environment';
import {
  cellsOf,
  resourcesOf,
  type Cell,
} from '../__testUtils__/platformTable';

/** CloudFormation takes a final snapshot of these by default. */
const snapshotsByDefault = ['DatabaseCluster', 'DatabaseInstance'];

/** No retained resource, no snapshot, no protection, nothing that would block deletion. */
const tornDown: Cell[1] = ({ body }) => {
  for (const [id, resource] of Object.entries(body.Resources)) {
    const policy = snapshotsByDefault.includes(id) ? 'Delete' : undefined;
    expect({
      id,
      delete: resource.DeletionPolicy,
      replace: resource.UpdateReplacePolicy,
    }).toEqual({ id, delete: policy, replace: policy });
    const {
      DeletionProtection = false,
      DeletionProtectionEnabled = false,
      DeleteAutomatedBackups = true,
      EmptyOnDelete = true,
      ...properties
    } = resource.Properties ?? {};
    expect({ id, DeletionProtection, DeletionProtectionEnabled }).toEqual({
      id,
      DeletionProtection: false,
      DeletionProtectionEnabled: false,
    });
    expect({ id, DeleteAutomatedBackups, EmptyOnDelete }).toEqual({
      id,
      DeleteAutomatedBackups: true,
      EmptyOnDelete: true,
    });
    expect(Object.keys(properties)).not.toContain('FinalSnapshotIdentifier');
    expect(Object.keys(properties)).not.toContain('FinalSnapshotName');
    expect(JSON.stringify(properties)).not.toContain('deletion_protection');
  }
  // A registry with images and a key in use can be deleted too, the key after AWS's shortest period.
  for (const [, repository] of resourcesOf(body, 'AWS::ECR::Repository')) {
    expect(repository.EmptyOnDelete).toBe(true);
  }
  for (const [, key] of resourcesOf(body, 'AWS::KMS::Key')) {
    expect(key.PendingWindowInDays).toBe(7);
  }
};

const cells = cellsOf('teardown', {
  teardown: {
    'media-processing': ['no final snapshot, nothing retained', tornDown],
    'content-delivery': ['no deletion protection, nothing retained', tornDown],
    'video-pipeline': ['no deletion protection, nothing retained', tornDown],
    broadcast: [
      'the whole stack deletes without manual clean-up, nothing retained',
      tornDown,
    ],
    complete: [
      'the same; the database is protected when asked',
      environment => {
        tornDown(environment);
        const deletionProtection = true;
        templateOf('complete', { deletionProtection }).hasResourceProperties(
          'AWS::RDS::DBCluster',
          { DeletionProtection: true },
        );
        templateOf('complete', {
          deletionProtection,
          database: { kind: 'rds' },
        }).hasResourceProperties('AWS::RDS::DBInstance', {
          DeletionProtection: true,
        });
      },
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());

it('has its protection in an output where no database has it, so that switching it is a change', () => {
  const switched = (deletionProtection: boolean) =>
    templateOf('complete', {
      deletionProtection,
      database: { kind: 'none' },
    }).findOutputs('DeletionProtection');
  expect(switched(true)).toEqual({ DeletionProtection: { Value: 'on' } });
  expect(switched(false)).toEqual({});
});
