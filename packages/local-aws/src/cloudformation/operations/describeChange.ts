import type { ChangeDetail, PlannedChange } from '../stacks/PlannedChange';

const asText = (value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** The displayed value of one property; `NoEcho` parameter values are masked. */
const shownProperty = (
  shown: string | undefined,
  name: string,
): string | undefined => {
  const properties: unknown = JSON.parse(shown ?? '{}');
  return asText((properties as Record<string, unknown>)[name]);
};

function changeType({ change }: ChangeDetail) {
  if (!change) return undefined;
  if (change.before === undefined) return 'Add';
  return change.after === undefined ? 'Remove' : 'Modify';
}

function describeDetail(
  detail: ChangeDetail,
  planned: PlannedChange,
  includeValues: boolean,
) {
  const { attribute, name, requiresRecreation, evaluation, source } = detail;
  const property = name ?? detail.change?.name;
  return {
    Target: {
      Attribute: attribute,
      Name: name,
      RequiresRecreation: requiresRecreation,
      ...(includeValues && property
        ? {
            Path: `/Properties/${property}`,
            BeforeValue: shownProperty(planned.current?.shown, property),
            AfterValue: shownProperty(planned.shown, property),
            AttributeChangeType: changeType(detail),
          }
        : {}),
    },
    Evaluation: evaluation,
    ChangeSource: source,
    CausingEntity: detail.causingEntity,
  };
}

function policyAction(planned: PlannedChange): string | undefined {
  const { action, replacement, current, definition } = planned;
  if (action === 'Remove') {
    const policy = current?.definition.deletionPolicy ?? 'Delete';
    return policy === 'RetainExceptOnCreate' ? 'Retain' : policy;
  }
  if (action !== 'Modify' || replacement === 'False') return undefined;
  const policy = definition.updateReplacePolicy ?? 'Delete';
  return `ReplaceAnd${policy === 'RetainExceptOnCreate' ? 'Retain' : policy}`;
}

const context = (shown: string | undefined): string | undefined =>
  shown === undefined ? undefined : `{"Properties":${shown}}`;

/**
 * One entry of `Changes`.
 *
 * @param includeValues - whether the caller requested property values before and after.
 */
export function describeChange(planned: PlannedChange, includeValues: boolean) {
  const { action, logicalId, type, replacement, details, current } = planned;
  return {
    Type: 'Resource',
    ResourceChange: {
      PolicyAction: policyAction(planned),
      Action: action,
      LogicalResourceId: logicalId,
      PhysicalResourceId: current?.ref,
      ResourceType: type,
      Replacement: replacement,
      Scope: [...new Set(details.map(({ attribute }) => attribute))],
      Details: details.map(detail =>
        describeDetail(detail, planned, includeValues),
      ),
      ...(includeValues
        ? {
            BeforeContext: context(current?.shown),
            AfterContext: context(planned.shown),
          }
        : {}),
    },
  };
}
