import type { Operation } from '../../protocols/Service';
import { requireString } from '../../services/requireString';
import { stringOf } from '../../world/values';
import { resourceSchema } from '../schema/ResourceSchema';
import { checkTemplate } from '../schema/checkTemplate';
import { requiredCapabilities } from '../template/requiredCapabilities';
import type { Template } from '../template/Template';
import { findChangeSet } from './findChangeSet';
import type { OperationsContext } from './OperationsContext';
import { readTemplate } from './readTemplate';

const declaredParameters = ({ parameters }: Template) =>
  Object.entries(parameters).map(([ParameterKey, parameter]) => ({
    ParameterKey,
    DefaultValue: parameter.default,
    ParameterType: parameter.type,
    NoEcho: parameter.noEcho,
    Description: parameter.description,
    ParameterConstraints: {
      AllowedValues: parameter.allowedValues ?? [],
    },
  }));

/** A template as `GetTemplate` returns it: every character that is not ASCII becomes a question mark. */
const shown = (body: string) => body.replace(/[^\p{ASCII}]/gu, '?');

const identifiers = ({ resources }: Template) =>
  Object.entries(resources).map(([logicalId, { type }]) => ({
    ResourceType: type,
    LogicalResourceIds: [logicalId],
    ResourceIdentifiers: resourceSchema(type)?.ref ?? [],
  }));

const capabilityMembers = (template: Template) => {
  const { capabilities, reason } = requiredCapabilities(template);
  return { Capabilities: capabilities, CapabilitiesReason: reason };
};

/** Operations that describe templates. */
export function templateOperations(
  context: OperationsContext,
): Record<string, Operation> {
  const { store } = context;
  return {
    GetTemplate(input, call) {
      const changeSetName = stringOf(input.ChangeSetName);
      const template =
        changeSetName === undefined
          ? store.get(
              call.region,
              requireString(input, 'StackName', 'ValidationError'),
            ).deployment?.template
          : findChangeSet(
              store,
              call.region,
              changeSetName,
              stringOf(input.StackName),
            ).changeSet.deployment.template;
      return {
        // A stack in REVIEW_IN_PROGRESS has no template yet.
        TemplateBody: shown(template?.body ?? '{}'),
        StagesAvailable: ['Original', 'Processed'],
      };
    },

    GetTemplateSummary(input, call) {
      const name = stringOf(input.StackName);
      const template =
        (name !== undefined &&
          store.get(call.region, name).deployment?.template) ||
        readTemplate(input, call.region, undefined, context);
      return {
        Parameters: declaredParameters(template),
        Description: template.description,
        ...capabilityMembers(template),
        ResourceTypes: Object.values(template.resources).map(
          ({ type }) => type,
        ),
        Version: template.version,
        Metadata:
          template.metadata === undefined
            ? undefined
            : JSON.stringify(template.metadata),
        DeclaredTransforms: template.transforms,
        ResourceIdentifierSummaries: identifiers(template),
      };
    },

    ValidateTemplate(input, call) {
      const template = readTemplate(input, call.region, undefined, context);
      checkTemplate(template);
      return {
        Parameters: declaredParameters(template).map(
          ({ ParameterKey, DefaultValue, NoEcho, Description }) => ({
            ParameterKey,
            DefaultValue,
            NoEcho,
            Description,
          }),
        ),
        Description: template.description,
        ...capabilityMembers(template),
        DeclaredTransforms: template.transforms,
      };
    },
  };
}
