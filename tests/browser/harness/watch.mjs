// What no story may cause, whatever it checks: script errors, broken files, or a request that leaves the town.

/** Kinds of request whose 4xx is a page's own defect; a form's or a page's 4xx is an answer. */
const FILES = new Set(['stylesheet', 'script', 'image', 'font', 'media', 'manifest', 'other']);

/** Watches every page of a context; problems are appended to the list. */
export function watch(context, base, mode, problems) {
  const { host } = new URL(base);
  const staysHere = (address) => {
    const url = new URL(address);
    return !/^(https?|wss?):$/.test(url.protocol) || url.host === host;
  };
  const watchPage = (page) => {
    page.on('pageerror', (error) => problems.push(`スクリプトの誤り: ${error.stack ?? error}`));
    page.on('console', (message) => {
      // The status of each answer is judged below, by what was asked for.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        problems.push(`コンソールの誤り: ${message.text()}（${message.location().url}）`);
      }
    });
    page.on('websocket', (socket) => {
      if (!staysHere(socket.url())) problems.push(`外部への通信: ${socket.url()}`);
    });
    page.on('crash', () => problems.push('ページが停止しました'));
  };
  context.on('page', watchPage);
  context.on('request', (request) => {
    if (!staysHere(request.url())) problems.push(`外部への通信: ${request.method()} ${request.url()}`);
  });
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // A page that is left stops its own requests; a download replaces its navigation.
    // Where JavaScript is off, Chromium refuses the script that was announced in the head.
    const isSwitchedOff = mode === 'nojs' && request.resourceType() === 'script' && why === 'csp';
    if (why !== 'net::ERR_ABORTED' && !isSwitchedOff) problems.push(`通信の失敗: ${request.method()} ${request.url()} ${why}`);
  });
  context.on('response', (response) => {
    const status = response.status();
    const kind = response.request().resourceType();
    if (500 <= status || (400 <= status && FILES.has(kind))) {
      problems.push(`応答 ${status}: ${response.request().method()} ${response.url()}（${kind}）`);
    }
  });
}
