import {
  isValues,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { reasonOf } from '@streamflix/cdk-app/lib/permission';
import { PolicyDocument, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnResource, Stack, type App } from 'aws-cdk-lib/core';

/** An IAM statement of the platform as the code defines it, before CDK merges statements. */
export interface ExplainedStatement {
  /** Logical id of the resource it is attached to. */
  resource: string;
  /** In the template's format. */
  statement: Values;
  /** Undefined for a statement without an explanation. */
  why?: string;
}

/** Policy documents in the properties of a resource, at any depth. */
function documentsIn(value: unknown): PolicyDocument[] {
  if (value instanceof PolicyDocument) return [value];
  if (Array.isArray(value)) return value.flatMap(documentsIn);
  return isValues(value) && Object.getPrototypeOf(value) === Object.prototype
    ? Object.values(value).flatMap(documentsIn)
    : [];
}

/**
 * Every IAM statement of an app before its synthesis, with its reason.
 *
 * The statements of a CDK policy document are private, and its public API returns them already merged.
 */
export function statementsOf(app: App): ExplainedStatement[] {
  return app.node
    .findAll()
    .filter(construct => construct instanceof CfnResource)
    .flatMap(resource => {
      const stack = Stack.of(resource);
      // A resource holds its properties twice: as given, and as modified.
      const documents = new Set(Object.values(resource).flatMap(documentsIn));
      return [...documents]
        .flatMap((document): PolicyStatement[] =>
          Reflect.get(document, 'statements'),
        )
        .map(statement => ({
          resource: String(stack.resolve(resource.logicalId)),
          statement: stack.resolve(statement.toStatementJson()),
          why: reasonOf(statement),
        }));
    });
}
