// Claims about values and about what is on the page. A claim about the page is repeated until it holds, so a
// story never sleeps.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 5_000;

/**
 * expect(value).toBe(…) .toEqual(…) .toContain(…) .toMatch(…)
 * await expect(locator).toHaveText(…) .toContainText(…) .toHaveValue(…) .toHaveCount(…) .toBeVisible() .toBeHidden()
 *   .toBeChecked() .toBeFocused() .toBeAttached() .not.toContainText(…)
 * await expect(page).toHavePath(…) .toHaveTitle(…)
 */
export function expect(subject) {
  if (typeof subject?.goto === 'function') return pageClaims(subject);
  if (typeof subject?.waitFor === 'function') return locatorClaims(subject);
  return valueClaims(subject);
}

function valueClaims(value) {
  return {
    toBe: (expected) => assert.equal(value, expected),
    toEqual: (expected) => assert.deepEqual(value, expected),
    toMatch: (pattern) => assert.match(value, pattern),
    toContain: (part) => assert.ok(value?.includes(part), `${JSON.stringify(part)} がありません:\n${JSON.stringify(value)}`),
  };
}

function pageClaims(page) {
  return {
    toHavePath: (expected) => eventually('アドレス', () => new URL(page.url()).pathname, expected),
    toHaveTitle: (expected) => eventually('題名', () => page.title(), expected),
  };
}

function locatorClaims(locator) {
  const name = String(locator);
  const quick = { timeout: 1_000 };
  const text = async () => tidy(await locator.innerText(quick));
  return {
    toHaveText: (expected) => eventually(name, text, expected),
    toContainText: (part) => eventually(name, text, part, (seen) => seen.includes(part)),
    toHaveValue: (expected) => eventually(name, () => locator.inputValue(quick), expected),
    toHaveCount: (expected) => eventually(`${name} の数`, () => locator.count(), expected),
    toBeVisible: () => eventually(`${name} が見える`, () => locator.isVisible(), true),
    toBeHidden: () => eventually(`${name} が見える`, () => locator.isVisible(), false),
    toBeChecked: () => eventually(`${name} が選ばれている`, () => locator.isChecked(quick), true),
    toBeAttached: () => eventually(`${name} がある`, async () => 0 < (await locator.count()), true),
    not: { toContainText: (part) => eventually(`${name} にない`, text, part, (seen) => !seen.includes(part)) },
    toBeFocused: () => eventually(`${name} に焦点がある`, () => isFocused(locator), true),
  };
}

const isFocused = async (locator) => (await locator.and(locator.page().locator(':focus')).count()) === 1;
const tidy = (text) => text.replace(/\s+/g, ' ').trim();

async function eventually(what, look, expected, holds = matches(expected)) {
  const until = Date.now() + PATIENCE_MS;
  let seen;
  for (;;) {
    try {
      seen = await look();
      if (holds(seen)) return;
    } catch (error) {
      seen = `（${String(error.message ?? error).split('\n')[0]}）`;
    }
    if (until < Date.now()) break;
    await sleep(50);
  }
  throw new Error(`${what}\n  期待: ${show(expected)}\n  実際: ${show(seen)}`);
}

const matches = (expected) => (expected instanceof RegExp ? (seen) => expected.test(seen) : (seen) => seen === expected);
const show = (value) => (value instanceof RegExp ? String(value) : JSON.stringify(value));
