// Every page that somebody of each role can come to by following links: at a desk and on a phone axe-core finds nothing,
// the console is silent, nothing overflows at 320 px, the HTML is valid, and every PDF opens, is tagged and has words.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, must, same, end, folder, run, serve, plain } from './server/house.mjs';
import { start, visitor, signIn, phone, desk, violations, overflow, leave } from './browser.mjs';

const database = 'sqlite:' + join(folder, 'pages.db'), html = join(folder, 'html');
mkdirSync(html);
const people = JSON.parse(run(['demo', '--database', database, '--children', process.env.CHILDREN || '300', '--json']).stdout).sign_ins;
const server = await serve(database, { bin: plain }), browser = await start();
const seen = new Set(), names = new Map();

// One page stands for all of its kind: /children/42/plans is /children/:id/plans.
const kind = path => path.split('?')[0].replace(/\/\d+(?=\/|$)/g, '/:id').replace(/\/[0-9a-f]{32,}(?=\/|$)/g, '/:token');

async function paper(page, path, where) {
  const r = await page.request.get(path);
  same(r.status(), 200, where);
  const file = join(folder, 'paper.pdf');
  writeFileSync(file, await r.body());
  const ask = (command, ...args) => { const a = spawnSync(command, args, { encoding: 'utf8' }); must(a.status === 0, `${command}: ${a.stderr}`); return a.stdout; };
  const info = ask('pdfinfo', file);
  must(/Tagged:\s+yes/.test(info), 'the PDF is not tagged'); must(/Title:\s+\S/.test(info), 'the PDF has no title');
  must(ask('pdftotext', file, '-').trim().length > 100, 'the PDF has no words');
  ask('qpdf', '--check', file);
  must(/H1/.test(ask('pdfinfo', '-struct-text', file)), 'the PDF has no heading');
}

const files = new Set();          // addresses whose link says that it is a file to keep

async function links(page) {
  for (const href of await page.$$eval('a[download]', as => as.map(a => a.getAttribute('href')))) files.add(href);
  const all = await page.$$eval('a[href]', as => as.map(a => a.getAttribute('href')));
  return [...new Set(all.filter(h => h.startsWith('/') && !h.startsWith('//')).map(h => h.split('#')[0]))];
}

async function look(page, path, who, first) {
  const where = `${path} as ${who}`;
  page.complaints.length = 0;
  const r = await page.goto(path);
  must(r.status() === 200, `${where}: ${r.status()}`);
  must((await page.title()).length > 12, `${where}: no title`);
  same(await page.locator('h1').count(), 1, `${where}: h1`);
  const body = await r.text();
  writeFileSync(join(html, `${names.size}.html`), body);
  names.set(`${names.size}.html`, where);
  const bad = [];
  const changes = ['/', '/children/:id'].includes(kind(path));       // what stands on these depends on who looks
  for (const size of first ? [desk, phone] : changes ? [phone] : []) {
    await page.setViewportSize(size);
    bad.push(...(await violations(page)).map(v => `${size.width}: ${v}`));
  }
  const wide = await overflow(page);
  if (wide) bad.push('wider than 320: ' + wide);
  bad.push(...page.complaints.map(c => 'console: ' + c));
  must(bad.length === 0, `${where}\n  ${bad.join('\n  ')}`);
}

async function walk(who) {
  const page = await visitor(browser, server);
  if (who) await signIn(page, who);
  const role = who ? who.role : 'nobody', todo = ['/', ...(who ? [] : ['/ask', '/sign-in', '/no-such-page'])], done = new Set();
  while (todo.length && done.size < 150) {
    const path = todo.shift(), k = kind(path);
    if (done.has(k)) continue;
    done.add(k);
    if (path.startsWith('/static/') || k === '/signed-out' || k === '/no-such-page') continue;
    const first = !seen.has(k);
    seen.add(k);
    if (/\/pdf$/.test(k)) { if (first) await check('paper ' + k, () => paper(page, path, `${path} as ${role}`)); continue; }
    if (files.has(path) || /\/(csv|export|ics)$|\.json$/.test(k)) { await check('file ' + k, async () => same((await page.request.get(path)).status(), 200, path)); continue; }
    await check('page ' + k, () => look(page, path, role, first));
    todo.push(...await links(page).catch(() => []));
  }
  await leave(page);
}

const waiting = [null, ...people.sort((a, b) => (b.role === 'manager') - (a.role === 'manager'))];
const walker = async () => { while (waiting.length) { const who = waiting.shift(); await check('walk as ' + (who ? who.role : 'nobody'), () => walk(who)); } };
await Promise.all([walker(), walker()]);
await check('every page is valid HTML', () => {
  const r = spawnSync('java', ['-jar', new URL('./node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url).pathname, '--format', 'json', '--skip-non-html', html], { encoding: 'utf8', maxBuffer: 1 << 28 });
  must(/"messages"/.test(r.stderr), r.stderr);
  const told = new Map();
  for (const m of JSON.parse(r.stderr).messages.filter(m => m.type === 'error' || m.subType === 'warning'))
    told.set(`${m.message} [${(m.extract || '').trim().slice(0, 100)}]`, names.get(m.url.split('/').pop()));
  must(told.size === 0, [...told].map(([m, where]) => `${where}: ${m}`).join('\n  '));
});
await browser.close();
await check('the server had nothing to complain of', async () => { same((await server.stop()).code, 0); same(server.errors, ''); });
if (process.env.VERBOSE) console.log([...seen].sort().join('\n'));
end();
