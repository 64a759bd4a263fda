// The browser stories: every stories/*.story.mjs in a real Chromium, with hydration and with JavaScript off.
//
//   cargo xtask test --only browser              builds everything, then runs this
//   ITAKU_BIN=… node tests/browser/run.mjs [WORD] only stories whose file name contains WORD
//
// Each run of a story gets its own copy of the sample town, its own server and its own browser context, so the
// order of stories never matters. Knows nothing about the product: that is in the stories.

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launchBrowser } from './harness/browser.mjs';
import { runStory } from './harness/story.mjs';
import { printTable } from './harness/table.mjs';
import { Town } from './harness/town.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const MODES = ['js', 'nojs'];

process.exitCode = await main(process.argv[2] ?? '').catch((error) => {
  console.error(`  ✘ ${error.message}`);
  return 1;
});

async function main(word) {
  const stories = await loadStories(word);
  const screenshots = path.join(root, 'target/screenshots');
  await mkdir(screenshots, { recursive: true });
  const folder = await mkdtemp(path.join(tmpdir(), 'itaku-stories-'));
  const results = [];
  let browser;
  try {
    const town = await Town.fill(process.env.ITAKU_BIN, folder);
    browser = await launchBrowser();
    for (const { story, file } of stories) {
      for (const mode of story.modes) {
        const result = await runStory({ story, file, mode, browser, town, screenshots });
        results.push(result);
        printProgress(result);
      }
    }
    await tellResult(stories.length, results, browser.version());
  } finally {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  }
  printTable(results);
  return results.some((result) => result.problems.length > 0) ? 1 : 0;
}

/** Reads the stories and refuses those that do not keep the contract. */
async function loadStories(word) {
  const folder = path.join(here, 'stories');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.story.mjs') && file.includes(word)).sort();
  if (files.length === 0) throw new Error(`物語がありません: ${folder}（${word || '全部'}）`);
  const stories = [];
  for (const file of files) {
    const story = await import(pathToFileURL(path.join(folder, file)));
    const modesAreKnown = Array.isArray(story.modes) && story.modes.length > 0 && story.modes.every((mode) => MODES.includes(mode));
    if (typeof story.name !== 'string' || !modesAreKnown || typeof story.run !== 'function') {
      throw new Error(`${file}: name, modes (${MODES.join(', ')}), run(…) を export してください`);
    }
    stories.push({ story, file });
  }
  return stories;
}

function printProgress({ name, mode, seconds, problems }) {
  console.log(`  ${problems.length === 0 ? '可  ' : '不可'} ${name}（${mode}） ${seconds.toFixed(1)}秒`);
  for (const problem of problems) console.log(problem.replace(/^/gm, '        '));
}

/** For `cargo xtask test`, which repeats the counts in its summary. */
async function tellResult(storyCount, results, version) {
  const file = process.env.ITAKU_STORY_RESULT;
  if (!file) return;
  const failed = results.filter((result) => result.problems.length > 0).length;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ stories: storyCount, runs: results.length, failed, browser: `Chromium ${version}` }));
}
