// Chromium as a user has it, with and without JavaScript, on a phone and at a desk; and what is asked of every page.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { must } from './server/house.mjs';

const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const start = () => chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: flags });
export const phone = { width: 375, height: 740 }, desk = { width: 1280, height: 900 };

export async function visitor(browser, server, { size = desk, javaScript = true } = {}) {
  const context = await browser.newContext({ baseURL: server.url, viewport: size, javaScriptEnabled: javaScript, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', m => { if (!/status of 4\d\d/.test(m.text())) page.complaints.push(m.text()); });
  page.on('pageerror', e => page.complaints.push(String(e)));
  page.setDefaultTimeout(8000);
  return page;
}
// Closes what visitor() opened.  Chromium never answers when it is told to close a page that is still arriving: wait for it.
export async function leave(page) {
  await page.waitForLoadState();
  await page.context().close();
}
// As over a telephone's network: bits a second down and up, and the time there and back, of WebPageTest's profiles.
export const lines = { '3G': { down: 1.6e6, up: 768e3, wait: 300 }, 'slow 3G': { down: 400e3, up: 400e3, wait: 400 } };
export async function slow(page, line) {
  const network = await page.context().newCDPSession(page), { down, up, wait } = lines[line];
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: wait, downloadThroughput: down / 8, uploadThroughput: up / 8 });
}
export async function signIn(page, who) {
  await page.goto('/sign-in');
  await page.getByLabel('Email address').fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  must(!page.url().endsWith('/sign-in'), `${who.email} is not signed in`);
}

// WCAG 2.2 A and AA, by axe-core: a list of sentences, empty where all is well.
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'], resultTypes: ['violations'] }));
  return found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`);
}
// Nothing is wider than the narrowest screen (WCAG 1.4.10), except what scrolls inside itself.
export async function overflow(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth <= 320 ? '' : [...document.querySelectorAll('main *, header *, footer *')]
    .filter(e => e.getBoundingClientRect().right > 321).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ') || 'the page');
  await page.setViewportSize(before);
  return wide;
}
