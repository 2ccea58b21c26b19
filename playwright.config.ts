import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';
import { chromiumFlags } from './packages/checks/src/chromiumFlags';
import {
  boundaryName,
  executionRoleName,
} from './packages/checks/src/policy/roleNames';

/** Debian's and Ubuntu's browser, where there is one; otherwise Playwright's own. */
const systemChromium = '/usr/bin/chromium';

/*
 * The browser tests use the installation as its users do: `yarn start`, nothing prepared, nothing mocked; local AWS evaluates the
 * generated policies. With EXECUTION_ROLE=true CloudFormation has a role of its own.
 */
const policies = 'artefacts/policies.json';
const withExecutionRole = {
  APP_CONFIG_streamflix_aws_executionRole: executionRoleName,
  APP_CONFIG_streamflix_aws_permissionsBoundary: boundaryName,
};

export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: 'artefacts/results',
  timeout: 240_000,
  expect: { timeout: 30_000 },
  // One installation, one account: environments of one test must not surprise another.
  workers: 1,
  forbidOnly: !!process.env.CI,
  reporter: [
    ['list'],
    ['html', { open: 'never', outputFolder: 'artefacts/report' }],
  ],
  webServer: {
    command: `yarn workspace @streamflix/cdk-app build && yarn tsx scripts/writePolicies.ts ${policies} && yarn start --policy ${policies}`,
    env: process.env.EXECUTION_ROLE ? withExecutionRole : {},
    url: 'http://localhost:3000',
    timeout: 240_000,
    reuseExistingServer: !process.env.CI,
    gracefulShutdown: { signal: 'SIGINT', timeout: 20_000 },
  },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: 'http://localhost:3000',
    viewport: { width: 1440, height: 1000 },
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: existsSync(systemChromium) ? systemChromium : undefined,
      args: chromiumFlags,
    },
  },
});
