import { existsSync } from 'node:fs';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Flags with which Chromium runs without a screen, also as root in a container. */
export const CHROMIUM_FLAGS = ['--no-sandbox', '--disable-gpu', '--headless', '--disable-dev-shm-usage'];

/** Path of an installed Chromium (`CHROMIUM_PATH` first); undefined where there is none. */
export function findChromium(): string | undefined {
  return [process.env['CHROMIUM_PATH'] ?? '', ...CANDIDATES].find((path) => path !== '' && existsSync(path));
}
