import type { ProcessEntry } from './process-tree.ts';

/** Which of the demo's processes is meant, by what its command line says. */
export const ROLES: Readonly<Record<string, (entry: ProcessEntry) => boolean>> = {
  npm: (entry) => /\bnpm run\b/.test(entry.command),
  bootstrap: (entry) => entry.command.includes('tools/bootstrap.mjs'),
  demo: (entry) => entry.command.includes('tools/demo/dist/main.js'),
  guardian: (entry) => /\bguardian\.js\b/.test(entry.command),
  // The postmaster; its workers call themselves `postgres: checkpointer` and the like.
  postgres: (entry) => /^\S*bin\/postgres\s/.test(entry.command),
};

/** Their end is the demo's end. */
export const FATAL = ['npm', 'bootstrap', 'demo'];
/** The demo starts them again. */
export const HEALED = ['guardian', 'postgres'];

/** @throws Error if there is no such process */
export function findRole(processes: readonly ProcessEntry[], role: string): ProcessEntry {
  const found = processes.find((entry) => ROLES[role]?.(entry));
  if (!found) throw new Error(`no ${role} among:\n${processes.map((entry) => entry.command).join('\n')}`);
  return found;
}
