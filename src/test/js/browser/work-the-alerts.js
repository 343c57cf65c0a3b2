/**
 * Works the queue of alerts as an analyst would, by keys: looks, acknowledges, resolves many at once,
 * makes a case of one; or, as another person, only looks.
 *
 *   node work-the-alerts.js --base-url http://127.0.0.1:8080 --user analyst-1 --password … \
 *       --subject 'part of the subjects' [--screenshots DIR] [--chromium /usr/bin/chromium]
 */

import assert from 'node:assert/strict';

import { visit } from './visit.js';

await visit('alerts', 'subject', async ({ page, options, result, step, shoot, fits }) => {
  const rows = page.locator('#rows tr', { hasText: options.subject });
  const works = /^(analyst|lead|senior)/.test(options.user);

  step('see the queue');
  await page.goto(new URL(options.user.startsWith('ops') ? '/alerts' : '/alerts?severity=high', options['base-url']).href);
  if (options.user.startsWith('ops')) {
    await page.locator('#runs h2').first().waitFor();
    assert.equal(await page.locator('#queue').isVisible(), false);
    await shoot(`${options.user}-runs`);
    await fits();
    return;
  }
  await rows.first().waitFor();
  assert.match(await page.locator('#totals').innerText(), /critical/);
  await shoot(`${options.user}-1-queue`);

  step('nothing that a stranger wrote became part of the page');
  assert.equal(await page.locator('#rows img, #rows script, #panel img, #panel script').count(), 0);
  assert.match(await rows.first().innerText(), works ? /<img src=x/ : /••••/);

  step('open one by the keys');
  await page.keyboard.press('j');
  assert.equal(await page.locator('#rows tr.chosen').count(), 1);
  assert.equal(await page.locator('#panel').isVisible(), false); // marked is not read
  await rows.first().locator('a').click();
  await page.locator('#panel h2').waitFor();
  assert.match(page.url(), /\/alerts\/[0-9a-f-]{36}\?severity=high$/);
  assert.match(await page.locator('#panel').innerText(), works ? /cust-/ : /••••/);
  await shoot(`${options.user}-2-alert`);
  await fits();
  if (!works) {
    assert.equal(await page.locator('#deeds button').count(), 0);
    assert.equal(await page.locator('#rows input').count(), 0);
    return;
  }

  step('acknowledge it');
  await page.keyboard.press('a');
  await page.locator('#panel .standing', { hasText: `acknowledged with ${options.user}` }).waitFor();

  step('not resolve it without a note');
  await page.keyboard.press('r');
  await page.locator('#resolve[open]').waitFor();
  await page.keyboard.press('3');
  await page.keyboard.press('Control+Enter');
  await page.locator('#resolve .wrong:not(:empty)').waitFor();
  await page.keyboard.type('the same as yesterday');
  await shoot(`${options.user}-3-resolve`);
  await page.keyboard.press('Control+Enter');
  await page.locator('#panel .standing', { hasText: 'resolved: duplicate' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#panel').waitFor({ state: 'hidden' });

  step('acknowledge two at once');
  await rows.nth(3).waitFor({ state: 'detached' }); // the resolved one has left the list
  await rows.nth(0).locator('input').check();
  await rows.nth(1).locator('input').check();
  await page.locator('#selected', { hasText: '2 selected' }).waitFor();
  await shoot(`${options.user}-4-many`);
  await page.keyboard.press('a');
  await page.locator('#summary', { hasText: '2 acknowledged.' }).waitFor();
  assert.equal(await page.locator('#many').isVisible(), false);

  step('make a case of one');
  await rows.first().locator('a').click();
  await page.locator('#panel h2').waitFor();
  await page.keyboard.press('c');
  await page.locator('#case[open]').waitFor();
  await shoot(`${options.user}-5-case`);
  await page.locator('#case .main').click();
  await page.locator('#panel h3', { hasText: /^Case$/ }).waitFor();
  result.alert = page.url().match(/alerts\/([0-9a-f-]+)/)[1];

  step('find nothing, and say so');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('no-such-id');
  await page.keyboard.press('Enter');
  await page.locator('#nothing', { hasText: 'No alert fits' }).waitFor();
  await shoot(`${options.user}-6-nothing`);
  await page.locator('#clear').click();
  await page.locator('#rows tr').first().waitFor();

  step('ask which keys there are');
  await page.keyboard.press('?');
  await page.locator('#help[open]').waitFor();
  await shoot(`${options.user}-7-keys`);
});
