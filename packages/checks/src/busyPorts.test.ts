import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { busyPorts } from './busyPorts';

describe('busyPorts', () => {
  it('names a port on which something listens, and none on which nothing does', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const taken = {
      number: (server.address() as AddressInfo).port,
      use: 'the backend',
    };
    try {
      expect(await busyPorts([taken])).toEqual([taken]);
    } finally {
      server.close();
      await once(server, 'close');
    }
    expect(await busyPorts([taken])).toEqual([]);
  });
});
