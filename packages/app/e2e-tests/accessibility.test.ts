import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { card, create, finished, openForm, signIn } from './portal';

const widths = [1440, 1024, 390];
const themes = ['light', 'dark'] as const;

/** What Backstage renders around the plugin's content, and the frame of its form. */
const framework = [
  'nav',
  'header',
  '[class*="BackstageSidebar"]',
  '.bui-PluginHeader',
  '.bui-Header',
  '[class*="MuiStepper"]',
  '[class*="MuiBottomNavigation"]',
  '.bui-Tabs',
  '[class*="Toast"]',
];

/** Violations in every theme at every width, as one line each; empty when there are none. */
async function violationsOf(page: Page): Promise<string[]> {
  const found = new Set<string>();
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 1000 });
      const axe = new AxeBuilder({ page });
      if (colorScheme === 'light') {
        // Landmarks of the page are the framework's.
        axe.disableRules(['region', 'landmark-one-main']);
      } else {
        // A theme changes nothing but colours.
        axe.withRules(['color-contrast']);
      }
      const { violations } = await framework
        .reduce((builder, selector) => builder.exclude(selector), axe)
        .analyze();
      for (const { id, nodes } of violations) {
        for (const { html, target } of nodes) {
          found.add(`${id} (${colorScheme}, ${width}): ${target} ${html}`);
        }
      }
    }
  }
  return [...found];
}

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page);
});

test('axe finds no violation on the first page of the form', async ({
  page,
}) => {
  await openForm(page);
  expect(await violationsOf(page)).toEqual([]);
});

test('axe finds no violation in the list, the check of the accounts, the tabs, the operation and the forms of an environment', async ({
  page,
}) => {
  await create(page, {
    suffix: 'accessible',
    // In a region of its own: an account has five elastic IP addresses in each.
    blueprint: 'Video pipeline',
    owner: 'video',
  });
  await finished(page);
  for (const [address, content] of [
    ['/streamflix', 'accessible'],
    ['/streamflix/accounts', 'Check again'],
    ['', 'Details'],
    ['/operations', 'Created'],
    ['/configuration', 'Download template'],
    ['/resources', 'Part'],
    ['/logs', 'Source'],
  ]) {
    await page.goto(
      address.startsWith('/streamflix')
        ? address
        : `/catalog/default/resource/streamflix-accessible-eu-central-1${address}`,
    );
    await expect(page.getByText(content).first()).toBeVisible();
    expect(await violationsOf(page)).toEqual([]);
  }
  const entity = '/catalog/default/resource/streamflix-accessible-eu-central-1';
  await page.setViewportSize({ width: 1440, height: 1000 });
  await page.goto(`${entity}/operations`);
  await page.getByRole('link', { name: 'Create', exact: true }).last().click();
  await expect(page.getByText('Creation of accessible')).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
  for (const [action, content] of [
    ['Change', 'Current state'],
    ['Destroy', 'Lost permanently'],
  ]) {
    await page.setViewportSize({ width: 1440, height: 1000 });
    await page.goto(entity);
    await card(page, 'Environment').getByRole('link', { name: action }).click();
    await expect(page.getByRole('region', { name: content })).toBeVisible();
    expect(await violationsOf(page)).toEqual([]);
  }
});
