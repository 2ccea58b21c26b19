import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { version } from '../../package.json';
import { AwsError } from '../protocols/Service';
import { startLocalAws } from './startLocalAws';
import { clientConfig, seed } from '../__testUtils__/seed';

describe('startLocalAws', () => {
  it('identifies itself at the health address', async () => {
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

  it('reports a port in use, and how to choose another', async () => {
    const first = await startLocalAws();
    const port = Number(new URL(first.url).port);
    await expect(startLocalAws({ port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is already in use. End the program that uses it, or choose another with --port.`,
    );
    await first.stop();
    const second = await startLocalAws({ port });
    await second.stop();
  });

  it('refuses an address that is not a loopback address', async () => {
    await expect(startLocalAws({ host: '0.0.0.0' })).rejects.toThrow(
      'a loopback address only, which 0.0.0.0 is not',
    );
  });

  it('refuses a speed of 0', async () => {
    await expect(startLocalAws({ speed: 0 })).rejects.toThrow(
      'Speed must be a number above 0',
    );
  });

  it('stops at once, and can be stopped twice', async () => {
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

  it('applies the faults it was started with', async () => {
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
