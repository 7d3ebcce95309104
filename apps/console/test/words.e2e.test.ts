import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { openConsole, type ConsoleUnderTest } from './open-console.ts';
import { readOrder } from './page-actions.ts';

const executablePath = findChromium();
if (executablePath === undefined) {
  console.warn(
    'Skipping words among photos in a browser: no Chromium found. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
  );
}
const NOTE = 'Your words were compared with the photo itself.';

describe.skipIf(executablePath === undefined)('words among photos in the console', () => {
  let server: ConsoleUnderTest;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    server = await openConsole({ comparesWords: true });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_FLAGS });
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function figuresOf(search: string): Promise<string> {
    await page.goto(server.url + search);
    await readOrder(page);
    await page
      .getByRole('button', { name: /^Score/ })
      .first()
      .click();
    const figures = page.locator('[popover]:popover-open');
    await figures.getByText(/^Why .+ is here$/).waitFor();
    return figures.innerText();
  }

  test('the figures say where words were compared with the photo, and only there', async () => {
    const byWords = await figuresOf('/?like=text:red%20chair&w=image:1,text:1');
    expect(byWords).toContain(`† ${NOTE}`);
    expect(byWords).toMatch(/Photo†/);
    const item = encodeURIComponent(server.firstItemWithPhoto());
    expect(await figuresOf(`/?like=item:${item}&w=image:1,text:1`)).not.toContain(NOTE);
  });
});
