import { expect, test } from '@playwright/test';
import { expectAccessible } from './expectAccessible';
import {
  card,
  create,
  expectProblem,
  fillFirstPage,
  openForm,
  picture,
  reviewed,
  signIn,
} from './portal';

test.beforeEach(async ({ page }) => signIn(page));

test('a new user creates an environment, watches it being made and sees five healthy cards, and axe finds nothing on the pages', async ({
  page,
}) => {
  await create(page, {
    suffix: 'cinema',
    blueprint: 'Complete',
    owner: 'video',
    maxServiceTasks: 12,
    databaseSecret: 'streamflix/database',
  });
  const created = Date.now();

  await page.getByRole('button', { name: /Show logs/i }).click();
  await expect(
    page.getByText(/\d+\/90 · \w+ · CREATE_COMPLETE/).first(),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: /Cancel/i })).toBeEnabled();
  await picture(page, 'task-running');
  const open = page.getByRole('link', { name: /Open the environment/i });
  await expect(open).toBeVisible({ timeout: 120_000 });
  await picture(page, 'task-finished');

  await open.click();
  for (const title of ['ECS', 'Database', 'Cache', 'Stream', 'API']) {
    await expect(card(page, title)).toContainText('Healthy', {
      timeout: 60_000,
    });
  }
  const seconds = (Date.now() - created) / 1000;
  test.info().annotations.push({
    type: 'from Create to five healthy cards',
    description: `${seconds.toFixed(1)} s`,
  });
  process.stdout.write(
    `From Create to five healthy cards: ${seconds.toFixed(1)} s\n`,
  );
  await expect(
    page.getByText('Local AWS: an emulator on this machine'),
  ).toBeVisible();
  await picture(page, 'entity-light');

  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(card(page, 'API')).toContainText('Healthy');
  await picture(page, 'entity-dark');
  await expectAccessible(page);

  // The map leads to the card of a part by keyboard.
  await page
    .getByRole('button', { name: /^Database\s*, Healthy,/ })
    .press('Enter');
  await expect(card(page, 'Database')).toBeFocused();
  await page.getByRole('button', { name: 'As a table' }).click();
  await expect(
    page.getByRole('row', { name: /^Service Healthy/ }),
  ).toContainText('Database, Cache, Media files, Stream');

  await page.getByRole('link', { name: 'Operations', exact: true }).click();
  await page.getByRole('link', { name: /^Create of / }).click();
  await expect(page.getByText('Creation of cinema')).toBeVisible();
  await picture(page, 'operation');
  await expectAccessible(page);
  await page.goBack();
  await expect(
    page.getByRole('row', { name: /Create.*Created/ }),
  ).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Configuration', exact: true }).click();
  await expect(page.getByText('Blueprint: 10')).toBeVisible();
  await expect(page.getByText('--set service.maxTasks=12')).toBeVisible();
  await picture(page, 'configuration');
  await expectAccessible(page);
  const template = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download template' }).click();
  expect((await template).suggestedFilename()).toBe(
    'streamflix-cinema-eu-west-2.template.json',
  );
  await page.getByRole('link', { name: 'Resources', exact: true }).click();
  await expect(page.getByText('90 of 90 resources')).toBeVisible();
  await picture(page, 'resources');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Logs', exact: true }).click();
  await expect(page.getByText(/"GET \/\w+/).first()).toBeVisible();
  await picture(page, 'logs');
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Environments', exact: true }).click();
  const row = page.getByRole('row', { name: /cinema/ });
  await expect(row).toContainText('Healthy');
  await expect(row).toContainText('Complete');
  await picture(page, 'list');
  await expectAccessible(page);
  await row.getByRole('link', { name: 'cinema' }).click();
  await expect(card(page, 'ECS')).toContainText('tasks running');

  await page.goto('/streamflix/accounts');
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
  await picture(page, 'accounts');
  await expectAccessible(page);
});

test('a malformed suffix, and limits that contradict each other, are refused before anything is made, and axe finds nothing in the form', async ({
  page,
}) => {
  await openForm(page);
  await expectAccessible(page);
  await fillFirstPage(page, {
    suffix: 'Cinema-',
    blueprint: 'Complete',
    owner: 'video',
  });
  await page.getByRole('button', { name: 'Next' }).click();
  await expectProblem(page, 'Suffix must be 3 to 20 characters');
  await expect(page.getByLabel(/^Suffix/)).toBeFocused();
  await picture(page, 'refused-suffix');

  await page.getByLabel(/^Suffix/).fill('theatre');
  // Another theme, or a look at the settings, keeps what was entered.
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.goBack();
  await expect(page.getByRole('button', { name: /Owner/ })).toContainText(
    'group:default/video',
  );
  await expect(page.getByLabel(/^Suffix/)).toHaveValue('theatre');
  await page.getByRole('button', { name: 'Next' }).click();
  await page
    .getByRole('textbox', { name: /^Minimum service tasks/ })
    .fill('20');
  await page.getByRole('textbox', { name: /^Maximum service tasks/ }).fill('5');
  await page.getByRole('button', { name: 'Next' }).click();
  await expectProblem(
    page,
    'Maximum service tasks must be at least the minimum, 20; it is 5.',
  );
  await picture(page, 'refused-limits');

  await page.goto('/streamflix');
  await expect(page.getByRole('row', { name: /theatre/ })).toHaveCount(0);
});
