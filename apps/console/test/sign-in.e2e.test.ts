import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { openConsole, type ConsoleUnderTest } from './open-console.ts';
import { readOrder } from './page-actions.ts';

const READER = 'kdr_reader_00000000';
const MERCHANDISER = 'kdr_merchandiser_00';
const ADMIN = 'kdr_admin_000000000';
const executablePath = findChromium();

describe.skipIf(executablePath === undefined)('a server that wants an API key', () => {
  let server: ConsoleUnderTest;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    const apiKeys = {
      [READER]: { role: 'reader', author: 'web shop' },
      [MERCHANDISER]: { role: 'merchandiser', author: 'Mia' },
      [ADMIN]: { role: 'admin' },
    };
    server = await openConsole({ apiKeys, apiKey: ADMIN });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' });
    context.setDefaultTimeout(15_000);
    page = await openTab();
  });
  afterEach(async () => {
    await context.close();
    expect(problems.splice(0)).toEqual([]);
  });

  async function openTab(): Promise<Page> {
    const tab = await context.newPage();
    tab.on('pageerror', (error) => problems.push(error.message));
    return tab;
  }
  const dialog = (tab = page) => tab.getByRole('dialog', { name: 'Sign in to Kindred' });
  const likeItem = () => `${server.url}/?like=item:${encodeURIComponent(server.firstItemWithPhoto())}`;

  /** In the tab, in the browser. */
  const storedKeys = () =>
    page.evaluate(() => [sessionStorage.getItem('kindred.api-key'), localStorage.getItem('kindred.api-key')]);

  async function signIn(apiKey: string, remember = false): Promise<void> {
    await dialog().getByLabel('API key').fill(apiKey);
    if (remember) await dialog().getByLabel('Remember it in this browser').check();
    await dialog().getByRole('button', { name: 'Sign in' }).click();
  }

  test('asks for one, says what is wrong with a wrong one, and opens with the right one, photos too', async () => {
    await page.goto(likeItem());
    await dialog().getByText('This server answers only with an API key.').waitFor();
    expect(await page.getByRole('link', { name: 'Kindred, to the catalogue' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await signIn('letmein');
    await expect.poll(() => dialog().getByRole('alert').innerText()).toContain('keys begin with kdr_');
    await signIn('kdr_unknown_0000000');
    await expect.poll(() => dialog().getByRole('alert').innerText()).toContain('does not know this key');
    expect(await storedKeys()).toEqual([null, null]);
    await signIn(MERCHANDISER);
    expect(await readOrder(page)).toHaveLength(24);
    const photo = page.locator('ol [data-result-id] img').first();
    await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  });

  test('a key lasts as long as the tab, or until it is signed out where it is to be remembered', async () => {
    await page.goto(server.url);
    await signIn(MERCHANDISER);
    await page.getByRole('button', { name: 'Sign out (Mia, merchandiser)' }).waitFor();
    expect(await storedKeys()).toEqual([MERCHANDISER, null]);
    await page.reload();
    await page.getByRole('button', { name: 'Sign out (Mia, merchandiser)' }).click();
    await dialog().waitFor();
    expect(await storedKeys()).toEqual([null, null]);
    await signIn(MERCHANDISER, true);
    await page.getByRole('button', { name: 'Sign out (Mia, merchandiser)' }).waitFor();
    expect(await storedKeys()).toEqual([null, MERCHANDISER]);
    const other = await openTab();
    await other.goto(server.url);
    await other.getByRole('button', { name: 'Sign out (Mia, merchandiser)' }).waitFor();
  });

  test('a key that is refused later is asked for again, and the link stays as it was', async () => {
    await page.goto(server.url);
    await page.evaluate(() => localStorage.setItem('kindred.api-key', 'kdr_revoked_0000000'));
    await page.goto(likeItem());
    await dialog().getByText('it may have been revoked').waitFor();
    expect(await storedKeys()).toEqual([null, null]);
    await signIn(READER);
    expect(await readOrder(page)).toHaveLength(24);
  });

  test('a reader looks at profiles, and is told why there is no more', async () => {
    await server.publishProfile('summer', { image: 1 });
    await page.goto(likeItem());
    await signIn(READER);
    await page.getByText('Your key has the role reader').waitFor();
    expect(await page.getByRole('button', { name: 'Save as…' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Profiles…' }).click();
    const versions = page.getByRole('dialog', { name: 'Profiles' });
    await versions.getByText('Published', { exact: true }).waitFor();
    expect(await versions.getByRole('button', { name: 'Roll back to the version before' }).isDisabled()).toBe(true);
  });

  test('a merchandiser saves a profile', async () => {
    await page.goto(`${likeItem()}&w=image:1`);
    await signIn(MERCHANDISER);
    await page.getByRole('button', { name: 'Save as…' }).click();
    const save = page.getByRole('dialog', { name: 'Save as profile' });
    await save.getByLabel('Name').fill('autumn');
    await save.getByRole('button', { name: 'Save draft' }).click();
    await page.getByRole('dialog', { name: 'Version 1 of “autumn”' }).waitFor();
  });

  test('fits on a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(server.url);
    const box = await dialog().getByRole('button', { name: 'Sign in' }).boundingBox();
    expect(box!.x).toBeGreaterThanOrEqual(0);
    expect(box!.x + box!.width).toBeLessThanOrEqual(360);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await signIn(READER);
    await page.getByRole('button', { name: 'Sign out (web shop, reader)' }).waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});
