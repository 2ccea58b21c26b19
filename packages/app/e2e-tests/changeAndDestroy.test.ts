import { expect, test } from '@playwright/test';
import { expectAccessible } from './expectAccessible';
import {
  card,
  create,
  expectProblem,
  finished,
  picture,
  press,
  reviewed,
  signIn,
} from './portal';

test('a user changes an environment, confirms the loss of its data, destroys it in view of another tab, and reads its history', async ({
  page,
}) => {
  await signIn(page);
  await create(page, {
    suffix: 'matinee',
    blueprint: 'Video pipeline',
    owner: 'video',
  });
  const open = page.getByRole('link', { name: /Open the environment/i });
  await finished(page);
  await open.click();

  // From its page to the form, which is filled in with what runs.
  await card(page, 'Environment').getByRole('link', { name: 'Change' }).click();
  await expect(
    page.getByRole('region', { name: 'Current state' }),
  ).toContainText('matinee');
  await picture(page, 'change-1');
  await expectAccessible(page);
  await press(page, 'Next');
  await page.getByRole('textbox', { name: 'Maximum worker tasks' }).fill('4');
  await page.getByRole('button', { name: 'Advanced settings' }).click();
  await page.getByRole('button', { name: /^Dead letters/ }).click();
  await page.getByText('Dead-letter queue', { exact: true }).click();
  await picture(page, 'change-2');
  await press(page, 'Next');
  await expect(page.getByLabel(/Database secret/).first()).toBeDisabled();
  await picture(page, 'change-3');
  await press(page, 'Next');
  await expect(
    page.getByRole('row', { name: 'Maximum worker tasks 10 4' }),
  ).toBeVisible();
  await reviewed(page);
  await expect(
    page.getByText(/^MaxCapacity: 10\s*→\s*4$/).first(),
  ).toBeVisible();
  await picture(page, 'change-4');

  // Each loss of data must be confirmed by name.
  await press(page, 'Review');
  await expectProblem(
    page,
    'Confirm that the data of DeadLetterQueue may be lost.',
  );
  await picture(page, 'change-refused');
  await page.locator('label', { hasText: 'DeadLetterQueue' }).click();
  await press(page, 'Review');
  await expect(page.getByText('Maximum worker tasks: 10 → 4')).toBeVisible();
  await picture(page, 'change-5-review');
  await press(page, 'Change');
  await finished(page);

  await page.goto('/streamflix');
  await page.getByRole('button', { name: 'Actions for matinee' }).click();
  await picture(page, 'list-menu');
  await page.getByRole('menuitem', { name: 'Change' }).click();
  await expect(
    page.getByRole('region', { name: 'Current state' }),
  ).toBeVisible();
  await press(page, 'Next');
  await expect(
    page.getByRole('textbox', { name: 'Maximum worker tasks' }),
  ).toHaveValue('4');
  await press(page, 'Next');
  await expect(page.getByLabel(/Database secret/).first()).toBeVisible();
  await press(page, 'Next');
  await expect(page.getByText(/^Nothing changes in the stack/)).toBeVisible();
  await page.goto('/catalog/default/resource/streamflix-matinee-eu-central-1');

  await card(page, 'Environment')
    .getByRole('link', { name: 'Destroy' })
    .click();
  await expect(
    page.getByRole('region', { name: 'Lost permanently' }),
  ).toContainText('Aurora cluster');
  await expectAccessible(page);
  await page.getByRole('button', { name: /^All \d+ resources/ }).click();
  await page.getByLabel(/^Confirm the suffix/).fill('matineee');
  await expect(page.getByText('This is not matinee.')).toBeVisible();
  await picture(page, 'destroy');
  await page.getByLabel(/^Confirm the suffix/).fill('matinee');
  await press(page, 'Review');
  await expect(page.getByText('Environment to destroy')).toBeVisible();
  await picture(page, 'destroy-review');

  // Another tab shows the destruction as soon as it has started, and its end.
  const other = await page.context().newPage();
  await other.goto('/catalog/default/resource/streamflix-matinee-eu-central-1');
  await expect(card(other, 'Environment')).toContainText('Healthy.');
  await press(page, 'Destroy');
  await page.getByRole('button', { name: /Show logs/i }).click();
  await expect(page.getByText(/DELETE_IN_PROGRESS/).first()).toBeVisible();
  await expect(card(other, 'Environment')).toContainText('In progress.', {
    timeout: 1_000,
  });
  await picture(other, 'two-tabs-destroying');
  await expect(
    page
      .getByText(/Environment matinee in eu-central-1 was destroyed in/)
      .first(),
  ).toBeVisible({ timeout: 60_000 });
  await expect(card(other, 'Environment')).toContainText('Absent.', {
    timeout: 1_000,
  });
  await expect(other.getByText('Healthy.')).toHaveCount(0);
  await picture(other, 'two-tabs-destroyed');
  await other.close();
  await picture(page, 'destroyed');

  await page.goto('/streamflix');
  await expect(page.getByRole('row', { name: /matinee/ })).toHaveCount(0);
  await page.goto('/catalog/default/resource/streamflix-matinee-eu-central-1');
  await expect(page.getByText(/not found/i).first()).toBeVisible();

  // What was done, and by whom, can be read afterwards.
  await page.goto('/streamflix/000000000000/eu-central-1/matinee');
  await expect(
    page.getByText(/^matinee was destroyed on .* by .*guest/i),
  ).toBeVisible();
  for (const operation of [
    /^Create .*Guest.*Created/i,
    /^Change .*Guest.*Maximum worker tasks.*10 → 4.*Changed/i,
    /^Destroy .*Guest.*Destroyed/i,
  ]) {
    await expect(page.getByRole('row', { name: operation })).toBeVisible();
  }
  await picture(page, 'history');
  await expectAccessible(page);
});
