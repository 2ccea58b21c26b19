import type { BlueprintId } from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { NagFinding } from './cdkNag';

/** One check of one environment; it passes when it has no findings. */
export interface Check {
  by: 'CloudFormation' | 'cdk-nag' | 'cfn-lint' | 'regions';
  /** Blueprint, the stack of events, or `regions`. */
  of: BlueprintId | 'events' | 'regions';
  /** What was checked, such as `complete in eu-west-2`. */
  what: string;
  findings: string[];
}

/** Metrics of a blueprint in its home region, and its regions. */
export interface BlueprintMetrics {
  blueprint: BlueprintId;
  resources: number;
  bytes: number;
  /** Regions whose templates were checked. */
  regions: string[];
  /** Regions the product refuses, with its reason. */
  notOffered: Record<string, string>;
  /** Accepted findings of cdk-nag in the home region, with the reason. */
  acknowledged: NagFinding[];
}

export interface Report {
  blueprints: BlueprintMetrics[];
  checks: Check[];
  /** What could not be checked, why, and what to do; undefined when everything was checked. */
  notChecked?: string;
}

const failed = ({ checks }: Report) =>
  checks.filter(({ findings }) => findings.length > 0);

/** 0: no findings. 1: findings. 2: no findings, but not everything was checked. */
export function exitCodeOf(report: Report): 0 | 1 | 2 {
  if (failed(report).length > 0) return 1;
  return report.notChecked ? 2 : 0;
}

const columns = [
  'blueprint',
  'resources',
  'bytes',
  'regions',
  'not offered',
  'CloudFormation',
  'cfn-lint',
  'cdk-nag',
  'acknowledged',
];

function table(report: Report): string[] {
  const cells = report.blueprints.map(metrics => {
    const found = (by: Check['by']) => {
      const checks = report.checks.filter(
        check => check.by === by && check.of === metrics.blueprint,
      );
      return checks.length > 0
        ? checks.flatMap(({ findings }) => findings).length
        : 'not run';
    };
    return [
      metrics.blueprint,
      metrics.resources,
      metrics.bytes,
      metrics.regions.length,
      Object.keys(metrics.notOffered).length,
      found('CloudFormation'),
      found('cfn-lint'),
      found('cdk-nag'),
      metrics.acknowledged.length,
    ].map(String);
  });
  const rows = [columns, ...cells];
  const widths = columns.map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows.map(row =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
      )
      .join('  '),
  );
}

/** One line per reason, with its regions. */
function notOffered({ blueprints }: Report): string[] {
  const lines = new Map<string, BlueprintId[]>();
  for (const { blueprint, notOffered: refused } of blueprints) {
    for (const reason of new Set(Object.values(refused))) {
      const regions = Object.keys(refused).filter(
        region => refused[region] === reason,
      );
      const line = `not offered in ${
        regions.length > 10 ? `${regions.length} regions` : regions.join(', ')
      }: ${reason}`;
      lines.set(line, [...(lines.get(line) ?? []), blueprint]);
    }
  }
  return [...lines].map(([line, ids]) => `${ids.join(', ')} ${line}`);
}

/** The report as text; the last line is the result. */
export function render(report: Report): string {
  const wrong = failed(report);
  return [
    ...table(report),
    '',
    ...notOffered(report),
    '',
    ...wrong.flatMap(({ by, what, findings }) =>
      findings.map(finding => `${by}, ${what}: ${finding}`),
    ),
    ...(report.notChecked ? [report.notChecked] : []),
    `Checks: ${report.checks.length - wrong.length} passed, ${
      wrong.length
    } failed`,
  ].join('\n');
}
