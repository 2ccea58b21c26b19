import { expect, test } from '@playwright/test';
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

test('a new user creates an environment, watches it being made and sees five healthy cards', async ({
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
  await page.emulateMedia({ colorScheme: 'light' });

  // The map leads to the card of a part by keyboard.
  await page
    .getByRole('button', { name: /^Database\s*, Healthy,/ })
    .press('Enter');
  await expect(card(page, 'Database')).toBeFocused();
  await page.getByRole('button', { name: 'As a table' }).click();
  await expect(
    page.getByRole('row', { name: /^Service Healthy/ }),
  ).toContainText('Database, Cache, Media files, Stream');

  await page.getByRole('link', { name: 'Configuration', exact: true }).click();
  await expect(page.getByText('Blueprint: 10')).toBeVisible();
  await expect(page.getByText('--set service.maxTasks=12')).toBeVisible();
  await picture(page, 'configuration');
  const template = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download template' }).click();
  expect((await template).suggestedFilename()).toBe(
    'streamflix-cinema-eu-west-2.template.json',
  );
  await page.getByRole('link', { name: 'Resources', exact: true }).click();
  await expect(page.getByText('90 of 90 resources')).toBeVisible();
  await picture(page, 'resources');
  await page.getByRole('link', { name: 'Logs', exact: true }).click();
  await expect(page.getByText(/"GET \/\w+/).first()).toBeVisible();
  await picture(page, 'logs');

  await page.getByRole('link', { name: 'Environments', exact: true }).click();
  const row = page.getByRole('row', { name: /cinema/ });
  await expect(row).toContainText('Healthy');
  await expect(row).toContainText('Complete');
  await picture(page, 'list');
  await row.getByRole('link', { name: 'cinema' }).click();
  await expect(card(page, 'ECS')).toContainText('tasks running');
});

test('a malformed suffix, and limits that contradict each other, are refused before anything is made', async ({
  page,
}) => {
  await openForm(page);
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

test('an environment whose image does not exist fails and shows the reason', async ({
  page,
}) => {
  await create(page, {
    suffix: 'broken',
    blueprint: 'Content delivery',
    owner: 'video',
    image: 'public.ecr.aws/streamflix/content:missing',
  });
  await expect(
    page
      .getByText(/image/i)
      .filter({ hasText: /pull|found/i })
      .first(),
  ).toBeVisible({
    timeout: 120_000,
  });
  await picture(page, 'task-failed');
});

test('a user can create an environment with only the keyboard', async ({
  page,
}) => {
  await openForm(page);
  const press = (...keys: string[]) =>
    keys.reduce(
      (before, key) => before.then(() => page.keyboard.press(key)),
      Promise.resolve(),
    );

  await page.getByLabel(/^Suffix/).focus();
  await page.keyboard.type('keys');
  await press('Tab', 'Space', 'ArrowDown', 'ArrowDown');
  await expect(
    page.getByRole('radio', { name: 'Video pipeline' }),
  ).toBeChecked();
  // Region is proposed by the blueprint; on to the owner.
  await press('Tab', 'Tab');
  await press('Enter');
  const video = page.getByRole('option', { name: /group:default\/video\b/ });
  await expect(video).toBeVisible();
  // The list opens with its first entry in focus.
  for (
    let i = 0;
    i < 10 && !(await video.evaluate(o => o === document.activeElement));
    i++
  ) {
    await press('ArrowDown');
  }
  await press('Enter');
  const next = async (name: string) => {
    const button = page.getByRole('button', { name, exact: true });
    for (
      let i = 0;
      i < 60 && !(await button.evaluate(b => b === document.activeElement));
      i++
    ) {
      await page.keyboard.press('Tab');
    }
    await expect(button).toBeFocused();
    await page.keyboard.press('Enter');
  };
  await next('Next');
  await expect(
    page.getByRole('textbox', { name: /^Minimum worker tasks/ }),
  ).toBeVisible();
  await next('Next');
  await expect(page.getByLabel(/Database secret/).first()).toBeVisible();
  await next('Next');
  await reviewed(page);
  await next('Continue');
  await expect(page.getByText('Video pipeline')).toBeVisible();
  await next('Create');
  await expect(
    page.getByRole('link', { name: /Open the environment/i }),
  ).toBeVisible({
    timeout: 120_000,
  });
});
