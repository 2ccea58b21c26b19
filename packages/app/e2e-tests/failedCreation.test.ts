import { expect, test } from '@playwright/test';
import { card, create, finished, picture, press, signIn } from './portal';

test.use({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });

/** What would have to be scrolled to from side to side. Backstage's tabs of Create are wider than this, too. */
const isTooWide = () =>
  document.documentElement.scrollWidth > document.documentElement.clientWidth;

/** As StreamFlix explains what ECS reports of a stopped task. */
const cause = 'The image has no such tag or digest.';

test('on a narrow screen in the dark, a user watches a creation fail, corrects the image and creates the environment after all', async ({
  page,
}) => {
  await signIn(page);
  await create(page, {
    suffix: 'broken',
    blueprint: 'Content delivery',
    owner: 'video',
    image: 'public.ecr.aws/streamflix/content:missing',
  });
  await page.goto('/streamflix');
  await page
    .getByRole('row', { name: /broken/ })
    .getByRole('link', { name: /\d+ of \d+ resources/ })
    .click();
  await expect(
    page.getByText(/^(Creating broken|Failed, being undone: broken)$/),
  ).toBeVisible();
  await picture(page, 'failing');
  await expect(page.getByText('Creation of broken')).toBeVisible({
    timeout: 120_000,
  });
  const explanation = page.getByRole('region', { name: 'Why it failed' });
  await expect(explanation).toContainText(cause);
  await expect(explanation).toContainText(
    /CannotPullContainerError: .*content:missing: not found/,
  );
  expect(await page.evaluate(isTooWide)).toBe(false);
  await picture(page, 'failed');

  await page.getByRole('link', { name: 'Correct and try again' }).click();
  await expect(
    page.getByText('Nothing is running: the creation of broken failed'),
  ).toBeVisible();
  await picture(page, 'correct-1');
  await press(page, 'Next');
  await page.getByRole('button', { name: 'Advanced settings' }).click();
  await page.getByRole('button', { name: /^API service/ }).click();
  await page
    .getByLabel(/^Image of the service/)
    .fill('public.ecr.aws/streamflix/content:1.0');
  await press(page, 'Next');
  await expect(page.getByLabel(/Database secret/).first()).toBeVisible();
  await press(page, 'Next');
  await expect(
    page.getByRole('region', { name: 'What will be done, in order' }),
  ).toContainText(
    /Delete the failed stack of the earlier attempt.*Create \d+ resources/,
  );
  await picture(page, 'correct-review');
  await press(page, 'Review');
  await press(page, 'Change');
  await finished(page);
  await page.getByRole('link', { name: /Open the environment/i }).click();
  await expect(card(page, 'ECS')).toContainText('Healthy', { timeout: 60_000 });
  expect(await page.evaluate(isTooWide)).toBe(false);
  await picture(page, 'corrected');

  await page.getByRole('link', { name: 'Operations', exact: true }).click();
  // Both attempts, newest first, the failed one with its cause.
  const attempts = page.getByRole('row', { name: /^Create/ });
  await expect(attempts).toHaveCount(2);
  await expect(attempts.first()).toContainText('Created');
  await expect(attempts.last()).toContainText('Failed');
  await expect(attempts.last()).toContainText(cause);
  expect(await page.evaluate(isTooWide)).toBe(false);
  await picture(page, 'history-narrow');
});
