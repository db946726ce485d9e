// The public form over a slow line: how long until each page can be used, in Chromium, on a phone, without JavaScript, cold.  bench/doors calls it.
import { run, serve, plain } from '../tests/server/house.mjs';
import { lines, phone, slow, start, visitor } from '../tests/browser.mjs';
import { askForSupport } from '../tests/journeys/form.mjs';

const database = 'sqlite:' + process.argv[2], bars = { '3G': [3000, 1500], 'slow 3G': [6000, 2500] };      // the first page, with style sheet and fonts; every later one
run(['demo', '--database', database, '--children', '300', '--json']);
const server = await serve(database, { bin: plain }), browser = await start();
let missed = 0;
for (const line of Object.keys(lines)) {
  const page = await visitor(browser, server, { size: phone, javaScript: false }), pages = [];
  await slow(page, line);
  page.setDefaultTimeout(60000);
  const timing = () => page.evaluate(() => { const n = performance.getEntriesByType('navigation')[0], p = performance.getEntriesByName('first-contentful-paint')[0]; return { path: location.pathname.replace(/[0-9a-f]{64}/, '…'), seen: p ? p.startTime : 0, whole: n.loadEventEnd }; });
  const at = async () => {
    let t = await timing();
    for (let i = 0; i < 20 && !(t.seen && t.whole); i++) { await page.waitForTimeout(50); t = await timing(); }
    pages.push(t);
  };
  await askForSupport(page, { at });
  const later = pages.slice(1).map(p => p.whole).sort((a, b) => a - b), most = pages.slice(1).reduce((a, b) => a.whole > b.whole ? a : b), [first, rest] = bars[line], ok = pages[0].whole <= first && most.whole <= rest;
  if (!ok) missed++;
  console.log(`${line} (${lines[line].down / 1000} kbit/s, ${lines[line].wait} ms): first page read after ${pages[0].seen.toFixed(0)} ms, whole after ${pages[0].whole.toFixed(0)} ms (bar ${first}); of ${later.length} later pages half within ${later[later.length >> 1].toFixed(0)} ms, the slowest, ${most.path}, ${most.whole.toFixed(0)} ms (bar ${rest}): ${ok ? 'PASS' : 'FAIL'}`);
  if (process.env.TELL) for (const p of pages) console.log(`    ${p.path}: seen ${p.seen.toFixed(0)}, whole ${p.whole.toFixed(0)} ms`);
  await page.context().close();
}
await browser.close();
await server.stop();
process.exit(missed ? 1 : 0);
