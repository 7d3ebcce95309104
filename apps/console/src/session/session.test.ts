import { expect, test } from 'vitest';
import { createSession } from './session.ts';

function memoryStorage() {
  const entries = new Map<string, string>();
  return {
    entries,
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}

test('a key lives as long as the tab, and longer only when it is to be remembered', () => {
  const [tab, browser] = [memoryStorage(), memoryStorage()];
  createSession(tab, browser).signIn('kdr_a', false);
  expect(createSession(tab, browser).getState().apiKey).toBe('kdr_a');
  expect(createSession(memoryStorage(), browser).getState().apiKey).toBeNull();
  createSession(tab, browser).signIn('kdr_b', true);
  expect(createSession(memoryStorage(), browser).getState().apiKey).toBe('kdr_b');
  expect([...tab.entries.values()]).toEqual([]);
});

test('signing out leaves no key anywhere, and asks for one', () => {
  const [tab, browser] = [memoryStorage(), memoryStorage()];
  const session = createSession(tab, browser);
  session.signIn('kdr_a', true);
  session.signOut();
  expect(session.getState()).toEqual({ apiKey: null, asksFor: 'needed' });
  expect([...tab.entries, ...browser.entries]).toEqual([]);
});

test('a refused key is forgotten; an answer to a key from before changes nothing', () => {
  const [tab, browser] = [memoryStorage(), memoryStorage()];
  const session = createSession(tab, browser);
  let changes = 0;
  session.subscribe(() => changes++);
  session.signIn('kdr_new', true);
  session.refuse('kdr_old');
  session.refuse(null);
  expect([session.getState(), changes]).toEqual([{ apiKey: 'kdr_new', asksFor: null }, 1]);
  session.refuse('kdr_new');
  expect(session.getState()).toEqual({ apiKey: null, asksFor: 'refused' });
  expect([...browser.entries]).toEqual([]);
  // Requests that were under way without a key don't hide why the console asks.
  session.refuse(null);
  expect(session.getState().asksFor).toBe('refused');
});

test('a browser that stores nothing keeps the key in the page', () => {
  const broken = () => {
    throw new DOMException('storage is off', 'SecurityError');
  };
  const storage = { getItem: broken, setItem: broken, removeItem: broken };
  const session = createSession(storage, storage);
  session.signIn('kdr_a', true);
  expect(session.getState().apiKey).toBe('kdr_a');
});
