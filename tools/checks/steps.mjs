/** What `npm run check` runs, in Nx's words: targets of the root project. */
export const checkTargets = ['lint', 'format', 'typecheck', 'codegen-unchanged', 'doc-paths', 'compose'];
