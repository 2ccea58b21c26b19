import { AwsError, type Call } from '../../protocols/Service';
import {
  booleanOf,
  type Fields,
  fieldsOf,
  listOf,
  numberOf,
  stringOf,
  stringsOf,
} from '../../world/values';
import type { SecretReader } from '../resources/SecretReader';
import type { Stack } from '../stacks/Stack';
import type { Deployment } from '../stacks/Deployment';
import { scopeParameters } from '../stacks/stackScope';
import { tagRecord } from '../stacks/tagRecord';
import { checkTemplate } from '../schema/checkTemplate';
import { checkRules } from '../template/checkRules';
import { evaluateConditions } from '../template/evaluateConditions';
import { missingCapabilities } from '../template/requiredCapabilities';
import {
  type GivenParameter,
  resolveParameters,
} from '../template/resolveParameters';
import type { Template } from '../template/Template';
import { validationError } from '../template/validationError';
import { readTemplate, type TemplateSource } from './readTemplate';

const rollbackConfigurationOf = (given: Fields): Fields => ({
  ...given,
  MonitoringTimeInMinutes: numberOf(given.MonitoringTimeInMinutes),
});

const givenParameters = (input: Fields): GivenParameter[] =>
  listOf(input.Parameters)
    .map(fieldsOf)
    .map(parameter => ({
      key: String(parameter.ParameterKey),
      // An empty value counts as given: the default applies only to a missing one.
      value:
        parameter.ParameterValue === undefined
          ? undefined
          : String(parameter.ParameterValue),
      usePrevious: booleanOf(parameter.UsePreviousValue) ?? false,
    }));

const requestedTags = (input: Fields): Record<string, string> =>
  tagRecord(
    listOf(input.Tags)
      .map(fieldsOf)
      .map(({ Key, Value }) => ({
        Key: String(Key),
        Value: String(Value ?? ''),
      })),
  );

function checkCapabilities(template: Template, input: Fields): string[] {
  const acknowledged = stringsOf(input.Capabilities);
  const missing = missingCapabilities(template, acknowledged);
  if (missing.length > 0) {
    throw new AwsError(
      'InsufficientCapabilitiesException',
      `Requires capabilities : [${missing.join(', ')}]`,
    );
  }
  return acknowledged;
}

const modeOf = (input: Fields): string | undefined => {
  const mode = stringOf(fieldsOf(input.DeploymentConfig).Mode);
  if (mode === 'EXPRESS' && input.OnFailure !== undefined) {
    throw validationError(
      'OnFailure cannot be specified with DeploymentConfig Mode EXPRESS.',
    );
  }
  return mode;
};

/**
 * The deployment of a create or update request, with the checks CloudFormation makes before it responds.
 *
 * @throws AwsError `ValidationError` or `InsufficientCapabilitiesException`.
 */
export function requestedDeployment(
  input: Fields,
  call: Call,
  stack: Stack,
  source: TemplateSource & { readonly secrets: SecretReader },
): Deployment {
  const template = readTemplate(input, call.region, stack.deployment, source);
  const wholeGraph = checkTemplate(template);
  const parameters = resolveParameters(
    template,
    givenParameters(input),
    stack.deployment?.parameters,
    name => source.secrets.resolve(call.region, `ssm:${name}`),
  );
  const capabilities = checkCapabilities(template, input);
  const tags =
    input.Tags === undefined && stack.deployment
      ? stack.deployment.tags
      : requestedTags(input);
  const deployment: Deployment = {
    template,
    parameters,
    capabilities,
    tags,
    conditions: {},
    graph: wholeGraph,
    notificationArns: stringsOf(
      input.NotificationARNs ?? stack.deployment?.notificationArns,
    ),
    rollbackConfiguration:
      input.RollbackConfiguration === undefined
        ? stack.deployment?.rollbackConfiguration ?? {}
        : rollbackConfigurationOf(fieldsOf(input.RollbackConfiguration)),
    roleArn: stringOf(input.RoleARN) ?? stack.deployment?.roleArn,
    mode: modeOf(input),
  };
  const scope = scopeParameters(stack, deployment);
  checkRules(template, stack.region, scope);
  const conditions = evaluateConditions(template, stack.region, scope);
  const isConditional = Object.keys(conditions).length > 0;
  const graph = isConditional
    ? checkTemplate(template, conditions)
    : wholeGraph;
  return { ...deployment, conditions, graph };
}
