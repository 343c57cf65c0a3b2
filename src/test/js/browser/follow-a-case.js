/**
 * Reads the trail as an auditor would: looks around, follows one case from its beginning, reads what
 * an escalation changed and why, finds who was not let in, and takes the table along.
 *
 *   node follow-a-case.js --base-url http://127.0.0.1:8080 --user auditor-1 --password … \
 *       --case UUID [--screenshots DIR] [--chromium /usr/bin/chromium]
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { visit } from './visit.js';

await visit('audit', 'case', async ({ page, options, result, step, shoot, fits }) => {
  step('look around');
  await page.goto(new URL('/audit', options['base-url']).href);
  await page.locator('#rows tr').first().waitFor();
  assert.match(await page.locator('#summary').innerText(), /\d+ records/);
  result.seal = await page.locator('#seal').innerText();
  assert.notEqual(result.seal, '');
  await shoot('1-all');
  await fits();

  step('follow one case, by the keyboard');
  await page.getByLabel('Case', { exact: true }).fill(options.case);
  await page.getByLabel('Order').selectOption('oldest');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Search' }).press('Enter');
  await page.locator('#rows tr button', { hasText: 'case escalated' }).waitFor();
  assert.equal(await page.locator('#rows tr button').first().innerText(), 'case opened');
  assert.match(page.url(), new RegExp(`#case_id=${options.case}`));
  await shoot('2-case');

  step('read what an escalation changed');
  await page.locator('#rows tr button', { hasText: 'case escalated' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('#panel').waitFor();
  const changes = await page.locator('#changes').innerText();
  assert.match(changes, /status\s+in_review\s+escalated/);
  assert.match(await page.locator('#tables').innerText(), /sla-policy version \d+, row \d+/);
  await page.locator('#bundles p', { hasText: /bundle/i }).first().waitFor();
  await shoot('3-record');
  await fits();

  step('see it on a small screen');
  await page.setViewportSize({ width: 800, height: 860 });
  await shoot('4-record-800');
  await fits();
  await page.keyboard.press('Escape');
  await page.locator('#panel').waitFor({ state: 'hidden' });
  assert.equal(
    await page.evaluate(() => document.activeElement.textContent), 'case escalated');
  await shoot('5-case-800');
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
  await shoot('6-readers');
});
