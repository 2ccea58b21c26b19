import type { ReasonedStatement, Statement } from './combineGrants';

/** A policy document in AWS's format. */
export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: Statement[];
}

/** Maximum characters of a customer-managed policy, without white space. Source: IAM User Guide, IAM quotas. */
export const managedPolicyLimit = 6144;

/** Default quota of managed policies per role. Source: IAM User Guide, IAM quotas. */
export const policiesPerRole = 10;

const documentOf = (statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [...statements],
});

/** Size of a document as IAM counts it. */
export const countCharacters = (document: PolicyDocument): number =>
  JSON.stringify(document).replaceAll(/\s/g, '').length;

/**
 * Packs the statements, in their order, into as few documents as possible, so that those of one service stay together.
 *
 * @throws Error naming a statement that exceeds a document
 */
export function packDocuments(
  statements: readonly ReasonedStatement[],
  limit: number = managedPolicyLimit,
): PolicyDocument[] {
  const documents: Statement[][] = [[]];
  for (const { statement } of statements) {
    if (countCharacters(documentOf([statement])) > limit) {
      throw new Error(
        `Statement ${statement.Sid} has more than ${limit} characters.`,
      );
    }
    const current = documents[documents.length - 1];
    if (countCharacters(documentOf([...current, statement])) > limit) {
      documents.push([statement]);
    } else current.push(statement);
  }
  return documents.map(documentOf);
}
