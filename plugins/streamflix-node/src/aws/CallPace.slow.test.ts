import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { account, startAccess } from '../__testUtils__/startAccess';

jest.setTimeout(120_000);

describe('calls at the same time to AWS', () => {
  // AWS accepts ten at once, then five a second: the retries of the SDK alone lose a part of these.
  it('succeed when they are far more than AWS accepts', async () => {
    const { aws, access } = await startAccess({ rates: {} });
    try {
      const { cloudFormation } = await access.clients({
        account,
        region: 'eu-west-2',
      });
      const results = await Promise.allSettled(
        Array.from({ length: 150 }, () =>
          cloudFormation.send(new DescribeStacksCommand({})),
        ),
      );
      const failed = results.flatMap(result =>
        result.status === 'rejected' ? [String(result.reason)] : [],
      );
      expect(failed).toEqual([]);
    } finally {
      await aws.stop();
    }
  });
});
