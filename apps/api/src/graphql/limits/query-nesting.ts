/** Levels of brackets of any kind in a query; the parser needs a piece of the stack for each. */
export const MAX_QUERY_NESTING = 100;

const OPENING = new Set(['{', '[', '(']);
const CLOSING = new Set(['}', ']', ')']);

/** Whether brackets nest deeper than `limit`, those in texts and comments aside. One pass, no stack; runs before parsing. */
export function nestsDeeperThan(query: string, limit: number): boolean {
  let depth = 0;
  for (let position = 0; position < query.length; position++) {
    const character = query.charAt(position);
    if (character === '"' || character === '#') position = endOfSkipped(query, position);
    else if (CLOSING.has(character)) depth -= 1;
    else if (OPENING.has(character) && ++depth > limit) return true;
  }
  return false;
}

/** Position of the last character of the text or comment that begins at `start`. */
function endOfSkipped(query: string, start: number): number {
  if (query.charAt(start) === '#') return endOf(query.indexOf('\n', start), query);
  if (query.startsWith('"""', start)) {
    let end = query.indexOf('"""', start + 3);
    while (end > 0 && query.charAt(end - 1) === '\\') end = query.indexOf('"""', end + 3);
    return end < 0 ? query.length : end + 2;
  }
  let end = start + 1;
  while (end < query.length && query.charAt(end) !== '"' && query.charAt(end) !== '\n')
    end += query.charAt(end) === '\\' ? 2 : 1;
  return end;
}

function endOf(found: number, query: string): number {
  return found < 0 ? query.length : found;
}
