import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { handlerCalls } from './handlerCalls';
import handlerPermissions from './handlerPermissions.json';

describe('handlerCalls', () => {
  const calls = handlerCalls(handlerPermissions);

  it('keeps an action that only a property needs, with the property', () => {
    expect(calls['AWS::ECR::Repository'].create).toContain(
      'ecr:PutLifecyclePolicy',
    );
    expect(calls['AWS::ECR::Repository'].when).toMatchObject({
      'ecr:PutLifecyclePolicy': ['LifecyclePolicy'],
    });
  });

  it('leaves out what no template of the platform can need', () => {
    expect(calls['AWS::RDS::DBCluster'].delete).not.toContain(
      'rds:CreateDBClusterSnapshot',
    );
  });

  it('adds what only the guides of AWS mention, to the phase that calls it', () => {
    expect(calls['AWS::EFS::MountTarget'].create).toContain(
      'ec2:CreateNetworkInterface',
    );
    expect(calls['AWS::EFS::MountTarget'].delete).toContain(
      'ec2:DeleteNetworkInterface',
    );
  });

  it('is what local AWS authorizes', () => {
    const directory = dirname(
      require.resolve('@streamflix/local-aws/package.json'),
    );
    expect(
      JSON.parse(
        readFileSync(join(directory, 'src/iam/handlerCalls.json'), 'utf8'),
      ),
    ).toEqual(calls);
  });
});
