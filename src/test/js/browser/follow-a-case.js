/**
 * Reads the trail as an auditor would: looks around, follows one case from its beginning, reads what
 * an escalation changed and why, finds who was not let in, and takes the table along.
 *
 *   node follow-a-case.js --base-url http://127.0.0.1:8080 --user auditor-1 --password … \
 *       --case UUID [--screenshots DIR] [--chromium /usr/bin/chromium]
 *
 * Prints one line of JSON; exit code 0 means that all of it worked.
 */

import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';

const { values: options } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    user: { type: 'string' },
    password: { type: 'string', default: process.env.CASEWORK_PASSWORD },
    case: { type: 'string' },
    screenshots: { type: 'string' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});

const result = { ok: false, step: 'start', screenshots: [], console: [] };
let browser;
let page;

try {
  if (options.screenshots) {
    await mkdir(options.screenshots, { recursive: true });
  }

  step('open the browser');
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
    // what is not there yet, a seal or a bundle, is part of the story
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) {
      result.console.push(message.text());
    }
  });

  step('look around');
  await page.goto(new URL('/audit', options['base-url']).href);
  await page.locator('#rows tr').first().waitFor();
  assert.match(await page.locator('#summary').innerText(), /\d+ records/);
  result.seal = await page.locator('#seal').innerText();
  assert.notEqual(result.seal, '');
  await shoot('audit-1-all');
  await fits();

  step('follow one case, by the keyboard');
  await page.getByLabel('Case', { exact: true }).fill(options.case);
  await page.getByLabel('Order').selectOption('oldest');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Search' }).press('Enter');
  await page.locator('#rows tr button', { hasText: 'case escalated' }).waitFor();
  assert.equal(await page.locator('#rows tr button').first().innerText(), 'case opened');
  assert.match(page.url(), new RegExp(`#case_id=${options.case}`));
  await shoot('audit-2-case');

  step('read what an escalation changed');
  await page.locator('#rows tr button', { hasText: 'case escalated' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('#panel').waitFor();
  const changes = await page.locator('#changes').innerText();
  assert.match(changes, /status\s+in_review\s+escalated/);
  assert.match(await page.locator('#tables').innerText(), /sla-policy version \d+, row \d+/);
  await page.locator('#bundles p', { hasText: /bundle/i }).first().waitFor();
  await shoot('audit-3-record');
  await fits();

  step('see it on a small screen');
  await page.setViewportSize({ width: 800, height: 860 });
  await shoot('audit-4-record-800');
  await fits();
  await page.keyboard.press('Escape');
  await page.locator('#panel').waitFor({ state: 'hidden' });
  assert.equal(
    await page.evaluate(() => document.activeElement.textContent), 'case escalated');
  await shoot('audit-5-case-800');
  await fits();
  await page.setViewportSize({ width: 1280, height: 860 });

  step('find who was not let in');
  await page.getByLabel('What').selectOption('access_refused');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.locator('#rows .refused').first().waitFor();
  assert.match(await page.locator('#rows tr').first().innerText(), /analyst-1/);

  step('take the table along');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#export').click(),
  ]);
  const sheet = await readFile(await download.path(), 'utf8');
  assert.match(sheet, /^seq,log_seq,at,actor,roles,kind/);
  assert.match(sheet, /access_refused/);

  step('be told what is wrong');
  await page.getByLabel('Case', { exact: true }).fill('no case');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.locator('#wrong:not(:empty)').waitFor();
  assert.match(await page.locator('#wrong').innerText(), /must be a UUID/);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.locator('#rows tr').first().waitFor();

  step('see who reads most');
  await page.locator('#readers summary').click();
  await page.locator('#readers tbody tr').first().waitFor();
  await page.locator('#readers').scrollIntoViewIfNeeded();
  await shoot('audit-6-readers');

  assert.deepEqual(result.console, []);
  result.ok = true;
  delete result.step;
} catch (failure) {
  result.error = failure.message.split('\n').slice(0, 4).join(' ');
  await shoot('audit-failure').catch(() => {}); // the browser may be what failed
  process.exitCode = 1;
} finally {
  await browser?.close();
}
console.log(JSON.stringify(result));

function step(name) {
  result.step = name;
}

async function fits() {
  assert.ok(
    await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
    'the page is wider than the window',
  );
}

async function shoot(name) {
  if (options.screenshots && page) {
    const path = join(options.screenshots, `${name}.png`);
    await page.screenshot({ path });
    result.screenshots.push(path);
  }
}
