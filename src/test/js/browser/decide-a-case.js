/**
 * Decides one case in Tasklist as an analyst would: sign in, open the queue, claim the most urgent
 * case, read it, be stopped by an incomplete form, decide, see the task go.
 *
 *   CASEWORK_PASSWORD=… node decide-a-case.js --base-url http://127.0.0.1:8080 --user analyst-1 \
 *       [--filter 'My queues'] [--screenshots DIR] [--chromium /usr/bin/chromium]
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
    filter: { type: 'string', default: 'My queues' },
    screenshots: { type: 'string' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});

const started = Date.now();
const result = { ok: false, step: 'start', screenshots: [] };
let browser;
let page;

try {
  for (const needed of ['base-url', 'user', 'password']) {
    assert.ok(options[needed], `--${needed} is missing`);
  }
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
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const completions = [];
  page.on('request', (request) => {
    if (/\/task\/[^/]+\/(complete|submit-form)$/.test(new URL(request.url()).pathname)) {
      completions.push(request.postDataJSON());
    }
  });

  step('sign in');
  await page.goto(new URL('/camunda/app/tasklist/default/', options['base-url']).href);
  const userName = page.locator('input[ng-model="username"]');
  await userName.waitFor({ timeout: 15_000 })
    .catch(() => page.reload()); // Tasklist's own loader gives up on a server that has just started
  await userName.fill(options.user);
  await page.fill('input[ng-model="password"]', options.password);
  await page.click('button[type=submit]');

  step('open the queue');
  await page.click(`.task-filters >> text="${options.filter}"`);
  const first = page.locator('ol.tasks-list > li').first();
  await first.waitFor();
  await first.locator('.casework-card').waitFor();
  await shoot('1-queue');

  step('open the most urgent case');
  await first.locator('.clickable').click();
  await page.waitForURL(/[?&]task=/);
  result.task = new URLSearchParams(page.url().split('?').pop()).get('task');

  step('read the case');
  await part('page').waitFor();
  result.time_left = await text('timeLeft');
  result.amount = await text('amount');
  result.rules = (await text('rules')).split('\n');
  assert.match(result.time_left, /left|breached|paused/i);
  assert.match(result.amount, /^[A-Z]{3} [\d,.]+$/);
  assert.ok(result.rules[0], 'why the case is here is not said');
  await shoot('2-case');

  step('claim it');
  await part('claimNow').waitFor();
  assert.equal(await page.locator('.casework fieldset:disabled').count(), 1, 'an unclaimed case can be decided');
  await part('claimNow').click();
  await page.locator('.casework fieldset:enabled').waitFor();

  step('write a note and mend it');
  await part('newNote').fill('Rang the customer, no answer.');
  await part('addNote').click();
  await part('notes').getByRole('button', { name: /^Edit the note/ }).first().click();
  const mended = part('notes').locator('textarea');
  assert.equal(await mended.inputValue(), 'Rang the customer, no answer.');
  await mended.press('End');
  await mended.pressSequentially(' Tried at 13:20.'); // letters and digits, and no decision
  await shoot('2-note');
  await part('notes').getByRole('button', { name: 'Save note' }).click();
  await part('notes').locator('li', { hasText: 'edited' }).waitFor();
  assert.match(await part('notes').innerText(), /no answer\. Tried at 13:20\./);

  step('add a file, and save it again');
  await part('newFile').setInputFiles({
    name: 'slip of paper.txt', mimeType: 'text/plain', buffer: Buffer.from('paid twice'),
  });
  const file = part('attachments').getByRole('link', { name: 'slip of paper.txt' });
  await file.waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), file.click()]);
  assert.equal(saved.suggestedFilename(), 'slip of paper.txt');
  assert.equal(await readFile(await saved.path(), 'utf8'), 'paid twice');

  step('be refused a file that is none of those taken');
  await part('newFile').setInputFiles({
    name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<!DOCTYPE html><html>'),
  });
  await page.waitForFunction(
    () => /not accepted/.test(document.querySelector('[data-part=fileNews]').textContent),
  );
  result.refused = await text('fileNews');
  await shoot('2-files');

  step('be stopped by an incomplete form');
  await page.keyboard.press('1');
  await part('record').click();
  result.blocked = await text('problems');
  assert.match(result.blocked, /Reason code/);
  assert.equal(completions.length, 0, 'the incomplete form was sent');
  await shoot('3-blocked');

  step('decide');
  const reason = part('reasons').locator('label').first();
  result.reason = (await reason.innerText()).replace(/\s+/g, ' ').trim();
  await reason.click();
  await part('note').fill('The customer says that the payment was not theirs.');
  await shoot('4-decided');
  await part('record').click();

  step('see the task go');
  await part('page').waitFor({ state: 'detached' });
  await page.waitForFunction(
    (task) => !document.querySelector(`ol.tasks-list a[href*="${task}"]`),
    result.task,
  );
  assert.equal(completions.length, 1);
  const { decision, reasonCode, note } = completions[0].variables;
  assert.equal(decision.value, 'confirm_fraud');
  assert.ok(reasonCode.value, 'no reason code was sent');
  assert.equal(note.valueInfo?.transient, true, 'the note was sent as a lasting variable');
  await shoot('5-gone');

  result.ok = true;
  delete result.step;
} catch (failure) {
  result.error = failure.message.split('\n')[0];
  await shoot('failure').catch(() => {}); // the browser may be what failed
  process.exitCode = 1;
} finally {
  await browser?.close();
}
result.seconds = Math.round((Date.now() - started) / 100) / 10;
console.log(JSON.stringify(result));

function step(name) {
  result.step = name;
}

function part(name) {
  return page.locator(`.casework [data-part="${name}"]`);
}

async function text(name) {
  await part(name).waitFor();
  return (await part(name).innerText()).trim();
}

async function shoot(name) {
  if (options.screenshots && page) {
    const path = join(options.screenshots, `${name}.png`);
    await page.screenshot({ path });
    result.screenshots.push(path);
  }
}
