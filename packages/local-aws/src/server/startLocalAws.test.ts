import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { version } from '../../package.json';
import { AwsError } from '../protocols/Service';
import { startLocalAws } from './startLocalAws';
import { clientConfig, seed } from '../__testUtils__/seed';

describe('startLocalAws', () => {
  it('tells what it is to whoever asks for its health', async () => {
    const localAws = await startLocalAws({ speed: 30 });
    try {
      seed(localAws.world, 'AWS::SQS::Queue', 'q', {}, { stackId: 'one' });
      seed(localAws.world, 'AWS::SNS::Topic', 't', {}, { stackId: 'one' });
      const response = await fetch(`${localAws.url}/_local-aws/health`);
      expect(await response.json()).toEqual({
        service: 'local-aws',
        version,
        speed: 30,
        stacks: 1,
        resources: 2,
      });
      expect(response.headers.get('x-local-aws')).toBe('true');
    } finally {
      await localAws.stop();
    }
  });

  it('says which port is taken and what to do', async () => {
    const first = await startLocalAws();
    const port = Number(new URL(first.url).port);
    await expect(startLocalAws({ port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is already in use. End the program that uses it, or choose another with --port.`,
    );
    await first.stop();
    const second = await startLocalAws({ port });
    await second.stop();
  });

  it('listens on this machine only', async () => {
    await expect(startLocalAws({ host: '0.0.0.0' })).rejects.toThrow(
      '0.0.0.0 is no loopback address',
    );
  });

  it('refuses a speed at which time would stand still', async () => {
    await expect(startLocalAws({ speed: 0 })).rejects.toThrow(
      'Speed must be a number above 0',
    );
  });

  it('stops at once, though clients keep their connections open', async () => {
    const localAws = await startLocalAws();
    const sts = new STSClient(clientConfig(localAws.url));
    await sts.send(new GetCallerIdentityCommand({}));
    await localAws.stop();
    const late = new STSClient(clientConfig(localAws.url));
    await expect(late.send(new GetCallerIdentityCommand({}))).rejects.toThrow(
      'ECONNREFUSED',
    );
    await localAws.stop();
  });

  it('answers a call with the fault it is told to have', async () => {
    const localAws = await startLocalAws({
      faults: [
        {
          beforeCall(service, operation, { region }) {
            if (operation === 'GetCallerIdentity') {
              throw new AwsError(
                'Throttling',
                `Rate exceeded for ${service} in ${region}`,
              );
            }
          },
        },
      ],
    });
    try {
      const sts = new STSClient(clientConfig(localAws.url));
      await expect(
        sts.send(new GetCallerIdentityCommand({})),
      ).rejects.toMatchObject({
        name: 'Throttling',
        message: 'Rate exceeded for sts in eu-west-2',
      });
    } finally {
      await localAws.stop();
    }
  });
});
