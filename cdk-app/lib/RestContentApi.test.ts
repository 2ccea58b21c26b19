import { bodyOf, templateOf } from './__testUtils__/environment';
import type { Overrides } from './__testUtils__/environment';

const deploymentOf = (overrides?: Overrides) =>
  Object.entries(bodyOf('complete', overrides).Resources)
    .filter(([, { Type }]) => Type === 'AWS::ApiGateway::Deployment')
    .map(([id]) => id);

describe('a REST API', () => {
  it('is deployed again when its route or method changes, and not when anything else does', () => {
    const [first] = deploymentOf();
    expect(deploymentOf({ database: { maxCapacity: 8 } })).toEqual([first]);
    expect(deploymentOf({ api: { method: 'ANY' } })).not.toEqual([first]);
    expect(deploymentOf({ api: { path: '/titles' } })).not.toEqual([first]);
  });

  it('hands a path parameter on to the service', () => {
    const template = templateOf('complete', {
      api: { path: '/v1/content/{proxy+}', method: 'ANY' },
    });
    template.resourceCountIs('AWS::ApiGateway::Resource', 3);
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      HttpMethod: 'ANY',
      RequestParameters: { 'method.request.path.proxy': true },
      Integration: {
        RequestParameters: {
          'integration.request.path.proxy': 'method.request.path.proxy',
        },
        Uri: {
          'Fn::Join': [
            '',
            [
              'http://',
              { 'Fn::GetAtt': ['LoadBalancer', 'DNSName'] },
              '/v1/content/{proxy}',
            ],
          ],
        },
      },
    });
  });

  it('also answers at the path above a {proxy+}', () => {
    const template = templateOf('complete', {
      api: { path: '/v1/{proxy+}', method: 'ANY' },
    });
    template.resourceCountIs('AWS::ApiGateway::Method', 2);
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      ResourceId: { Ref: 'RestPath1' },
      Integration: {
        Uri: {
          'Fn::Join': [
            '',
            ['http://', { 'Fn::GetAtt': ['LoadBalancer', 'DNSName'] }, '/v1'],
          ],
        },
      },
    });
  });

  it('gives an address that can be called', () => {
    const urlOf = (path: string) =>
      JSON.stringify(bodyOf('complete', { api: { path } }).Outputs.ApiUrl);
    expect(urlOf('/content')).toContain('/prod/content');
    expect(urlOf('/{proxy+}')).toContain('/prod/"');
  });
});
