import {
  isValues,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/spec';
import { whyOf } from '@streamflix/cdk-app/lib/permission';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { CfnResource, Stack, type App } from 'aws-cdk-lib/core';

/** An IAM statement of the platform as it was written, before CDK made one of those that can be one. */
export interface ExplainedStatement {
  /** Logical id of the resource that carries it. */
  resource: string;
  /** Whether it says who may take on a role. */
  trust: boolean;
  /** As the template would hold it. */
  statement: Values;
  /** Undefined for a statement no one explained. */
  why?: string;
}

/** Policy documents in the properties of a resource, wherever they are, with the name of the property. */
function documentsIn(
  value: unknown,
  property: string,
): [property: string, document: PolicyDocument][] {
  if (value instanceof PolicyDocument) return [[property, value]];
  if (Array.isArray(value)) {
    return value.flatMap(element => documentsIn(element, property));
  }
  return isValues(value) && Object.getPrototypeOf(value) === Object.prototype
    ? Object.values(value).flatMap(inner => documentsIn(inner, property))
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
      return Object.entries(resource)
        .flatMap(([property, value]) => documentsIn(value, property))
        .flatMap(([property, document]) =>
          [...document['statements']].map(statement => ({
            resource: String(stack.resolve(resource.logicalId)),
            trust: property.toLowerCase().includes('assumerole'),
            statement: stack.resolve(statement.toStatementJson()),
            why: whyOf(statement),
          })),
        );
    });
}
