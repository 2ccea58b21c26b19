import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common/spec';
import { withApp } from './templates';

interface Violation {
  ruleName: string;
  description: string;
}

/**
 * What CDK's own validation of CloudFormation says of an environment: one sentence for each finding.
 *
 * It reports to a file and to stderr, and makes the process fail; here it only reports.
 */
export function judgeByCloudFormation(spec: EnvironmentSpec): string[] {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  try {
    return withApp(spec, (app, directory) => {
      app.synth();
      const { pluginReports } = JSON.parse(
        readFileSync(join(directory, 'validation-report.json'), 'utf8'),
      ) as { pluginReports: { violations: Violation[] }[] };
      return pluginReports.flatMap(({ violations }) =>
        violations.map(
          ({ ruleName, description }) => `${ruleName}: ${description}`,
        ),
      );
    });
  } finally {
    if (before === undefined) delete process.env.CDK_VALIDATION;
    else process.env.CDK_VALIDATION = before;
  }
}
