// One run of one story: a server, a context, the tools a story gets, and every reason why it failed.

import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { axe } from './axe.mjs';
import { newContext } from './browser.mjs';
import { expect } from './expect.mjs';
import { watch } from './watch.mjs';

/** A story may ask for more, by `export const limitMs`. */
const STORY_LIMIT_MS = 120_000;
const STEP_LIMIT_MS = 10_000;

export async function runStory({ story, file, mode, browser, town, screenshots }) {
  const started = Date.now();
  const problems = [];
  const label = `${file.replace('.story.mjs', '')}-${mode}`;
  const desks = [];
  let server;
  try {
    server = await town.open();
    const watched = [];
    /** A browser of its own, as at another desk; answers its page. */
    const desk = async () => {
      const context = await newContext(browser, server.base, mode);
      desks.push(context);
      context.setDefaultTimeout(STEP_LIMIT_MS);
      watch(context, server.base, mode, watched);
      return context.newPage();
    };
    const page = await desk();
    try {
      await within(story.limitMs ?? STORY_LIMIT_MS, story.run(tools({ page, desk, mode, label, base: server.base, password: town.password, screenshots })));
    } catch (error) {
      problems.push(tell(error));
      const shot = path.join(screenshots, `${label}-failed.png`);
      await page.screenshot({ path: shot, fullPage: true }).then(() => problems.push(`画面: ${shot}`), () => undefined);
    }
    problems.push(...new Set(watched));
  } catch (error) {
    problems.push(tell(error));
  } finally {
    for (const context of desks) await context.close();
    await server?.stop();
  }
  if (problems.length > 0 && server?.said()) problems.push(`サーバーの最後の出力:\n${server.said().split('\n').slice(-20).join('\n')}`);
  return { name: story.name, file, mode, seconds: (Date.now() - started) / 1000, problems };
}

/** What a story's `run` is given. */
function tools({ page, desk, mode, label, base, password, screenshots }) {
  /** Waits until the page is alive; at once where JavaScript is off. */
  const hydrated = async (on = page) => {
    await on.waitForLoadState('load');
    if (mode === 'js') await on.locator('html[data-hydrated="true"]').waitFor({ state: 'attached' });
  };
  /** Opens a path and waits until the page is alive; answers the response. */
  const visit = async (to, on = page) => {
    // A page under way loads itself again now and then; just when it is left, that stops our going.
    const isStopped = (error) => String(error?.message).includes('net::ERR_ABORTED');
    const response = await on.goto(to).catch((error) => (isStopped(error) ? on.goto(to) : Promise.reject(error)));
    await hydrated(on);
    return response;
  };
  /** Does what leads to another page, and waits until that one is alive: what stands here may look like it. */
  const onwards = async (go, on = page) => {
    // Waited for before the going: a state already reached would be that of the page that is left.
    await Promise.all([on.waitForEvent('load'), go()]);
    await hydrated(on);
  };
  /** Presses the button of that name (whole, or as a pattern), on the page or in a part of it. */
  const press = (label, within = page) => onwards(() => within.getByRole('button', { name: label, exact: true }).click(), pageOf(within));
  /** Follows the link of that name, on the page or in a part of it. */
  const follow = (label, within = page) => onwards(() => within.getByRole('link', { name: label, exact: true }).click(), pageOf(within));
  const signOut = (on = page) => press('サインアウト', on);
  /** Signs in as one of the sample town's people (keiyaku, shozoku, kansa, tokatsu, admin). */
  const signIn = async (name, on = page) => {
    await visit('/sign-in', on);
    await on.locator('[name="sign_in_name"]').fill(name);
    await on.locator('[name="password"]').fill(password);
    await press('サインイン', on);
    if (new URL(on.url()).pathname === '/sign-in') throw new Error(`${name} がサインインできません`);
  };
  /** Writes target/screenshots/<story>-<mode>-<name>.png, the whole page. */
  const shot = (name, on = page) => {
    const take = () => on.screenshot({ path: path.join(screenshots, `${label}-${name}.png`), fullPage: true });
    // A page that loads itself again while its picture is taken has no picture; the next one has.
    const isLate = (error) => error?.name === 'TimeoutError';
    return take().catch((error) => (isLate(error) ? on.waitForLoadState('load').then(take) : Promise.reject(error)));
  };
  return { page, context: page.context(), desk, base, mode, password, expect, axe: async (on = page) => {
    await on.waitForLoadState('load');
    await axe(on, mode);
  }, hydrated, visit, onwards, press, follow, signIn, signOut, shot };
}

/** The page itself, or that of a part of it. */
const pageOf = (part) => part.page?.() ?? part;

async function within(limit, work) {
  const patience = new AbortController();
  const late = sleep(limit, undefined, { signal: patience.signal }).then(
    () => { throw new Error(`物語が ${limit / 1000} 秒で終わりません`); },
    () => undefined,
  );
  try {
    await Promise.race([work, late]);
  } finally {
    patience.abort();
    work.catch(() => undefined);
  }
}

/** The message, and where in the story it happened. */
function tell(error) {
  const at = String(error?.stack ?? '').split('\n').find((line) => line.includes('.story.mjs'));
  return `${error?.message ?? error}${at ? `\n${at.trim()}` : ''}`;
}
