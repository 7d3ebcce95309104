import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { openConsole, type ConsoleUnderTest } from './open-console.ts';
import { readOrder } from './page-actions.ts';

const executablePath = findChromium();

describe.skipIf(executablePath === undefined)('publishing at a time, in the console', () => {
  let server: ConsoleUnderTest;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    server = await openConsole();
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    const options = { viewport: { width: 390, height: 844 }, locale: 'en', timezoneId: 'America/New_York' };
    const context = await browser.newContext(options);
    context.setDefaultTimeout(15_000);
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
  });
  afterEach(async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.context().close();
    expect(problems.splice(0)).toEqual([]);
  });

  async function openProfile(name: string, tab: string): Promise<void> {
    await page.goto(`${server.url}/?like=item:${encodeURIComponent(server.firstItemWithPhoto())}&profile=${name}`);
    await readOrder(page);
    await page.getByRole('button', { name: 'Weights' }).click();
    await page.getByRole('button', { name: 'Profiles…' }).click();
    await page.getByRole('tab', { name: tab }).click();
  }

  test('a time of the reader is kept as an instant, listed, and cancelled', async () => {
    await server.publishProfile('sale', { image: 1 });
    await server.saveDraft('sale', { image: 1, price: 0.2 });
    await openProfile('sale', 'Versions');
    await page.getByRole('button', { name: 'Publish version 2' }).click();
    const step = page.getByRole('dialog');
    await step.getByText('At a time').click();
    const at = step.getByLabel('Publish at');
    const schedule = step.getByRole('button', { name: 'Schedule version 2' });
    expect(await schedule.isDisabled()).toBe(true);
    await at.fill('2020-06-01T09:30');
    await step.getByText('This has passed.').waitFor();
    expect(await schedule.isDisabled()).toBe(true);
    await at.fill('2090-06-01T09:30');
    await step.getByText('Thursday, June 1, 2090 at 9:30 AM EDT. Your time zone is America/New_York.').waitFor();
    await step.getByLabel('Reason').fill('Summer sale');
    await schedule.click();
    await step.getByText('Version 2 of “sale” will be published Jun 1, 2090, 9:30 AM, unless').waitFor();
    await step.getByText('To be published Jun 1, 2090, 9:30 AM').waitFor();
    const publishAt = '2090-06-01T13:30:00.000Z';
    const kept = { version: 2, publishAt, reason: 'Summer sale', refuseIfBroken: true };
    expect(await server.schedulesOf('sale')).toEqual([{ ...kept, status: 'PENDING' }]);

    await page.getByRole('tab', { name: 'Scheduled' }).click();
    const toCome = page.getByRole('list', { name: 'To come' });
    expect(await toCome.innerText()).toContain('Scheduled, unless a golden query breaks then');
    await toCome.getByRole('button', { name: 'Cancel the schedule of version 2, Jun 1, 2090, 9:30 AM' }).click();
    await page.getByText('Version 2 is no longer scheduled for Jun 1, 2090, 9:30 AM.').waitFor();
    expect(await page.getByRole('list', { name: 'Over' }).innerText()).toContain('Cancelled');
    expect(await toCome.count()).toBe(0);
    expect(await server.schedulesOf('sale')).toEqual([{ ...kept, status: 'CANCELLED' }]);
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByText('Schedule of version 2 for Jun 1, 2090, 9:30 AM cancelled').waitFor();
    expect(await server.publishedWeights('sale')).toEqual({ image: 1 });
  });

  test('two versions at the same instant are refused in words', async () => {
    await server.publishProfile('twice', { image: 1 });
    const version = await server.saveDraft('twice', { text: 1 });
    await server.scheduleProfile({
      name: 'twice',
      version: 1,
      publishAt: new Date('2090-06-01T13:30:00Z'),
      refuseIfBroken: false,
    });
    await openProfile('twice', 'Versions');
    await page.getByRole('button', { name: `Publish version ${version}` }).click();
    await page.getByText('At a time').click();
    await page.getByLabel('Publish at').fill('2090-06-01T09:30');
    await page.getByLabel('Try the golden queries again then').uncheck();
    await page.getByRole('button', { name: 'Schedule version 2' }).click();
    await page.getByText('is scheduled for 2090-06-01T13:30:00.000Z already').waitFor();
  });

  test(
    'what was published as scheduled, and what golden queries stopped, is told with their names',
    { timeout: 60_000 },
    async () => {
      const itemId = server.firstItemWithPhoto();
      const [nearest] = await server.similarIds({ itemId, weights: { section: 1 }, first: 1 });
      await server.publishProfile('guarded', { section: 1 });
      const soon = (seconds: number): Date => new Date(Date.now() + seconds * 1000);
      const breaking = await server.saveDraft('guarded', { price: -1 });
      const harmless = await server.saveDraft('guarded', { section: 0.5 });
      await server.scheduleProfile({ name: 'guarded', version: breaking, publishAt: soon(4), refuseIfBroken: true });
      await server.scheduleProfile({ name: 'guarded', version: harmless, publishAt: soon(5), refuseIfBroken: true });
      await server.saveGoldenQuery({
        name: 'Same section',
        itemId,
        expectedItemIds: [nearest ?? ''],
        limit: 3,
        profile: 'guarded',
      });
      await openProfile('guarded', 'Scheduled');
      const over = page.getByRole('list', { name: 'Over' });
      await expect.poll(() => over.getByRole('listitem').count(), { timeout: 40_000 }).toBe(2);
      expect(await over.getByRole('listitem').first().innerText()).toContain('Published');
      const refused = await over.getByRole('listitem').nth(1).innerText();
      expect(refused).toContain('Not published');
      expect(refused).toContain('would break the golden query');
      expect(refused).toContain('Same section');
      expect(await server.publishedWeights('guarded')).toEqual({ section: 0.5 });
      await page.getByRole('tab', { name: 'History' }).click();
      await page.getByText('Version 2 not published: it would have broken a golden query').waitFor();
      await page.getByText('Version 3 published as scheduled, instead of version 1').waitFor();
      await page.getByRole('button', { name: 'Roll back to version 1…' }).waitFor();
      expect(await page.getByRole('button', { name: 'Publish version 3 again…' }).count()).toBe(0);
      const broken = page.getByRole('list', { name: 'Golden queries that would have broken' });
      expect(await broken.getByRole('listitem').allTextContents()).toEqual(['Same section']);
    },
  );
});
