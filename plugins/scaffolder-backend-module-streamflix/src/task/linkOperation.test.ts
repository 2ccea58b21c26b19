import { linkOperation } from './linkOperation';

const operation = {
  ref: { account: '000000000000', region: 'eu-west-2', suffix: 'demo' },
  id: 'deploy-0123',
};
const path = '/streamflix/000000000000/eu-west-2/demo/operations/deploy-0123';

describe('linkOperation', () => {
  it('returns the path, and logs the address', () => {
    const log = jest.fn();
    const appUrl = 'https://portal.example.com/';
    expect(linkOperation({ appUrl }, operation, log)).toBe(path);
    expect(log).toHaveBeenCalledWith({
      line: `Timeline, expected end, and cancelling: https://portal.example.com${path}`,
    });
  });

  it('logs nothing where the address of the app is not known', () => {
    const log = jest.fn();
    expect(linkOperation({}, operation, log)).toBe(path);
    expect(log).not.toHaveBeenCalled();
  });
});
