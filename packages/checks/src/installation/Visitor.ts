import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { chromiumFlags } from '../chromiumFlags';

/** Milliseconds for what a busy machine shows slowly, such as the first page of a development server. */
const slow = 180_000;

/** For what is there once the page has been shown. */
const longTimeout = { timeout: 15_000 };

/** The titles of the cards of an environment with everything. */
const cards = ['ECS', 'Database', 'Cache', 'Stream', 'API'];

/** A user of the portal, in Chromium. */
export class Visitor {
  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
    /** Where pictures are kept. */
    private readonly pictures: string,
  ) {}

  static async open(url: string, pictures: string): Promise<Visitor> {
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: chromiumFlags,
    });
    const page = await browser.newPage({
      baseURL: url,
      viewport: { width: 1440, height: 1000 },
    });
    page.setDefaultTimeout(30_000);
    mkdirSync(pictures, { recursive: true });
    return new Visitor(browser, page, pictures);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  /** Keeps a picture of the page for review. */
  async picture(name: string): Promise<void> {
    const path = join(this.pictures, `${name}.png`);
    await this.page.screenshot({ path, fullPage: true });
  }

  /** Signs in as a guest, where the portal asks. */
  async signIn(): Promise<void> {
    await this.page.goto('/', { timeout: slow });
    const enter = this.page.getByRole('button', { name: 'Enter' });
    const create = this.page.getByRole('link', { name: /^Create/ }).first();
    await expect(enter.or(create).first()).toBeVisible({ timeout: slow });
    if (await enter.isVisible()) await enter.click();
    await expect(create).toBeVisible();
  }

  /** Creates an environment in the form and waits until the task has ended. */
  async createEnvironment(suffix: string, blueprint: string): Promise<void> {
    const { page } = this;
    const press = (name: string) =>
      page.getByRole('button', { name, exact: true }).click();
    // A new portal reads its templates and groups within its first seconds.
    await expect(async () => {
      await page.goto(
        '/create/templates/default/create-streamflix-environment',
      );
      await page.getByRole('button', { name: /Owner/ }).click(longTimeout);
      await page
        .getByRole('option', { name: /group:default\/guests/ })
        .click(longTimeout);
    }).toPass({ timeout: slow });
    await page.getByLabel(/^Suffix/).fill(suffix);
    await page.getByText(blueprint, { exact: true }).click();
    await press('Next');
    await press('Next');
    await press('Next');
    await expect(
      page.getByText(/^This is the change set of CloudFormation/),
    ).toBeVisible({ timeout: slow });
    await press('Review');
    await press('Create');
    const open = page.getByRole('link', { name: /Open the environment/i });
    await expect(open).toBeVisible({ timeout: slow });
    await open.click();
  }

  /** Opens the page of an environment from the list of all. */
  async openEnvironment(suffix: string): Promise<void> {
    await this.page.goto('/streamflix');
    await this.page.getByRole('link', { name: suffix, exact: true }).click();
  }

  /** Waits until the five cards of an environment show that it is healthy. */
  async seeCards(): Promise<void> {
    for (const title of cards) {
      const card = this.page
        .locator('[aria-labelledby]')
        .filter({ has: this.page.getByRole('heading', { name: title }) })
        .last();
      await expect(card).toContainText('Healthy', { timeout: slow });
    }
  }
}
