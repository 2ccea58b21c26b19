import {
  isValues,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/spec';
import { whyOf } from '@streamflix/cdk-app/lib/permission';
import { PolicyDocument, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnResource, Stack, type App } from 'aws-cdk-lib/core';

/** An IAM statement of the platform as it was written, before CDK made one of those that can be one. */
export interface ExplainedStatement {
  /** Logical id of the resource that carries it. */
  resource: string;
  /** As the template would hold it. */
  statement: Values;
  /** Undefined for a statement no one explained. */
  why?: string;
}

/** Policy documents in the properties of a resource, wherever they are. */
function documentsIn(value: unknown): PolicyDocument[] {
  if (value instanceof PolicyDocument) return [value];
  if (Array.isArray(value)) return value.flatMap(documentsIn);
  return isValues(value) && Object.getPrototypeOf(value) === Object.prototype
    ? Object.values(value).flatMap(documentsIn)
    : [];
}

/**
 * Every IAM statement of an app that was not synthesized yet, with its reason.
 *
 * Statements of a document are private to CDK, and its one public view of them has already merged them.
 */
export function statementsOf(app: App): ExplainedStatement[] {
  return app.node
    .findAll()
    .filter(construct => construct instanceof CfnResource)
    .flatMap(resource => {
      const stack = Stack.of(resource);
      // A resource holds its properties twice, as they were given and as they can be changed.
      const documents = new Set(Object.values(resource).flatMap(documentsIn));
      return [...documents]
        .flatMap((document): PolicyStatement[] =>
          Reflect.get(document, 'statements'),
        )
        .map(statement => ({
          resource: String(stack.resolve(resource.logicalId)),
          statement: stack.resolve(statement.toStatementJson()),
          why: whyOf(statement),
        }));
    });
}
