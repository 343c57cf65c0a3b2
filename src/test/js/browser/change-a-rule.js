/**
 * Changes a rule as a fraud lead would: finds it, is stopped by a mistake, tries the change, saves
 * it, reads its history, switches it off.
 *
 *   node change-a-rule.js --base-url http://127.0.0.1:8080 --user lead-1 --password … \
 *       --rule test-rule [--screenshots DIR] [--chromium /usr/bin/chromium]
 */

import assert from 'node:assert/strict';

import { visit } from './visit.js';

await visit('rules', 'rule', async ({ page, options, result, step, shoot, fits }) => {
  step('read the table');
  await page.goto(new URL('/rules', options['base-url']).href);
  await page.locator('#rows tr').first().waitFor();
  result.rules = await page.locator('#rows tr').count();
  assert.match(await page.locator('#summary').innerText(), /\d+ in force/);
  await shoot('1-table');

  step('find the rule by the keyboard');
  await page.getByLabel('Find').fill(options.rule);
  assert.equal(await page.locator('#rows tr').count(), 1);
  await page.locator('#rows tr button').focus();
  await page.keyboard.press('Enter');
  await page.locator('#panel').waitFor();
  assert.equal(new URL(page.url()).hash, `#${options.rule}`);
  await page.getByLabel('Find').fill('');
  await shoot('2-rule');

  step('be stopped by a mistake');
  const condition = page.locator('[name=condition]');
  await condition.fill('{ "all": [\n  { "field": "amount_zar", "op": "gt", "value": 75000 },\n  { "field": "channel", "op": "above", "value": "api" }\n] }');
  await page.locator('#save').click();
  await page.locator('#condition-wrong:not(:empty)').waitFor();
  result.refused = await page.locator('#condition-wrong').innerText();
  assert.match(result.refused, /^Line 3, \/all\/1\/op: must be one of/);
  assert.equal(await selected(condition), '"above"');
  await shoot('3-mistake');

  step('be stopped by text that is no JSON');
  await condition.fill('{ "all": [ ');
  await page.locator('#save').click();
  assert.match(await page.locator('#condition-wrong').innerText(), /is not JSON/);

  step('try the change');
  await condition.fill('{ "all": [\n  { "field": "amount_zar", "op": "gt", "value": 75000 },\n  { "field": "channel", "op": "eq", "value": "api" }\n] }');
  await page.locator('#try').click();
  await page.locator('#trial').waitFor();
  result.trial = (await page.locator('#trial h3').innerText()).trim();
  await shoot('4-trial');

  step('save it');
  await page.locator('#save').click();
  await page.locator('#done:not(:empty)').waitFor();
  assert.match(await page.locator('#origin').innerText(), /version 2/);
  result.words = await page.locator('tr.chosen .words').first().innerText();
  assert.equal(result.words, 'amount_zar > 75,000 and channel is api');

  step('read its history');
  await page.locator('#history summary').click();
  await page.locator('#history li').nth(1).waitFor();
  assert.match(await page.locator('#history li').first().innerText(), /Version 2/);
  await shoot('5-history');

  step('switch it off');
  await page.locator('#toggle').click();
  await page.getByRole('button', { name: 'Switch on' }).waitFor();
  assert.match(await page.locator('#origin').innerText(), /off version 3/);

  step('see what can be asked');
  await page.locator('#language summary').click();
  await page.locator('#language code', { hasText: 'history.travel_kmh' }).waitFor();
  await page.locator('#language').scrollIntoViewIfNeeded();
  await shoot('6-language');

  step('write a new one and leave it');
  await page.locator('#create').click();
  assert.equal(await page.locator('#title').innerText(), 'New rule');
  await page.locator('#save').click();
  await page.locator('#name-wrong:not(:empty)').waitFor();
  assert.match(await page.locator('#name-wrong').innerText(), /1 to 120 characters/);
  await shoot('7-new');
  await page.keyboard.press('Escape');
  await page.locator('#panel').waitFor({ state: 'hidden' });

  await fits();
});

function selected(field) {
  return field.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
}
