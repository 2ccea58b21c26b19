import { iamPath } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { entriesOf, type Template } from '@streamflix/cdk-app/template';
import { actionFacts } from './actionFacts';
import { nameText, pathOf } from './arnPatterns';
import { combineGrants, type ReasonedStatement } from './combineGrants';
import { grantsForAction } from './grantsForAction';
import { neededActions } from './neededActions';
import { eventReads, imageReads } from './specialGrants';
import { policyContext, type PolicyOptions } from './PolicyContext';

/** Whether a template's reference to a policy is the boundary's ARN; the template contains neither account nor partition. */
const isBoundary = (text: string, boundary: string) =>
  text.slice(text.indexOf(':policy/')) ===
  boundary.slice(boundary.indexOf(':policy/'));

/**
 * A boundary is effective only if the policy can distinguish the environments' roles from all others, and if these roles have it.
 *
 * @throws Error naming the resource that could not be created or limited
 */
function assertLimited(template: Template, boundary: string): void {
  for (const { id, type, properties } of entriesOf(template)) {
    if (type !== 'AWS::IAM::Role' && type !== 'AWS::IAM::ManagedPolicy') {
      continue;
    }
    if (!pathOf(properties).startsWith(iamPath)) {
      throw new Error(
        `${id} has the path ${pathOf(
          properties,
        )}. With a permissions boundary, every role and managed policy must be under ${iamPath}.`,
      );
    }
    if (
      type === 'AWS::IAM::Role' &&
      !isBoundary(nameText(properties.PermissionsBoundary), boundary)
    ) {
      throw new Error(
        `${id} does not have the permissions boundary ${boundary}.`,
      );
    }
  }
}

/**
 * The least permissions a role needs to deploy a template and to read the status of the environment: for each action the
 * resources it needs.
 *
 * @param template - synthesized with `templateSuffix`, so that every name contains a recognizable suffix
 */
export async function derivePolicy(
  template: Template,
  options: PolicyOptions,
): Promise<ReasonedStatement[]> {
  const { callers, boundary, executionRole } = options;
  if (boundary) assertLimited(template, boundary);
  const context = policyContext(template, options);
  const needed = neededActions(template, callers);
  if (callers.includes('cloudformation') && boundary) {
    needed.set(
      'iam:PutRolePermissionsBoundary',
      new Set(['roles that had no boundary, or another one']),
    );
  }
  if (callers.includes('streamflix')) {
    if (executionRole) {
      needed.set('iam:PassRole', new Set(['StreamFlix: the execution role']));
    }
    if (context.stagedTemplates) {
      // CloudFormation reads a staged template as the caller, even when it has an execution role.
      needed.set('s3:GetObject', new Set(['CloudFormation: the template']));
    } else {
      for (const action of ['s3:PutObject', 's3:DeleteObject']) {
        needed.delete(action);
      }
    }
    if (context.allowedRepositories.length === 0) {
      for (const action of imageReads) needed.delete(action);
    }
    if (context.eventQueues.length === 0) {
      for (const action of eventReads) {
        const others = [...(needed.get(action) ?? [])].filter(
          by => !by.startsWith('StreamFlix:'),
        );
        if (others.length > 0) needed.set(action, new Set(others));
        else needed.delete(action);
      }
    }
  }
  const derived = [];
  for (const [action, neededBy] of needed) {
    const facts = await actionFacts(action);
    const grants = grantsForAction(action, facts, context).filter(
      ({ resources }) => resources.length > 0,
    );
    if (grants.length === 0) {
      throw new Error(
        `${action} is needed, but on nothing in the template: add a row to unneededActions.ts or to specialGrants.ts.`,
      );
    }
    derived.push({ action, grants, neededBy });
  }
  return combineGrants(derived);
}
