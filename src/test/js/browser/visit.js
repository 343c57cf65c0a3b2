/**
 * Walks through a story on one of our own pages in a real browser; the page's user signs in by Basic.
 *
 * Prints one line of JSON: how far it came, what went wrong, which screenshots were taken; exit code
 * 0 means that all of it worked. Options of every story: --base-url --user --password --screenshots
 * --chromium; a story adds one of its own.
 */

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';

/**
 * @param name of the page, with which the screenshots begin
 * @param option what the story takes besides
 * @param story is given the page, the options, the result, and step, shoot, fits
 */
export async function visit(name, option, story) {
  const { values: options } = parseArgs({
    options: {
      'base-url': { type: 'string' },
      user: { type: 'string' },
      password: { type: 'string', default: process.env.CASEWORK_PASSWORD },
      screenshots: { type: 'string' },
      chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
      [option]: { type: 'string' },
    },
  });
  const result = { ok: false, step: 'open the browser', screenshots: [], console: [] };
  let browser;
  let page;

  const step = (next) => {
    result.step = next;
  };
  const shoot = async (picture) => {
    if (options.screenshots && page) {
      const path = join(options.screenshots, `${name}-${picture}.png`);
      await page.screenshot({ path });
      result.screenshots.push(path);
    }
  };
  const fits = async () =>
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
      'the page is wider than the window',
    );

  try {
    if (options.screenshots) {
      await mkdir(options.screenshots, { recursive: true });
    }
    browser = await chromium.launch({
      executablePath: options.chromium,
      headless: true,
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync',
      ],
    });
    page = await browser.newPage({
      viewport: { width: 1280, height: 860 },
      httpCredentials: { username: options.user, password: options.password },
    });
    page.on('pageerror', (error) => result.console.push(error.message));
    page.on('console', (message) => {
      // what the server refuses, or does not have yet, is part of the story
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) {
        result.console.push(message.text());
      }
    });
    page.on('dialog', (dialog) => dialog.accept());

    await story({ page, options, result, step, shoot, fits });

    assert.deepEqual(result.console, []);
    result.ok = true;
    delete result.step;
  } catch (failure) {
    result.error = failure.message.split('\n').slice(0, 4).join(' ');
    await shoot('failure').catch(() => {}); // the browser may be what failed
    process.exitCode = 1;
  } finally {
    await browser?.close();
  }
  console.log(JSON.stringify(result));
}
