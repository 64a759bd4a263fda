// The sample town: filled once, copied for every run of a story, each copy behind its own server.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
/** A SQLite database is up to three files. */
const SUFFIXES = ['', '-wal', '-shm'];

export class Town {
  #program;
  #folder;
  #database;
  #copies = 0;

  /** Of every person of the sample town. */
  password = `Itaku-${randomBytes(9).toString('base64url')}`;

  /** Creates the sample town with `itaku-daicho demo`. */
  static async fill(program, folder) {
    if (!program) throw new Error('ITAKU_BIN に itaku-daicho の場所を入れてください');
    const town = new Town();
    town.#program = path.resolve(program);
    town.#folder = folder;
    town.#database = path.join(folder, 'town.db');
    const child = town.#spawn(['demo', '--database-url', `sqlite://${town.#database}`], folder);
    const said = listen(child);
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`itaku-daicho demo が終了しました（${code}）\n${said()}`);
    if (!(await exists(town.#database))) throw new Error(`itaku-daicho demo は ${town.#database} を作りませんでした\n${said()}`);
    return town;
  }

  /** Starts a server on a fresh copy; answers `{ base, said(), stop() }`. */
  async open() {
    this.#copies += 1;
    const folder = path.join(this.#folder, String(this.#copies));
    await mkdir(folder);
    const database = path.join(folder, 'itaku.db');
    for (const suffix of SUFFIXES) {
      if (await exists(this.#database + suffix)) await copyFile(this.#database + suffix, database + suffix);
    }
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const child = this.#spawn(['serve', '--listen', `127.0.0.1:${port}`, '--database-url', `sqlite://${database}`], folder);
    const said = listen(child);
    const stop = () => end(child);
    try {
      await answers(base, child, said);
    } catch (error) {
      await stop();
      throw error;
    }
    return { base, said, stop };
  }

  #spawn(args, cwd) {
    const env = { ...process.env, ITAKU_DEMO_PASSWORD: this.password };
    delete env.ITAKU_DATABASE_URL;
    delete env.ITAKU_LISTEN;
    return spawn(this.#program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}

/** Collects what a program prints; answers a function for its last lines. */
function listen(child) {
  let text = '';
  const take = (chunk) => { text = (text + chunk).slice(-8_000); };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.on('error', (error) => take(`${error}\n`));
  return () => text.trim();
}

async function answers(base, child, said) {
  const until = Date.now() + START_LIMIT_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`サーバーが起動せずに終了しました\n${said()}`);
    const answer = await fetch(`${base}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error(`サーバーが ${START_LIMIT_MS / 1000} 秒で /healthz に答えません\n${said()}`);
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = new AbortController();
  const late = sleep(STOP_LIMIT_MS, 'late', { signal: patience.signal }).catch(() => undefined);
  if ((await Promise.race([exited, late])) === 'late') child.kill('SIGKILL');
  patience.abort();
  await exited;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

const exists = (file) => stat(file).then(() => true, () => false);
