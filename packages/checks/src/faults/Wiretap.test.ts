import { Agent, request } from 'node:http';
import { startLocalAws } from '@streamflix/local-aws';
import { Wiretap } from './Wiretap';

it('has heard what was said on a connection that is still open', async () => {
  const aws = await startLocalAws();
  const tap = await Wiretap.start(aws.url);
  const agent = new Agent({ keepAlive: true });
  try {
    await new Promise((resolve, reject) => {
      request(`${tap.url}/_local-aws/health?said=something`, { agent })
        .on('response', response => response.resume().on('end', resolve))
        .on('error', reject)
        .end();
    });
    expect(Object.keys(agent.freeSockets)).toHaveLength(1);
    expect(tap.text()).toContain('said=something');
    expect(tap.text()).toContain('"service":"local-aws"');
  } finally {
    agent.destroy();
    await tap.stop();
    await aws.stop();
  }
});
