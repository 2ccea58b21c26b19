import { Agent, request } from 'node:http';
import { startLocalAws } from '@streamflix/local-aws';
import { RecordingProxy } from './RecordingProxy';

it('has processed what was sent on a connection that is still open', async () => {
  const aws = await startLocalAws();
  const proxy = await RecordingProxy.start(aws.url);
  const agent = new Agent({ keepAlive: true });
  try {
    await new Promise((resolve, reject) => {
      request(`${proxy.url}/_local-aws/health?said=something`, { agent })
        .on('response', response => response.resume().on('end', resolve))
        .on('error', reject)
        .end();
    });
    expect(Object.keys(agent.freeSockets)).toHaveLength(1);
    expect(proxy.text()).toContain('said=something');
    expect(proxy.text()).toContain('"service":"local-aws"');
  } finally {
    agent.destroy();
    await proxy.stop();
    await aws.stop();
  }
});
