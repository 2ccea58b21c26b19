import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalAws } from '@streamflix/local-aws';
import { account, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { apiLogRole } from './apiLogRole';

/** The AWS CLI as far as the command needs it: IAM is global, and a new role cannot be assumed at the first attempt. */
const cli = `#!/bin/sh
cd "$(dirname "$0")"
echo "$*" >> calls
case "$2" in
  get-role) test -f role ;;
  create-role) if test -f role; then echo EntityAlreadyExists >&2; exit 254; fi; touch role ;;
  update-account) if test -f assumable; then exit 0; fi; touch assumable; exit 254 ;;
esac
`;

describe('the command that lets API Gateway write logs', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  let directory: string;
  beforeEach(async () => {
    ({ aws, access } = await startAccess({ account: 'fresh' }));
    directory = mkdtempSync(join(tmpdir(), 'aws-cli-'));
    writeFileSync(join(directory, 'aws'), cli, { mode: 0o755 });
    writeFileSync(join(directory, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
  });
  afterEach(async () => {
    rmSync(directory, { recursive: true });
    await aws.stop();
  });

  async function correct(region: string): Promise<string[]> {
    const target = { account, region };
    const clients = await access.clients(target);
    const [{ fix = '' }] = await apiLogRole.run({
      access,
      clients,
      target,
      environments: 1,
    });
    writeFileSync(join(directory, 'calls'), '');
    execFileSync('sh', ['-c', fix], {
      env: { ...process.env, PATH: `${directory}:${process.env.PATH}` },
    });
    return readFileSync(join(directory, 'calls'), 'utf8')
      .trim()
      .split('\n')
      .map(line => line.split(' ')[1]);
  }

  it('creates the role and waits until it can be assumed, and in a second region uses the same role', async () => {
    expect(await correct('eu-west-2')).toEqual([
      'get-role',
      'create-role',
      'attach-role-policy',
      'update-account',
      'update-account',
    ]);
    expect(await correct('eu-central-1')).toEqual([
      'get-role',
      'attach-role-policy',
      'update-account',
    ]);
  });
});
