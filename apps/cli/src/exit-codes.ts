/** What the process ends with: 0 done, 1 failed, 2 wrong usage. */
export const EXIT_DONE = 0;
export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;
