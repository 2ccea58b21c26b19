import type { Template } from './Template';

/** The property that names an IAM resource; a name requires `CAPABILITY_NAMED_IAM`. */
const NAME_PROPERTY: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::GroupPolicy': undefined,
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::RolePolicy': undefined,
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserPolicy': undefined,
  'AWS::IAM::UserToGroupAddition': undefined,
};

export interface RequiredCapabilities {
  readonly capabilities: readonly string[];
  /** Why, as `GetTemplateSummary` and `ValidateTemplate` report it. */
  readonly reason?: string;
}

/** The capabilities a caller must acknowledge before CloudFormation deploys a template. */
export function requiredCapabilities(template: Template): RequiredCapabilities {
  const resources = Object.values(template.resources).filter(
    ({ type }) => type in NAME_PROPERTY,
  );
  if (resources.length === 0) return { capabilities: [] };
  const named = resources.some(({ type, properties }) => {
    const name = NAME_PROPERTY[type];
    return name !== undefined && name in properties;
  });
  const types = [...new Set(resources.map(({ type }) => type))];
  return {
    capabilities: [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'],
    reason: `The following resource(s) require capabilities: [${types.join(
      ', ',
    )}]`,
  };
}

/** The required capabilities that are not acknowledged; `CAPABILITY_NAMED_IAM` includes `CAPABILITY_IAM`. */
export function missingCapabilities(
  template: Template,
  acknowledged: readonly string[],
): readonly string[] {
  const satisfies = (capability: string) =>
    acknowledged.includes(capability) ||
    (capability === 'CAPABILITY_IAM' &&
      acknowledged.includes('CAPABILITY_NAMED_IAM'));
  return requiredCapabilities(template).capabilities.filter(
    capability => !satisfies(capability),
  );
}
