// axe-core in Japanese, in a world of its own: the page's content security policy stays in force, and it works
// where the page's JavaScript is off.

import { axe as axeCore, axeJapanese } from './packages.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Where JavaScript is off no timer ever fires, and axe would wait for ever. In its own world short timers become
 * promises, which do run; long ones are only axe's limits of patience and are left out.
 */
const TIMERS = `
  globalThis.setTimeout = (work, wait = 0, ...rest) => {
    if (wait < 100) Promise.resolve().then(() => work(...rest));
    return 0;
  };
  globalThis.clearTimeout = () => undefined;
  undefined`;

const RUN = `(async () => {
  axe.configure({ locale: ${JSON.stringify(axeJapanese)} });
  const result = await axe.run(document, {
    runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} },
    resultTypes: ['violations'],
  });
  return JSON.stringify({
    rules: result.passes.length,
    violations: result.violations.map(({ id, impact, help, nodes }) => ({
      id, impact, help,
      places: nodes.map((node) => ({ at: node.target.flat().join(' '), html: node.html, why: node.failureSummary })),
    })),
  });
})()`;

/** Fails with a readable list when axe finds anything on the page as it stands. */
export async function axe(page, mode) {
  const session = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'axe',
    });
    if (mode === 'nojs') await evaluate(session, contextId, TIMERS);
    await evaluate(session, contextId, `${axeCore.source}; undefined`);
    const result = JSON.parse(await evaluate(session, contextId, RUN));
    if (result.rules === 0) throw new Error('axeは何も検査しませんでした');
    if (result.violations.length > 0) {
      const lines = result.violations.flatMap(describe);
      throw new Error(`アクセシビリティの違反 ${result.violations.length} 件: ${page.url()}\n${lines.join('\n')}`);
    }
  } finally {
    await session.detach();
  }
}

async function evaluate(session, contextId, expression) {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression, contextId, awaitPromise: true, returnByValue: true,
  });
  if (exceptionDetails) throw new Error(`axeの実行: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
  return result.value;
}

function describe({ id, impact, help, places }) {
  const lines = [`・${id}（${impact}）${help}`];
  for (const { at, html, why } of places) {
    lines.push(`    ${at}`, `      ${html.slice(0, 200)}`, ...why.split('\n').map((line) => `      ${line}`));
  }
  return lines;
}
