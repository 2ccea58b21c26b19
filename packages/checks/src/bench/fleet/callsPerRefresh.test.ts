import { callsPerRefresh } from './callsPerRefresh';

const call = (service: string, operation: string) => ({
  at: 0,
  service,
  operation,
  region: 'eu-west-2',
  accountId: '000000000000',
});

describe('callsPerRefresh', () => {
  it('divides calls by environments and refreshes, counts hourly ones with their share, and omits what is read once', () => {
    const services = Array.from({ length: 40 }, () =>
      call('ecs', 'DescribeServices'),
    );
    const stages = Array.from({ length: 10 }, () =>
      call('apigateway', 'GetStage'),
    );
    const counted = [
      ...services,
      ...stages.slice(0, 3),
      call('cloudformation', 'GetTemplate'),
    ];
    expect(
      callsPerRefresh(counted, [...services, ...stages], {
        environments: 10,
        refreshes: 2,
        refreshSeconds: 36,
      }),
    ).toEqual(
      new Map([
        ['ecs:DescribeServices', 2],
        ['apigateway:GetStage', 0.01],
        ['cloudformation:ListChangeSets', 0.01],
      ]),
    );
  });
});
