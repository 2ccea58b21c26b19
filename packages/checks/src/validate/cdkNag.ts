import { Validations, type App } from 'aws-cdk-lib/core';
import {
  AwsSolutionsChecks,
  NagRuleCompliance,
  type IApplyRule,
} from 'cdk-nag';

/** A finding of cdk-nag, or an acknowledgement of one. */
export interface NagFinding {
  /** Such as `AwsSolutions-RDS11`. */
  id: string;
  /** Path of the construct. */
  resource: string;
  /** cdk-nag's message, or our reason for accepting it. */
  text: string;
}

export interface NagResult {
  /** Findings without an acknowledgement. */
  findings: NagFinding[];
  acknowledged: NagFinding[];
  /** Acknowledgements without a finding at that resource. */
  stale: NagFinding[];
}

const key = ({ id, resource }: NagFinding) => `${resource} ${id}`;

/** AwsSolutions, which also records acknowledged findings: cdk-nag itself returns only the others. */
class RecordingChecks extends AwsSolutionsChecks {
  readonly found = new Set<string>();

  protected applyRule(params: IApplyRule): void {
    const { node, rule } = params;
    const id = `${this.packName}-${params.ruleSuffixOverride ?? rule.name}`;
    const record = (finding: string) =>
      this.found.add(
        key({ id: finding, resource: node.node.path, text: params.info }),
      );
    try {
      const result = rule(node);
      if (Array.isArray(result)) {
        result.forEach(finding => record(`${id}[${finding}]`));
      } else if (result === NagRuleCompliance.NON_COMPLIANT) {
        record(id);
      }
    } catch {
      // cdk-nag reports a rule that failed to run as a finding.
      record(id);
    }
    super.applyRule(params);
  }
}

const acknowledgements = (app: App): NagFinding[] =>
  app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(
        ({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY,
      )
      .flatMap(({ data }) => Object.entries<string>(data))
      .map(([id, text]) => ({
        // CDK treats every id without a prefix as one of its own annotations.
        id: id.replace(/^Annotation::/, ''),
        resource: node.path,
        text,
      })),
  );

/** Checks an app with the AwsSolutions rules of cdk-nag, and its acknowledgements against the findings. */
export function checkWithCdkNag(app: App): NagResult {
  const checks = new RecordingChecks(app);
  const { violations } = checks.validateScope(app);
  const isFound = (finding: NagFinding) => checks.found.has(key(finding));
  const given = acknowledgements(app);
  return {
    findings: violations.flatMap(({ ruleName, description, ...violation }) =>
      violation.violatingResources.map(({ constructPath = '' }) => ({
        id: ruleName,
        resource: constructPath,
        text: description,
      })),
    ),
    acknowledged: given.filter(isFound),
    stale: given.filter(finding => !isFound(finding)),
  };
}
