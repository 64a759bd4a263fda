// npm packages, from the folder `cargo xtask test` names, else from tests/browser/node_modules.

import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('../node_modules', import.meta.url));
const modules = process.env.ITAKU_NODE_MODULES ?? own;
const require = createRequire(path.join(modules, 'here.js'));

export const { chromium } = require('playwright-core');
export const axe = require('axe-core');
export const axeJapanese = require('axe-core/locales/ja.json');
