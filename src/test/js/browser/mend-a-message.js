/**
 * Mends a refused message as operations would: finds what is wrong, is stopped by a mistake, mends it
 * and asks for approval; or, as a second person, looks at it and approves.
 *
 *   node mend-a-message.js --base-url http://127.0.0.1:8080 --user ops-1 --password … \
 *       --letter ID [--screenshots DIR] [--chromium /usr/bin/chromium]
 */

import assert from 'node:assert/strict';

import { visit } from './visit.js';

await visit('dead-letters', 'letter', async ({ page, options, result, step, shoot, fits }) => {
  const ops = options.user.startsWith('ops');

  step('see what is wrong');
  await page.goto(new URL('/dead-letters', options['base-url']).href);
  await page.locator('#groups button').first().waitFor();
  result.groups = await page.locator('#groups button').count();
  assert.match(await page.locator('#summary').innerText(), /\d+ to be done/);
  await shoot(`${options.user}-1-groups`);

  step('open the message');
  await page.evaluate((id) => { location.hash = id; }, options.letter);
  await page.locator('#letter').waitFor();
  await page.locator('#letter-state', { hasText: options.letter }).waitFor();
  assert.match(await page.locator('#title').innerText(), /\/risk\/score is required/);

  if (ops) {
    await mend();
  } else {
    await approve();
  }
  await fits();

  async function mend() {
    assert.match(await page.locator('#right').innerText(), /"score": 0\.\d+/);
    assert.match(await page.locator('#verdict').innerText(), /^Line \d+, \/risk\/score: is required/);
    assert.equal(await page.locator('#behind mark').count(), 1);
    await shoot(`${options.user}-2-message`);

    step('be stopped by a mistake');
    const body = page.locator('#body');
    const text = await body.inputValue();
    await body.fill(text.replace('"risk": {', '"risk": {\n    "score": 7,'));
    await page.locator('#verdict', { hasText: '/risk/score: maximum' }).waitFor();
    await shoot(`${options.user}-3-mistake`);
    await page.getByLabel('Reason', { exact: true }).last().fill('score taken from the log');
    await page.locator('#deed-resubmit').click();
    await page.locator('#wrong:not(:empty)').waitFor();

    step('mend it and ask for approval');
    await body.fill(text.replace('"risk": {', '"risk": {\n    "score": 0.91,'));
    await page.locator('#verdict.good').waitFor();
    await page.locator('#deed-resubmit').click();
    await page.locator('#letter-state', { hasText: 'waits for approval' }).waitFor();
    assert.equal(await page.locator('#deed-approve').count(), 0);
    assert.match(await page.locator('#right ins').innerText(), /"score": 0\.91/);
    await shoot(`${options.user}-4-waiting`);
  }

  async function approve() {
    step('look at what was mended');
    assert.match(await page.locator('#right-title').innerText(), /Mended by ops-1/);
    assert.match(await page.locator('#right ins').innerText(), /"score": 0\.91/);
    await shoot(`${options.user}-2-mended`);

    step('not give it back without a reason');
    await page.locator('#deed-return').click();
    await page.locator('#wrong', { hasText: '/reason' }).waitFor();

    step('approve it');
    await page.locator('#deed-approve').click();
    await page.locator('#letter-state', { hasText: /approved by/ }).waitFor();
    await shoot(`${options.user}-3-approved`);
  }
});
