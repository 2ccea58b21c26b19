import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnResource, type App } from 'aws-cdk-lib/core';
import { specOf } from '../lib/__testUtils__/environment';
import { environmentApp } from './synthesizeEnvironment';

// Loading the validation engine takes seconds.
jest.setTimeout(120_000);

describe("CDK's own validation of CloudFormation", () => {
  const outdir = mkdtempSync(join(tmpdir(), 'validation-test-'));

  beforeAll(() => {
    process.env.CDK_VALIDATION = 'true';
  });
  afterAll(() => {
    process.env.CDK_VALIDATION = 'false';
    rmSync(outdir, { recursive: true, force: true });
  });

  const violationsOf = (app: App): unknown[] => {
    app.synth();
    const report = readFileSync(join(outdir, 'validation-report.json'), 'utf8');
    return JSON.parse(report).pluginReports.flatMap(
      ({ violations }: { violations: unknown[] }) => violations,
    );
  };

  it.each(blueprintIds)('finds nothing wrong with %s', blueprint => {
    expect(violationsOf(environmentApp(specOf(blueprint), outdir))).toEqual([]);
  });

  it('would find a property AWS does not know', () => {
    const app = environmentApp(specOf('complete'), outdir);
    new CfnResource(app.node.findChild('Environment'), 'Wrong', {
      type: 'AWS::SQS::Queue',
      properties: { QueueNames: 'wrong' },
    });
    jest.spyOn(console, 'error').mockReturnValue();
    expect(violationsOf(app)).not.toEqual([]);
  });
});
