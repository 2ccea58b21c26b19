import { initialSize } from './bundlePortal';

describe('the JavaScript that a portal loads at start', () => {
  it('is at most 20 KiB compressed', async () => {
    const size = await initialSize();
    expect(size).toBeGreaterThan(1024);
    expect(size).toBeLessThan(20 * 1024);
  });
});
