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
  it('asks for CAPABILITY_IAM for a role, and for CAPABILITY_NAMED_IAM for a named one', () => {
    expect(requiredCapabilities(withRole({}))).toEqual({
      capabilities: ['CAPABILITY_IAM'],
      reason:
        'The following resource(s) require capabilities: [AWS::IAM::Role]',
    });
    expect(
      requiredCapabilities(withRole({ RoleName: 'a' })).capabilities,
    ).toEqual(['CAPABILITY_NAMED_IAM']);
  });

  it('takes the wider acknowledgement for the narrower one, not the other way round', () => {
    expect(missingCapabilities(withRole({}), ['CAPABILITY_NAMED_IAM'])).toEqual(
      [],
    );
    expect(
      missingCapabilities(withRole({ RoleName: 'a' }), ['CAPABILITY_IAM']),
    ).toEqual(['CAPABILITY_NAMED_IAM']);
  });
});
