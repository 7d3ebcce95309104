import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
if (CHROMIUM === undefined) console.warn('GraphiQL is not tested in a browser: there is no Chromium in /usr/bin.');

let api: InMemoryApi;
let browser: Browser;
beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  api = await startInMemoryApi();
  await api.client.data('mutation { upsertItems(items: [{id: "a", title: "Red leather shoes"}]) { __typename } }');
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

test.skipIf(CHROMIUM === undefined)('GraphiQL works without any network: the example query is answered', async () => {
  const page = await browser.newPage();
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  await page.route('**', (route) => {
    const url = route.request().url();
    if (url.startsWith(api.url) || /^(data|blob):/.test(url)) return route.continue();
    elsewhere.push(url);
    return route.abort();
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${api.url}/graphql`);
  await page.getByRole('button', { name: /execute query/i }).click();
  await expect
    .poll(() => page.getByRole('region', { name: 'Result Window' }).innerText(), { timeout: 20_000 })
    .toMatch(/Red.leather.shoes/);
  if (process.env['SCREENSHOT']) await page.screenshot({ path: process.env['SCREENSHOT'] });
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
});
