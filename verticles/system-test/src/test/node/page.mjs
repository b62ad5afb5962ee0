// Drives the first page in Chromium: log in, see a price change, buy, see FILLED and the holding; as staff, see the feeds.
// usage: node page.mjs URL CHROMIUM [SCREENSHOT-FOLDER]; exit 0 and a last line "1 passed, 0 failed".

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { chromium, selectors } from 'playwright-core';

const [url, executablePath, pictures] = process.argv.slice(2);
const LONG = 30_000;

selectors.setTestIdAttribute('data-test');

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => { if (line.type() === 'error') complaints.push(line.text()); });

  await page.goto(url);
  await page.waitForSelector('#login-form');
  assert.equal(await page.inputValue('#login-email'), 'trader1@openbell.test');
  await picture(page, 'login');
  await page.click('#login-submit');

  const price = page.getByTestId('price-XNSE:RELIANCE');
  await price.waitFor({ timeout: LONG });
  await page.waitForFunction(() => /\d/.test(document.querySelector('[data-test="price-XNSE:RELIANCE"]').textContent), null, { timeout: LONG });
  const first = await price.textContent();
  await page.waitForFunction((before) => document.querySelector('[data-test="price-XNSE:RELIANCE"]').textContent !== before, first, { timeout: LONG });

  await page.fill('#search', 'relia');
  await page.getByTestId('found-XNSE:RELIANCE').click({ timeout: LONG });
  await page.waitForFunction(() => document.querySelector('#instrument-symbol').textContent.startsWith('RELIANCE'));

  await page.click('#tab-holdings');
  await page.waitForSelector('#holdings .row, #holdings .empty', { timeout: LONG });
  const before = await held(page);
  await page.click('#tab-orders');
  await page.fill('#ticket-quantity', '3');
  await page.click('#ticket-submit');
  await page.waitForSelector('#orders [data-status="FILLED"]', { timeout: LONG });
  await page.click('#tab-holdings');
  await page.waitForFunction(
    (expected) => Number(document.querySelector('[data-test="holding-XNSE:RELIANCE"]')?.dataset.quantity) === expected,
    before + 3, { timeout: LONG });
  await picture(page, 'desk-light');

  await page.click('#tab-orders');
  await page.fill('#ticket-quantity', '99999999');
  await page.click('#ticket-submit');
  await page.waitForSelector('#ticket-message[data-kind="refused"]', { timeout: LONG });
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'desk-dark');

  await page.setViewportSize({ width: 390, height: 844 });
  await page.click('.dock [data-go="watch"]');
  await picture(page, 'phone-watch');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  assert.equal(overflow, false, 'the page is wider than a phone');
  await page.click('.dock [data-go="trade"]');
  await picture(page, 'phone-trade');

  await page.setViewportSize({ width: 1280, height: 800 });
  assert.equal(await page.isVisible('#tab-feeds'), false, 'a trader sees no feeds');
  await page.click('#logout');
  await page.fill('#login-email', 'admin@openbell.test');
  await page.fill('#login-password', 'openbell-demo');
  await page.click('#login-submit');
  await page.click('#tab-feeds', { timeout: LONG });
  await page.waitForSelector('[data-test="feed-simulator-0"][data-state="RUNNING"]', { timeout: LONG });
  await picture(page, 'feeds');

  const expected = complaints.filter((text) => !/status of 4\d\d/.test(text));
  assert.deepEqual(expected, []);
  console.log('1 passed, 0 failed');
} finally {
  await browser.close();
}

async function held(page) {
  const row = page.getByTestId('holding-XNSE:RELIANCE');
  return (await row.count()) ? Number(await row.getAttribute('data-quantity')) : 0;
}

async function picture(page, name) {
  if (!pictures) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png` });
}
