import { expect, type Page } from '@playwright/test';

/** What a user does in the portal, by the texts on the screen. */

/** What the user fills in; all other values stay those of the blueprint. */
export interface Wanted {
  suffix: string;
  /** Title of the blueprint's card. */
  blueprint: string;
  /** Name of a group of the user. */
  owner: string;
  maxServiceTasks?: number;
  /** Image of the service, under "Advanced settings". */
  image?: string;
  /** Name of an existing secret. */
  databaseSecret?: string;
}

/** Screenshots to review; kept next to the report, never committed. */
export async function picture(page: Page, name: string) {
  // The sidebar stays where the page was scrolled to, and would stand in its middle.
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: `artefacts/${name}.png`, fullPage: true });
}

/** Presses a button of the form. */
export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click();

/** Waits for the end of a task that goes well. */
export const finished = (page: Page) =>
  expect(page.getByRole('link', { name: /Open the environment/i })).toBeVisible(
    { timeout: 120_000 },
  );

/** Waits until the guest signs in with the groups of the catalog, which a new installation reads within its first seconds. */
async function guestHasGroups(page: Page) {
  const refresh = 'http://localhost:7007/api/auth/guest/refresh';
  await expect(async () => {
    const response = await page.request.post(refresh);
    const { backstageIdentity } = await response.json();
    const owns: string[] = backstageIdentity.identity.ownershipEntityRefs;
    expect(owns).toContain('group:default/video');
  }).toPass({ timeout: 90_000 });
}

export async function signIn(page: Page) {
  await guestHasGroups(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(
    page.getByRole('link', { name: 'Create environment' }),
  ).toBeVisible();
}

export async function openForm(page: Page) {
  // A new installation reads its templates within its first seconds.
  await expect(async () => {
    await page.goto('/create/templates/default/create-streamflix-environment');
    await expect(page.getByLabel(/^Suffix/)).toBeVisible({ timeout: 15_000 });
  }).toPass({ timeout: 90_000 });
}

export async function fillFirstPage(page: Page, wanted: Wanted) {
  await page.getByLabel(/^Suffix/).fill(wanted.suffix);
  // The card is the radio's label; the radio itself is not to be seen.
  await page.getByText(wanted.blueprint, { exact: true }).click();
  await page.getByRole('button', { name: /Owner/ }).click();
  await page
    .getByRole('option', {
      name: new RegExp(`group:default/${wanted.owner}\\b`),
    })
    .click();
}

/** The form shows a problem once: at its field. */
export const expectProblem = (page: Page, message: string) =>
  expect(page.getByText(message).filter({ visible: true })).toHaveCount(1);

/** Waits until the change set of the form is shown. */
export const reviewed = (page: Page) =>
  expect(
    page.getByText(/^This is the change set of CloudFormation/),
  ).toBeVisible();

/** Fills in the whole form and presses Create. */
export async function create(page: Page, wanted: Wanted) {
  await openForm(page);
  await fillFirstPage(page, wanted);
  await picture(page, `${wanted.suffix}-form-1`);
  await page.getByRole('button', { name: 'Next' }).click();
  if (wanted.maxServiceTasks) {
    await page
      .getByRole('textbox', { name: /^Maximum service tasks/ })
      .fill(String(wanted.maxServiceTasks));
  }
  if (wanted.image) {
    await page.getByRole('button', { name: 'Advanced settings' }).click();
    await page.getByRole('button', { name: /^API service/ }).click();
    await page.getByLabel(/^Image of the service/).fill(wanted.image);
  }
  await picture(page, `${wanted.suffix}-form-2`);
  await page.getByRole('button', { name: 'Next' }).click();
  if (wanted.databaseSecret) {
    await page
      .getByRole('combobox', { name: /^Database secret/ })
      .fill(wanted.databaseSecret);
    await page
      .getByRole('option', { name: wanted.databaseSecret, exact: true })
      .click();
  }
  await picture(page, `${wanted.suffix}-form-3`);
  await press(page, 'Next');
  await reviewed(page);
  await picture(page, `${wanted.suffix}-form-4`);
  await press(page, 'Review');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
}

/** The card with this title on the page of an environment. */
export const card = (page: Page, title: string) =>
  page
    .getByRole('region', { name: title })
    .or(
      page
        .locator('[aria-labelledby]')
        .filter({ has: page.getByRole('heading', { name: title }) }),
    );
