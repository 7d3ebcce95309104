import { existsSync } from 'node:fs';
import type { Check } from './check.ts';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Only tests of the console need it. */
export const chromiumCheck: Check = {
  name: 'Chromium',
  hint: 'Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH.',
  run: ({ config: { chromiumPath } }) => {
    const candidates = chromiumPath === undefined ? CANDIDATES : [chromiumPath, ...CANDIDATES];
    const found = candidates.find((path) => existsSync(path));
    const detail = found ?? 'none found; only browser tests need it';
    return Promise.resolve({ status: 'info', detail, ...(found === undefined ? { hint: chromiumCheck.hint } : {}) });
  },
};
