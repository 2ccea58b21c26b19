import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumFlags } from '../chromiumFlags';
import { median } from '../median';
import type { Measurement } from './Measurement';
import { bundleDevelopmentPage, initialSize } from './portal/bundlePortal';
import { longestTasks } from './portal/longestTasks';
import { servePortal } from './portal/servePortal';
import { withDirectory } from './transpile';

const systemChromium = '/usr/bin/chromium';

/** Targets: KiB compressed, and milliseconds. */
const limits = { initial: 20, firstPaint: 200, frame: 32 };

/** Times the list is opened; the median counts. */
const openings = 5;

const environments = 1_000;

/** Milliseconds from the data to the frame with the first rows. */
async function firstPaint(page: Page, address: string): Promise<number> {
  await page.goto(`${address}/streamflix?environments=${environments}`);
  await page.waitForFunction(
    () => performance.getEntriesByName('painted').length > 0,
  );
  return page.evaluate(() => {
    const [data, painted] = ['environments', 'painted'].map(
      name => performance.getEntriesByName(name)[0].startTime,
    );
    return painted - data;
  });
}

/** Marks the frame after the first row is in the document. */
function markFirstRow() {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('[role=rowheader]')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => performance.mark('painted')));
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** The longest task while the list scrolls, in milliseconds. */
async function scroll(browser: Browser, page: Page): Promise<number> {
  await page.mouse.move(700, 600);
  await browser.startTracing(page, {
    categories: ['toplevel', 'disabled-by-default-devtools.timeline'],
  });
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(50);
  }
  const trace = await browser.stopTracing();
  const [longest = 0] = longestTasks(JSON.parse(trace.toString()));
  return longest;
}

const measurement = (
  name: string,
  value: number,
  unit: string,
  limit: number,
): Measurement => ({
  name,
  value: `${value.toFixed(1)} ${unit} (at most ${limit})`,
  missed: value > limit,
});

/** What the portal costs a browser: JavaScript at start, and a list of many environments. */
export function benchPortal(): Promise<Measurement[]> {
  return withDirectory(async directory => {
    const bytes = await initialSize();
    await bundleDevelopmentPage(directory);
    const portal = await servePortal(directory);
    const browser = await chromium.launch({
      executablePath: existsSync(systemChromium) ? systemChromium : undefined,
      args: chromiumFlags,
    });
    try {
      const page = await browser.newPage({
        viewport: { width: 1440, height: 900 },
      });
      await page.addInitScript(markFirstRow);
      const paints: number[] = [];
      for (let opening = 0; opening < openings; opening++) {
        paints.push(await firstPaint(page, portal.address));
      }
      const frame = await scroll(browser, page);
      return [
        measurement(
          'JavaScript at start, compressed',
          bytes / 1024,
          'KiB',
          limits.initial,
        ),
        measurement(
          `first paint of ${environments} environments`,
          median(paints),
          'ms after the data',
          limits.firstPaint,
        ),
        measurement('longest task while scrolling', frame, 'ms', limits.frame),
      ];
    } finally {
      await browser.close();
      portal.stop();
    }
  });
}
