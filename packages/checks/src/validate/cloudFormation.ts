import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withApp, type AppSource } from './templates';

interface Violation {
  ruleName: string;
  description: string;
}

/**
 * The findings of CDK's own validation of CloudFormation for an app: one message each.
 *
 * CDK writes them to a file and to stderr, and makes the process fail; here they are only returned.
 */
export function checkWithCloudFormation(source: AppSource): string[] {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  try {
    return withApp(source, (app, directory) => {
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
