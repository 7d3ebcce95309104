import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { openConsole, type ConsoleUnderTest } from './open-console.ts';
import { readOrder } from './page-actions.ts';

const executablePath = findChromium();
const READER = 'kdr_reader_00000000';
const MERCHANDISER = 'kdr_merchandiser_00';

describe.skipIf(executablePath === undefined)('golden queries in the console', () => {
  let server: ConsoleUnderTest;
  let browser: Browser;
  let page: Page;
  let itemId: string;
  const problems: string[] = [];

  beforeAll(async () => {
    const apiKeys = {
      [READER]: { role: 'reader' },
      [MERCHANDISER]: { role: 'merchandiser', author: 'Mia' },
      kdr_admin_000000000: { role: 'admin' },
    };
    server = await openConsole({ apiKeys, apiKey: 'kdr_admin_000000000' });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_FLAGS });
    itemId = server.firstItemWithPhoto();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    for (const { name } of await server.goldenQueries()) await server.deleteGoldenQuery(name);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' });
    context.setDefaultTimeout(15_000);
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
  });
  afterEach(async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.context().close();
    expect(problems.splice(0)).toEqual([]);
  });

  async function open(search: string, apiKey = MERCHANDISER): Promise<string[]> {
    await page.goto(server.url);
    await page.evaluate((key) => sessionStorage.setItem('kindred.api-key', key), apiKey);
    await page.goto(server.url + search);
    return readOrder(page);
  }
  const likeItem = () => `/?like=item:${encodeURIComponent(itemId)}`;
  const list = () => page.getByRole('dialog', { name: 'Golden queries' });
  const openList = () => page.getByRole('button', { name: 'Golden queries…' }).click();

  test('what is shown is kept with what it must find, by keyboard', async () => {
    const shown = await open(`${likeItem()}&w=section:1`);
    await page.getByRole('button', { name: 'Keep as golden query…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Keep as golden query/ });
    const keep = dialog.getByRole('button', { name: 'Keep as golden query' });
    expect(await keep.isDisabled()).toBe(true);
    await dialog.getByLabel('Name').fill('Same section');
    await dialog.getByLabel('Name').press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await dialog.getByText('2 chosen').waitFor();
    await dialog.getByLabel('Within the first').fill('2');
    await dialog.getByText(/It would not hold now: “.+” is at place 3/).waitFor();
    await dialog.getByLabel('Within the first').fill('3');
    await keep.press('Enter');
    await dialog.getByText('“Same section” is kept.').waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep as golden query…');
    expect(await server.goldenQueries()).toEqual([
      { name: 'Same section', itemId, text: null, expectedItemIds: [shown[0], shown[2]], limit: 3, profile: null },
    ]);
  });

  test('words are kept for one profile; a mixture can not be', async () => {
    await server.publishProfile('home', { text: 1 });
    const shown = await open('/?like=text:chair&w=text:1');
    await page.getByRole('button', { name: 'Keep as golden query…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Keep as golden query: chair' });
    await dialog.getByRole('checkbox').first().check();
    await dialog.getByRole('combobox', { name: 'Counts for' }).click();
    await page.getByRole('option', { name: 'home' }).click();
    await dialog.getByRole('button', { name: 'Keep as golden query' }).click();
    await dialog.getByText('“chair” is kept.').waitFor();
    expect(await server.goldenQueries()).toEqual([
      { name: 'chair', itemId: null, text: 'chair', expectedItemIds: [shown[0]], limit: 10, profile: 'home' },
    ]);
    await open(`/?like=text:chair&unlike=item:${encodeURIComponent(itemId)}&w=text:1`);
    expect(await page.getByRole('button', { name: 'Keep as golden query…' }).isDisabled()).toBe(true);
  });

  test('the list tells which hold with the weights as they stand, those of other profiles too', async () => {
    const [nearest] = await server.similarIds({ itemId, weights: { section: 1 }, first: 1 });
    await server.publishProfile('other', { section: 1 });
    const golden = { itemId, expectedItemIds: [nearest ?? ''], limit: 1 };
    await server.saveGoldenQuery({ ...golden, name: 'Same section', profile: 'other' });
    await open(`${likeItem()}&w=section:1`);
    await openList();
    await list().getByText('It holds with the weights as they stand now.').waitFor();
    expect(await list().getByRole('list', { name: 'What Same section must find' }).innerText()).toContain('place 1');
    await page.keyboard.press('Escape');
    await open(`${likeItem()}&w=price:-1`);
    await openList();
    await list().getByText('0 of 1 hold with the weights as they stand now.').waitFor();
    await list().getByText('Does not hold').waitFor();
    const missed = list().getByRole('list', { name: 'What Same section must find' });
    expect(await missed.innerText()).toContain('not in the first 1');
  });

  test('edits what must be found, shows the results, deletes after a question', async () => {
    const shown = await server.similarIds({ itemId, weights: { section: 1 }, first: 2 });
    await server.saveGoldenQuery({ name: 'Edited', itemId, expectedItemIds: [shown[0] ?? ''], limit: 5 });
    await open('/?like=text:chair&w=section:1,text:1');
    await openList();
    await list().getByRole('button', { name: 'Edit Edited' }).click();
    const choices = list().getByRole('checkbox');
    await choices.nth(1).check();
    await choices.first().uncheck();
    await list().getByLabel('Within the first').fill('7');
    await list().getByRole('button', { name: 'Save' }).click();
    await list().getByText('“Edited” is saved.').waitFor();
    const [saved] = await server.goldenQueries();
    expect(saved).toMatchObject({ name: 'Edited', itemId, limit: 7 });
    expect(saved?.expectedItemIds).toHaveLength(1);
    expect(saved?.expectedItemIds).not.toEqual([shown[0]]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Golden queries');

    await list().getByRole('button', { name: 'Show the results of Edited' }).click();
    await page.waitForFunction((id) => new URLSearchParams(location.search).get('like') === `item:${id}`, itemId);
    await readOrder(page);
    await openList();
    await list().getByRole('button', { name: 'Delete Edited' }).click();
    await list().getByRole('button', { name: 'Keep it' }).press('Enter');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Delete Edited');
    await list().getByRole('button', { name: 'Delete Edited' }).click();
    await list().getByRole('button', { name: 'Delete', exact: true }).click();
    await list().getByText('“Edited” is deleted.').waitFor();
    await list().getByText('There is none yet.').waitFor();
    expect(await server.goldenQueries()).toEqual([]);
  });

  test('fits on a phone, and a reader has none of it', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(`${likeItem()}&w=section:1`);
    await page.getByRole('button', { name: 'Keep as golden query…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Keep as golden query/ });
    await dialog.getByRole('checkbox').first().check();
    const box = await dialog.getByRole('button', { name: 'Keep as golden query' }).boundingBox();
    expect(box!.x + box!.width).toBeLessThanOrEqual(390);
    expect(box!.y + box!.height).toBeLessThanOrEqual(844);
    await dialog.getByRole('button', { name: 'Keep as golden query' }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await open(likeItem(), READER);
    expect(await page.getByRole('button', { name: 'Keep as golden query…' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Weights' }).click();
    expect(await page.getByRole('button', { name: 'Golden queries…' }).isDisabled()).toBe(true);
  });
});
