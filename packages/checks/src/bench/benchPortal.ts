import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumFlags } from '../chromiumFlags';
import { median } from '../median';
import type { Measurement } from './Measurement';
import { benchEvents } from './portal/benchEvents';
import { bundleDevelopmentPage, initialSize } from './portal/bundlePortal';
import { longestTasks } from './portal/longestTasks';
import { servePortal } from './portal/servePortal';
import { withDirectory } from './transpile';

const systemChromium = '/usr/bin/chromium';

/** Targets: KiB compressed, and milliseconds. */
const limits = {
  initial: 20,
  firstPaint: 200,
  frame: 32,
  moving: 16,
  /** As multiples of what was measured next to it: on an idle machine, a page that polls twice a second takes half a second. */
  delay: 2,
  calls: 1.25,
};

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

/** The longest task while something happens on a page, in milliseconds. */
async function longestTask(
  browser: Browser,
  page: Page,
  happen: () => Promise<void>,
): Promise<number> {
  await browser.startTracing(page, {
    categories: ['toplevel', 'disabled-by-default-devtools.timeline'],
  });
  await happen();
  const trace = await browser.stopTracing();
  const [longest = 0] = longestTasks(JSON.parse(trace.toString()));
  return longest;
}

async function scroll(page: Page): Promise<void> {
  await page.mouse.move(700, 600);
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(50);
  }
}

/** Opens the timeline of an operation in progress, with all its resources. */
async function openTimeline(page: Page, address: string): Promise<void> {
  await page.goto(
    `${address}/streamflix/000000000000/eu-west-2/demo/operations/any`,
  );
  await page.getByRole('button', { name: /^Show all 90/ }).click();
  // The code that has just been loaded is compiled at its first use.
  await page.waitForTimeout(5_000);
}

/** The value that a share of the values does not exceed. */
function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('Nothing was measured.');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1];
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

async function measureEvents(browser: Browser): Promise<Measurement[]> {
  const { one, all, polled: polls } = await benchEvents(browser);
  const [delay, polled] = [all.delays, polls].map(times =>
    percentile(times, 0.95),
  );
  return [
    measurement(
      'from an event to the pixel, ten viewers, p95',
      delay / polled,
      `times the ${polled.toFixed(
        0,
      )} ms of a page that polls empty answers: ${delay.toFixed(0)} ms`,
      limits.delay,
    ),
    measurement(
      'calls to AWS for ten viewers as for one',
      all.callsPerSecond / one.callsPerSecond,
      'times',
      limits.calls,
    ),
  ];
}

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
      const frame = await longestTask(browser, page, () => scroll(page));
      await openTimeline(page, portal.address);
      // Four readings of the operation.
      const moving = await longestTask(browser, page, () =>
        page.waitForTimeout(8_500),
      );
      const events = await measureEvents(browser);
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
        measurement(
          'longest task of a timeline that moves',
          moving,
          'ms',
          limits.moving,
        ),
        ...events,
      ];
    } finally {
      await browser.close();
      portal.stop();
    }
  });
}
