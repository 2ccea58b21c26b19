import type { ReasonedStatement, Statement } from './combineGrants';

/** A policy document as AWS takes it. */
export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: Statement[];
}

/** Characters a customer-managed policy may have; white space is not counted. Source: IAM User Guide, IAM quotas. */
export const managedPolicyLimit = 6144;

/** Managed policies a role may have unless AWS is asked for more. Source: IAM User Guide, IAM quotas. */
export const policiesPerRole = 10;

const documentOf = (statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [...statements],
});

/** Size of a document as IAM counts it. */
export const charactersOf = (document: PolicyDocument): number =>
  JSON.stringify(document).replaceAll(/\s/g, '').length;

/**
 * As few documents as the statements fit into in their order, so that what belongs to one service stays together.
 *
 * @throws Error naming a statement that fits into none
 */
export function packDocuments(
  statements: readonly ReasonedStatement[],
  limit: number = managedPolicyLimit,
): PolicyDocument[] {
  const documents: Statement[][] = [[]];
  for (const { statement } of statements) {
    if (charactersOf(documentOf([statement])) > limit) {
      throw new Error(
        `Statement ${statement.Sid} has more than ${limit} characters.`,
      );
    }
    const current = documents[documents.length - 1];
    if (charactersOf(documentOf([...current, statement])) > limit) {
      documents.push([statement]);
    } else current.push(statement);
  }
  return documents.map(documentOf);
}
