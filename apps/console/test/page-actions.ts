import type { Page } from 'playwright-core';

/** Ids of the neighbours in the order in which they stand, once the last answer is in. */
export async function readOrder(page: Page): Promise<string[]> {
  await page.waitForSelector('ol[aria-busy="false"] [data-result-id]');
  return page.$$eval('ol [data-result-id]', (cards) => cards.map((card) => card.getAttribute('data-result-id') ?? ''));
}

/** The weights that the sliders stand at. */
export async function readWeights(page: Page): Promise<Record<string, number>> {
  const pairs = await page.$$eval('[data-modality] input[type=range]', (sliders) =>
    sliders.map((slider) => [
      slider.closest('[data-modality]')?.getAttribute('data-modality') ?? '',
      Number((slider as HTMLInputElement).value) / 100,
    ]),
  );
  return Object.fromEntries(pairs) as Record<string, number>;
}

/** Drags a slider by its thumb to a value in [-100, 100], in `steps` movements of the mouse. */
export async function dragSlider(page: Page, modality: string, target: number, steps: number): Promise<void> {
  const slider = page.locator(`[data-modality="${modality}"] input[type=range]`);
  const box = await slider.boundingBox();
  if (box === null) throw new Error(`The slider of '${modality}' is not on the page.`);
  const thumb = 18;
  const at = (value: number): number => box.x + thumb / 2 + ((value + 100) / 200) * (box.width - thumb);
  await page.mouse.move(at(Number(await slider.inputValue())), box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(at(target), box.y + box.height / 2, { steps });
  await page.mouse.up();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** The address of the page, once it holds the weights that the sliders stand at. */
export async function readLink(page: Page): Promise<string> {
  const written = Object.entries(await readWeights(page))
    .map(([modality, weight]) => `${modality}:${weight}`)
    .join(',');
  await page.waitForFunction((expected) => new URLSearchParams(location.search).get('w') === expected, written);
  return page.url();
}

/** Drops a file on the page, as from the desktop. */
export async function dropFile(page: Page, file: { name: string; type: string; content: Buffer }): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, type, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type }));
      return data;
    },
    { name: file.name, type: file.type, base64: file.content.toString('base64') },
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
