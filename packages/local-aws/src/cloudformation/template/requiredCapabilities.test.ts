import { parseTemplate } from './parseTemplate';
import {
  missingCapabilities,
  requiredCapabilities,
} from './requiredCapabilities';

const withRole = (properties: object) =>
  parseTemplate(
    JSON.stringify({
      Resources: { Role: { Type: 'AWS::IAM::Role', Properties: properties } },
    }),
  );

describe('requiredCapabilities', () => {
  it('requires CAPABILITY_IAM for a role, and CAPABILITY_NAMED_IAM for a named one', () => {
    expect(requiredCapabilities(withRole({}))).toEqual({
      capabilities: ['CAPABILITY_IAM'],
      reason:
        'The following resource(s) require capabilities: [AWS::IAM::Role]',
    });
    expect(
      requiredCapabilities(withRole({ RoleName: 'a' })).capabilities,
    ).toEqual(['CAPABILITY_NAMED_IAM']);
  });

  it('accepts the wider capability for the narrower one', () => {
    expect(missingCapabilities(withRole({}), ['CAPABILITY_NAMED_IAM'])).toEqual(
      [],
    );
    expect(
      missingCapabilities(withRole({ RoleName: 'a' }), ['CAPABILITY_IAM']),
    ).toEqual(['CAPABILITY_NAMED_IAM']);
  });
});
