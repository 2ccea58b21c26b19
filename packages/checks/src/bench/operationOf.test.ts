import { operationOf } from './operationOf';

const authorization =
  'AWS4-HMAC-SHA256 Credential=local/20261126/eu-west-2/apigateway/aws4_request, SignedHeaders=host, Signature=0';

describe('operationOf', () => {
  it.each([
    ['/account', 'apigateway:GET /account'],
    ['/restapis/abc/stages/prod?x=1', 'apigateway:GET /restapis/*/stages/*'],
    ['/restapis/def/stages/prod', 'apigateway:GET /restapis/*/stages/*'],
  ])('counts GET %s as %s', (url, operation) => {
    const request = {
      method: 'GET',
      url,
      headers: { authorization },
      body: '',
    };
    expect(operationOf(request)).toBe(operation);
  });
});
