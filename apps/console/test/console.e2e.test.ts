import { chromium, type Browser, type Page, type Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { openConsole, type ConsoleUnderTest } from './open-console.ts';
import { dragSlider, dropFile, readLink, readOrder, readWeights } from './page-actions.ts';

const executablePath = findChromium();
if (executablePath === undefined) {
  console.warn(
    'Skipping the console in a browser: no Chromium found. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
  );
}

describe.skipIf(executablePath === undefined)('the console in Chromium', () => {
  let server: ConsoleUnderTest;
  let browser: Browser;
  let page: Page;
  let itemId: string;
  const problems: string[] = [];

  beforeAll(async () => {
    server = await openConsole();
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_FLAGS });
    itemId = server.firstItemWithPhoto();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    page = await openPage();
  });
  afterEach(async () => {
    await page.context().close();
    expect(problems.splice(0)).toEqual([]);
  });

  async function openPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en', ...options });
    context.setDefaultTimeout(15_000);
    const opened = await context.newPage();
    opened.on('pageerror', (error) => problems.push(error.message));
    return opened;
  }
  const goTo = (search: string) => page.goto(server.url + search);
  const likeItem = () => `/?like=item:${encodeURIComponent(itemId)}`;

  test('sliding moves the results to exactly what the API returns for those weights', async () => {
    let asked = 0;
    page.on('request', (request) => (asked += request.postData()?.includes('similarItems') === true ? 1 : 0));
    await goTo(`${likeItem()}&w=image:1`);
    const before = await readOrder(page);
    const askedBefore = asked;
    await dragSlider(page, 'image', -60, 12);
    await dragSlider(page, 'price', 80, 12);
    const after = await readOrder(page);
    const weights = await readWeights(page);
    expect(weights['image']).toBeLessThan(-0.5);
    expect(weights['price']).toBeGreaterThan(0.7);
    expect(after).toEqual(await server.similarIds({ itemId, weights, first: 24 }));
    expect(after).not.toEqual(before);
    expect(asked - askedBefore).toBeGreaterThan(4);
  });

  test('the link holds the weights and filters, and opens to the same list', async () => {
    await goTo(likeItem());
    await readOrder(page);
    await dragSlider(page, 'text', 90, 5);
    const shown = await readOrder(page);
    const link = await readLink(page);
    const other = await openPage();
    await other.goto(link);
    expect(await readOrder(other)).toEqual(shown);
    expect(await readWeights(other)).toEqual(await readWeights(page));
    await other.context().close();
  });

  test('an answer that comes late never replaces a newer one', async () => {
    await goTo(`${likeItem()}&w=image:1`);
    await readOrder(page);
    const held: Route[] = [];
    await page.route('**/graphql', async (route) => {
      const isFirstStep = held.length === 0 && route.request().postData()?.includes('similarItems') === true;
      if (isFirstStep) held.push(route);
      else await route.continue();
    });
    const slider = page.getByRole('slider', { name: 'Price' });
    await slider.press('End');
    await expect.poll(() => held.length).toBe(1);
    await slider.press('Home');
    const shown = await readOrder(page);
    await held[0]?.continue().catch(() => undefined);
    await page.waitForLoadState('networkidle');
    expect(await readOrder(page)).toEqual(shown);
    expect(shown).toEqual(await server.similarIds({ itemId, weights: { image: 1, price: -1 }, first: 24 }));
  });

  test('by keyboard alone: search, choose, weigh, ask why, go back', async () => {
    await goTo('/');
    await page.waitForSelector('a[data-item-id]');
    await page.keyboard.press('/');
    await page.keyboard.type('chair');
    await page.keyboard.press('Enter');
    expect((await readOrder(page)).length).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('results');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep as golden query…');
    await page.keyboard.press('Tab');
    const chosen = await page.evaluate(() =>
      document.activeElement?.closest('[data-result-id]')?.getAttribute('data-result-id'),
    );
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.waitForFunction((id) => new URLSearchParams(location.search).get('like') === `item:${id}`, chosen);
    await readOrder(page);
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Shift+Tab');
      if (
        await page.evaluate(
          () => document.activeElement?.closest('[data-modality]')?.getAttribute('data-modality') === 'price',
        )
      )
        break;
    }
    const weight = (await readWeights(page))['price'] ?? 0;
    await page.keyboard.press('ArrowLeft');
    expect((await readWeights(page))['price']).toBeCloseTo(weight - 0.01);
    await readOrder(page);
    const why = page.getByRole('button', { name: /^Score/ }).first();
    await why.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('table').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('table').waitFor({ state: 'detached' });
    expect(await why.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.goBack();
    await page.getByRole('heading', { name: 'Nearest to “chair”' }).waitFor();
  });

  test('the contributions in the table add up to the score', async () => {
    await goTo(`${likeItem()}&w=image:0.6,price:-0.4,brand:0.3`);
    await readOrder(page);
    await page
      .getByRole('button', { name: /^Score/ })
      .nth(2)
      .click();
    await page.getByRole('table').waitFor();
    const cells = await page.locator('tbody tr td:last-child').allTextContents();
    const score = await page.locator('tfoot td').textContent();
    const sum = cells.reduce((total, cell) => total + Number(cell.replace('−', '-')), 0);
    expect(Math.abs(sum - Number(score?.replace('−', '-')))).toBeLessThan(0.0005 * (cells.length + 1));
  });

  test('filters hold for the catalogue and for neighbours', async () => {
    await goTo('/');
    await page.waitForSelector('a[data-item-id]');
    await page.getByRole('combobox', { name: 'Section' }).click();
    await page.getByRole('option').first().click();
    await page.waitForFunction(() => location.search.includes('section='));
    const section = new URL(page.url()).searchParams.getAll('section');
    await page.getByRole('heading', { level: 1, name: / of / }).waitFor();
    await page.locator('a[data-item-id]').first().click();
    const shown = await readOrder(page);
    const source = new URL(page.url()).searchParams.get('like')?.slice('item:'.length) ?? '';
    expect(shown).toEqual(await server.similarIds({ itemId: source, filter: { section }, first: 24 }));
  });

  test('on a phone of 360 pixels the results stay in sight above the sliders', async () => {
    await page.context().close();
    page = await openPage({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    await goTo(likeItem());
    const before = await readOrder(page);
    await page.getByRole('button', { name: 'Weights' }).tap();
    const sheetTop = (await page.getByRole('region', { name: 'Weights' }).boundingBox())?.y ?? 0;
    const firstResult = await page.locator('[data-result-id]').first().boundingBox();
    expect(firstResult?.y).toBeGreaterThanOrEqual(0);
    expect(firstResult?.y).toBeLessThan(sheetTop - 150);
    await dragSlider(page, 'image', -80, 6);
    expect(await readOrder(page)).not.toEqual(before);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Weights' }).getAttribute('aria-expanded')).toBe('false');
  });

  test('a dropped photo finds the item it is the photo of', async () => {
    const photo = await server.photoOf(itemId);
    await goTo('/?w=image:1');
    await page.waitForSelector('a[data-item-id]');
    await dropFile(page, { name: 'photo.jpg', type: 'image/jpeg', content: photo });
    const shown = await readOrder(page);
    expect(shown[0]).toBe(itemId);
    expect(new URL(page.url()).search).not.toContain('photo');
    await page.getByText("a link to this page won't hold it").waitFor();
  });

  test('a file that is no picture is refused in words', async () => {
    await goTo('/');
    await page
      .getByTestId('photo-chooser')
      .setInputFiles({ name: 'list.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
    await page.getByRole('alert').getByText('“list.pdf” is not a picture').waitFor();
  });

  test('save as a profile, publish, save again as version 2, publish, roll back', async () => {
    const name = `e2e-${Date.now()}`;
    const save = async (weights: string, sentence: RegExp): Promise<void> => {
      await goTo(`${likeItem()}&w=${weights}`);
      await readOrder(page);
      await page.getByRole('button', { name: 'Save as…' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill(name);
      await page.getByText(sentence).waitFor();
      await page.getByRole('textbox', { name: 'Reason' }).fill('Tried in a browser');
      await page.getByRole('button', { name: 'Save draft' }).click();
      await page.getByText('saved as a draft').waitFor();
      await page.locator('[data-impact]').waitFor();
      await page.getByRole('button', { name: /^Publish version/ }).click();
      await page.getByText('is published. Shops').waitFor();
      await page.getByRole('button', { name: 'Done' }).click();
    };
    await save('image:0.5,text:0.25', /new profile; this becomes its version 1/);
    expect(await server.publishedWeights(name)).toEqual({ image: 0.5, text: 0.25 });
    await page.getByRole('button', { name: 'Profiles…' }).click();
    await page.getByRole('button', { name: 'Roll back' }).click();
    await page.getByRole('dialog').getByText('has no earlier published version').waitFor();
    await save('price:1', /exists already; this becomes its version 2/);
    expect(await server.publishedWeights(name)).toEqual({ price: 1 });
    await page.getByRole('button', { name: 'Profiles…' }).click();
    await page.getByRole('button', { name: 'Roll back' }).click();
    await page.getByText(`Version 1 of “${name}” is published now.`).waitFor();
    expect(await server.publishedWeights(name)).toEqual({ image: 0.5, text: 0.25 });
  });

  test('before a version is published, its impact is shown: the figures that the API gives', async () => {
    const name = `impact-${Date.now()}`;
    await server.publishProfile(name, { section: 1 });
    await server.saveGoldenQuery({
      name: 'Same section',
      itemId,
      expectedItemIds: [...(await server.similarIds({ itemId, weights: { section: 1 }, first: 1 }))],
      limit: 3,
      profile: name,
    });
    await goTo(`${likeItem()}&w=price:-1`);
    await readOrder(page);
    await page.getByRole('button', { name: 'Save as…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('button', { name: 'Save draft' }).click();
    const panel = page.getByRole('region', { name: 'Impact' });
    await panel.getByText('compared with version 1, which is live').waitFor();
    const impact = await server.previewOf(name, 2);
    const figures = await panel.locator('dl').first().locator('dd').allTextContents();
    expect(figures).toEqual([
      `${Math.round(impact.changedShare * 100)} %`,
      `${impact.rankOverlap.toFixed(2)}RBO`,
      String(impact.newItems.total),
      String(impact.lostItems.total),
    ]);
    await panel.getByText('1 golden query of 1 would break').waitFor();
    await page.getByRole('button', { name: 'Keep as draft' }).click();
    expect(await server.publishedWeights(name)).toEqual({ section: 1 });

    await page.getByRole('button', { name: 'Profiles…' }).click();
    await page.getByRole('combobox', { name: 'Profile' }).click();
    await page.getByRole('option', { name }).click();
    await page.getByRole('button', { name: 'Publish version 2' }).click();
    await page.getByRole('button', { name: 'Publish anyway' }).click();
    await page.getByText(`Version 2 of “${name}” is published now.`).waitFor();
    expect(await server.publishedWeights(name)).toEqual({ price: -1 });
  });

  test('who was faster is not overlooked: saving on top of another draft is refused in words', async () => {
    const name = `conflict-${Date.now()}`;
    await server.publishProfile(name, { text: 1 });
    await goTo(`${likeItem()}&w=image:1`);
    await readOrder(page);
    await page.getByRole('button', { name: 'Save as…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByText('becomes its version 2').waitFor();
    await server.publishProfile(name, { brand: 1 });
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('which has version 2 by now').waitFor();
    await page.getByText('becomes its version 3').waitFor();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('Version 3 of').first().waitFor();
    expect(await server.publishedWeights(name)).toEqual({ brand: 1 });
  });

  test('errors are sentences, and trying again works', async () => {
    await page.route('**/graphql', (route) => route.abort());
    await goTo('/');
    await page.getByRole('alert').getByText("The server can't be reached").waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForSelector('a[data-item-id]');

    const refusal = {
      errors: [{ message: 'Weight of image must be in [-1, 1]', extensions: { code: 'BAD_USER_INPUT' } }],
    };
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('similarItems') === true
        ? route.fulfill({ status: 400, json: refusal })
        : route.continue(),
    );
    await page.locator('a[data-item-id]').first().click();
    await page.getByRole('alert').getByText('Weight of image must be in [-1, 1].').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    expect((await readOrder(page)).length).toBeGreaterThan(0);
  });

  test('an item that is not there is told in words', async () => {
    await goTo('/?like=item:no-such-item');
    await page.getByText('no-such-item').first().waitFor();
    await page.getByRole('button', { name: 'Back to all items' }).click();
    await page.waitForSelector('a[data-item-id]');
  });
});
