import { expect, test, type Locator } from '@playwright/test';
import { openForm, picture, reviewed, signIn } from './portal';

test('with only the keyboard, a user creates an environment and cancels when its database hangs, and sees the deletion to its end', async ({
  page,
  request,
}) => {
  const hanging = {
    kind: 'hang-resource',
    operation: 'create',
    stack: 'streamflix-keys',
    type: 'AWS::RDS::DBCluster',
  };
  const faults = await request.post('http://127.0.0.1:4566/_local-aws/faults', {
    data: { faults: [hanging] },
  });
  expect(faults.ok()).toBe(true);
  await signIn(page);
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
  // The focus stays in the search; the list marks what Enter selects.
  for (let i = 0; i < 10 && !(await video.getAttribute('data-focused')); i++) {
    await press('ArrowDown');
  }
  await press('Enter');
  await expect(page.getByRole('button', { name: /Owner/ })).toContainText(
    'group:default/video',
  );
  const open = async (control: Locator) => {
    for (
      let i = 0;
      i < 60 && !(await control.evaluate(c => c === document.activeElement));
      i++
    ) {
      await page.keyboard.press('Tab');
    }
    await expect(control).toBeFocused();
    await page.keyboard.press('Enter');
  };
  const next = (name: string) =>
    open(page.getByRole('button', { name, exact: true }));
  await next('Next');
  await expect(
    page.getByRole('textbox', { name: /^Minimum worker tasks/ }),
  ).toBeVisible();
  await next('Next');
  await expect(page.getByLabel(/Database secret/).first()).toBeVisible();
  await next('Next');
  await reviewed(page);
  await next('Review');
  await expect(page.getByText('Video pipeline')).toBeVisible();
  await next('Create');

  await open(page.getByRole('link', { name: 'Environments', exact: true }));
  await open(
    page
      .getByRole('row', { name: /keys/ })
      .getByRole('link', { name: /\d+ of \d+ resources/ }),
  );
  await next('Cancel…');
  await expect(
    page.getByRole('dialog', { name: 'Cancel the creation of keys?' }),
  ).toContainText('Nothing is left of keys.');
  await picture(page, 'cancel');
  await next('Cancel the creation');
  await expect(
    page.getByText(
      /was cancelled, and everything that had been created was deleted/,
    ),
  ).toBeVisible({ timeout: 60_000 });
  await picture(page, 'cancelled');
  await page.goto('/streamflix');
  await expect(page.getByRole('row', { name: /keys/ })).toHaveCount(0);
});
