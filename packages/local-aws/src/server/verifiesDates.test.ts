import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { startLocalAws } from './startLocalAws';

describe.each([true, false])('a request an hour late', verifiesDates => {
  it(`is ${
    verifiesDates ? 'refused' : 'served'
  } when verifiesDates is ${verifiesDates}`, async () => {
    const aws = await startLocalAws({ verifiesDates });
    const sts = new STSClient({
      endpoint: aws.url,
      region: 'eu-west-2',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      systemClockOffset: -3_600_000,
      maxAttempts: 1,
    });
    const answer = sts.send(new GetCallerIdentityCommand({})).then(
      () => 'served',
      error => error.name,
    );
    expect(await answer).toBe(
      verifiesDates ? 'SignatureDoesNotMatch' : 'served',
    );
    await aws.stop();
  });
});
