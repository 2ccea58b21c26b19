import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

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
  // React Aria announces what an element is called here, for seven seconds, also when a new page has replaced the element.
  '[data-live-announcer]',
];

/**
 * Expects that axe finds nothing on the page, in every theme at every width. Where it does, the journey continues, and the test fails
 * at its end. Afterwards the page is light and wide again; a change of the theme leads
 * Backstage's forms to their first page.
 */
export async function expectAccessible(page: Page) {
  const found = new Set<string>();
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 1000 });
      // Without a second page, which only pages with frames need.
      const axe = new AxeBuilder({ page }).setLegacyMode();
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
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 1000 });
  expect.soft([...found], page.url()).toEqual([]);
}
