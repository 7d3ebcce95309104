import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { openConsole, type ConsoleUnderTest } from './open-console.ts';
import { readOrder } from './page-actions.ts';

const READER = 'kdr_reader_00000000';
const MERCHANDISER = 'kdr_merchandiser_00';
const executablePath = findChromium();

describe.skipIf(executablePath === undefined)('the history of a profile in the console', () => {
  let server: ConsoleUnderTest;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    const apiKeys = {
      [READER]: { role: 'reader', author: 'web shop' },
      [MERCHANDISER]: { role: 'merchandiser', author: 'Mia' },
      kdr_admin_000000000: { role: 'admin', author: 'Ada' },
    };
    server = await openConsole({ apiKeys, apiKey: 'kdr_admin_000000000' });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' });
    context.setDefaultTimeout(15_000);
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
  });
  afterEach(async () => {
    await page.context().close();
    expect(problems.splice(0)).toEqual([]);
  });

  async function openProfile(name: string, apiKey = MERCHANDISER): Promise<void> {
    await page.goto(server.url);
    await page.evaluate((key) => sessionStorage.setItem('kindred.api-key', key), apiKey);
    await page.goto(`${server.url}/?like=item:${encodeURIComponent(server.firstItemWithPhoto())}&profile=${name}`);
    await readOrder(page);
    await page.getByRole('button', { name: 'Profiles…' }).click();
  }
  const headlines = () =>
    page
      .getByRole('list', { name: /^History of/ })
      .getByRole('heading')
      .allTextContents();

  test('tells what was done, by whom, why, and what became of the weights; and leads back', async () => {
    await server.publishProfile('spring', { image: 1, text: 1 });
    await server.publishProfile('spring', { image: 1, price: -1 });
    await openProfile('spring');
    await page.getByRole('tab', { name: 'History' }).click();
    await expect
      .poll(headlines)
      .toEqual([
        'Version 2 published, instead of version 1',
        'Version 2 saved as a draft',
        'Version 1 published',
        'Version 1 saved as a draft',
      ]);
    const changes = page.getByRole('list', { name: 'Changes from version 1' }).first();
    expect(await changes.getByRole('listitem').allTextContents()).toEqual(['Words 50 → 0 %', 'Price 0 → −50 %']);
    await page.getByText('· Ada').first().waitFor();

    await page.getByRole('button', { name: 'Roll back to version 1…' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Too dear');
    await page.keyboard.press('Enter');
    await page.getByText('Version 1 of “spring” is published now.').waitFor();
    expect(await server.publishedWeights('spring')).toEqual({ image: 1, text: 1 });
    await expect.poll(async () => (await headlines())[0]).toBe('Rolled back to version 1, instead of version 2');
    const newest = page
      .getByRole('list', { name: /^History of/ })
      .locator('> li')
      .first();
    expect(await newest.innerText()).toContain('Mia');
    expect(await newest.innerText()).toContain('Too dear');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('History of spring');
  });

  test('an older version is published again only after a look at what that would change', async () => {
    for (const weights of [{ image: 1 }, { price: -1 }, { text: 1 }]) await server.publishProfile('older', weights);
    await openProfile('older');
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Publish version 1 again…' }).click();
    await page.getByRole('region', { name: 'Impact' }).getByText('compared with version 3, which is live').waitFor();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Photos matter');
    await page.getByRole('button', { name: 'Publish version 1', exact: true }).click();
    await page.getByText('Version 1 of “older” is published now.').waitFor();
    await expect.poll(async () => (await headlines())[0]).toBe('Version 1 published, instead of version 3');
    await page.getByText('Photos matter').waitFor();
  });

  test('comes in pages, and by keyboard', async () => {
    for (let n = 1; n <= 12; n++) await server.publishProfile('long', { image: n % 2, text: 1 });
    await openProfile('long');
    await page.getByRole('tab', { name: 'Versions' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('Nothing was ever scheduled.').waitFor();
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await headlines()).length).toBe(20);
    await page.getByRole('button', { name: 'Show earlier' }).press('Enter');
    await expect.poll(async () => (await headlines()).at(-1)).toBe('Version 1 saved as a draft');
    expect(await headlines()).toHaveLength(24);
  });

  test('a key that may not change profiles has no history to look at', async () => {
    await server.publishProfile('closed', { image: 1 });
    await openProfile('closed', READER);
    await page.getByRole('tab', { name: 'Versions' }).waitFor();
    expect(await page.getByRole('tab', { name: 'History' }).count()).toBe(0);
  });
});
