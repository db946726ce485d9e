// The measurement itself; bench/run builds first and calls it.  Ends with 1 if a bar was missed or an answer was wrong.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values: option, positionals: only } = parseArgs({ allowPositionals: true, options: { children: { type: 'string', default: '8000' }, seconds: { type: 'string', default: '5' }, connections: { type: 'string', default: '16' } } });
const work = mkdtempSync(join(tmpdir(), 'rightdoor-bench-')), started = [];
const database = process.env.RIGHTDOOR_BENCH_DATABASE || 'sqlite:' + join(work, 'bench.db');
process.on('exit', () => { for (const p of started) p.kill('SIGKILL'); rmSync(work, { recursive: true, force: true }); });
const die = words => { console.log(words); process.exit(1); };
let missed = 0;
const bar = (words, ok) => { if (!ok) missed++; return `${words}: ${ok ? 'PASS' : 'FAIL'}`; };
const now = () => Number(process.hrtime.bigint()) / 1e6;
const ms = n => n.toFixed(n < 10 ? 2 : n < 100 ? 1 : 0);
const freePort = () => new Promise(done => { const s = net.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); }); });
const start = (command, args) => { const p = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] }); p.errors = ''; p.stderr.on('data', d => { p.errors += d; }); started.push(p); return p; };

function query(text) {
  const r = database.startsWith('sqlite:') ? spawnSync('sqlite3', [database.slice(7), text], { encoding: 'utf8' }) : spawnSync('psql', ['-qAt', '-d', database, '-c', text], { encoding: 'utf8' });
  if (r.status !== 0) die(r.stderr);
  return r.stdout.trim();
}

// ---- the demo, the server, the bare library ----
function makeDemo() {
  const t = now(), r = spawnSync('build/rightdoor', ['demo', '--database', database, '--children', option.children, '--yes', '--json'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (r.status !== 0) die(r.stderr);
  console.log(`demo of ${option.children} children made in ${ms(now() - t)} ms   ${bar('bar 20000 ms at 8000', option.children > 8000 || now() - t <= 20000)}`);
}
async function answers(url, path) { for (;;) try { return await (await fetch(url + path)).text(); } catch { await new Promise(r => setTimeout(r, 1)); } }
async function serve() {
  const port = await freePort(), url = 'http://127.0.0.1:' + port, t = now();
  const p = start('build/rightdoor', ['serve', '--database', database, '--listen', '127.0.0.1:' + port]);
  await answers(url, '/healthz');
  console.log(`start-up to first answer ${ms(now() - t)} ms   ${bar('bar 150 ms', now() - t <= 150)}`);
  return { url, process: p };
}
async function bareHello() {
  const port = await freePort(), flags = spawnSync('pkg-config', ['--cflags', '--libs', 'libmicrohttpd'], { encoding: 'utf8' }).stdout.trim().split(/\s+/);
  if (spawnSync('gcc', ['-O2', '-o', join(work, 'hello'), 'bench/hello.c', ...flags], { stdio: 'inherit' }).status !== 0) die('bench/hello.c does not build');
  start(join(work, 'hello'), [String(port)]);
  await answers('http://127.0.0.1:' + port, '/');
  return 'http://127.0.0.1:' + port;
}

// ---- somebody signed in ----
async function ask(server, cookie, path, body) {
  const r = await fetch(server.url + path, { redirect: 'manual', method: body === undefined ? 'GET' : 'POST', body, headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) } });
  return { status: r.status, to: r.headers.get('location') || '', text: await r.text(), cookies: r.headers.getSetCookie() };
}
const tokenOf = text => (text.match(/name="token" value="([0-9a-f]{64})"/) || [])[1];
async function signIn(server, role) {
  const first = await ask(server, '', '/sign-in'), visit = (first.cookies[0] || '').split(';')[0];
  const r = await ask(server, visit, '/sign-in', new URLSearchParams({ token: tokenOf(first.text), email: role + '@marchfield.example', password: 'demo-marchfield-2026' }).toString());
  const cookie = r.cookies.map(c => c.split(';')[0]).find(c => c.startsWith('session='));
  if (r.status !== 303 || !cookie) die(`the ${role} cannot sign in: ${r.status}`);
  return { role, cookie, token: tokenOf((await ask(server, cookie, '/')).text) };
}

// ---- one scenario ----
let hello = 0;
function wrk(url, cookie, bodies, connections) {
  const r = spawnSync('wrk', ['-t1', '-c' + connections, '-d' + option.seconds + 's', '--timeout', '10s', '-s', 'bench/ask.lua', url], { encoding: 'utf8', env: { ...process.env, COOKIE: cookie, BODIES: bodies.join('\n') } });
  const [, rate, p50, p99, max, requests, errors] = (r.stdout.match(/^RESULT (.*)$/m) || die(r.stdout + r.stderr))[0].split(' ').map(Number);
  return { rate, p50, p99, max, requests, errors };
}
function tell(name, m) {
  if (name === 'bare hello') hello = m.rate;
  console.log(`${name.padEnd(26)} ${String(m.rate).padStart(7)} /s   p50 ${ms(m.p50).padStart(6)} ms   p99 ${ms(m.p99).padStart(6)} ms   most ${ms(m.max).padStart(6)} ms   ${(100 * m.rate / hello).toFixed(1).padStart(5)} % of bare`);
}
// S: { name, who, path, bodies, right(answer), bars(measured) }; the answer is looked at before it is measured.
async function scenario(server, s) {
  if (only.length && s.name !== 'bare hello' && !only.some(o => s.name.includes(o))) return;
  const first = await ask(server, s.who.cookie, s.path, s.bodies ? s.bodies[0].replaceAll('{n}', 'first' + Date.now()) : undefined);
  if (!s.right(first)) { missed++; console.log(`${s.name}: answered wrongly (${first.status}), not measured\n${first.text.match(/error-summary[\s\S]{0,600}/) || ''}`); return; }
  const before = s.before ? s.before() : 0, m = wrk(server.url + s.path, s.who.cookie, s.bodies || [], option.connections);
  tell(s.name, m);
  console.log('    ' + [...s.bars(m, first, before), bar(`answered well ${m.requests - m.errors} of ${m.requests}`, m.errors === 0)].join('   '));
}
const p99 = most => m => [bar(`bar p99 ${most} ms`, m.p99 <= most)];
const page = words => a => a.status === 200 && a.text.includes('</html>') && a.text.includes(words);

// A whole form, filled in as somebody would, from its own fields.
function requestForm(text, token) {
  const f = new URLSearchParams({ token, once: '{n}', given_name: 'Bench', family_name: 'Nobody', 'born_on-day': '1', 'born_on-month': '2', 'born_on-year': String(new Date().getFullYear() - 3), wants: 'talk', is_agreed: 'yes', contact_by: 'telephone',
    is_address_restricted: 'no', asker_name: 'Bella Bench', asker_telephone: '01632 960 001', attends: 'no', has_responsibility: 'yes' });
  const area = (text.match(/name="concern"[^>]*value="([^"]+)"/) || die('the form has no areas of concern'))[1];
  f.append('door', (text.match(/<select[^>]*name="door"[\s\S]*?<option value="([^"]+)"/) || die('the form has no doors'))[1]);
  f.append('concern', area);
  f.append('words_' + area, 'Few words so far, and other children do not understand them.');
  if (/name="kind"/.test(text)) f.append('kind', 'request');
  return f.toString().replace('%7Bn%7D', '{n}');
}

async function scenarios(server, bare) {
  const officer = await signIn(server, 'officer'), manager = await signIn(server, 'manager');
  const list = (await ask(server, officer.cookie, '/children')).text, child = (list.match(/\/children\/\d+/) || die('the officer has no children'))[0];
  const names = query("SELECT DISTINCT family_name FROM child WHERE known_on <> '' ORDER BY family_name").split('\n'), some = names.filter((_, i) => i % Math.ceil(names.length / 200) === 0);
  const search = some.map(q => new URLSearchParams({ token: officer.token, q }).toString());
  const send = requestForm((await ask(server, officer.cookie, '/requests/new')).text, officer.token);
  const requests = () => Number(query('SELECT count(*) FROM request'));
  const all = [
    { name: 'bare hello', who: { cookie: '' }, path: '/', right: () => true, bars: () => [], server: { url: bare } },
    { name: "child's page", who: officer, path: child, right: page('timeline'), bars: (m, a) => [`${(Buffer.byteLength(a.text) / 1024).toFixed(1)} KB, each view audited`, bar('bar 20 % of bare', m.rate >= 0.2 * hello), bar('bar p99 25 ms', m.p99 <= 25)] },
    { name: 'triage', who: officer, path: '/requests', right: page('/requests/'), bars: p99(100) },
    { name: 'children, those I lead', who: officer, path: '/children', right: page('/children/'), bars: p99(100) },
    { name: 'children, all', who: manager, path: '/children', right: page('/children/'), bars: p99(100) },
    { name: 'plans', who: officer, path: '/plans', right: page('/plans/'), bars: p99(100) },
    { name: 'starting school', who: officer, path: '/school-starters', right: page('/children/'), bars: p99(100) },
    { name: 'watch list, officer', who: officer, path: '/watch', right: page('/watch'), bars: p99(100) },
    { name: 'watch list, manager', who: manager, path: '/watch', right: page('/watch'), bars: p99(100) },
    { name: 'home, officer', who: officer, path: '/', right: page('</main>'), bars: p99(100) },
    { name: 'home, manager', who: manager, path: '/', right: page('</main>'), bars: p99(100) },
    { name: 'search by name', who: officer, path: '/children/search', bodies: search, right: a => a.status === 200 && /href="\/children\/\d+"/.test(a.text), bars: p99(100) },
    { name: 'oversight', who: manager, path: '/oversight', right: page('/oversight/'), bars: p99(100) },
    { name: 'sending a request', who: officer, path: '/requests/new', bodies: [send], right: a => a.status === 303 && /^\/requests\/\d+$/.test(a.to), before: requests,
      bars: (m, a, before) => { const made = requests() - before; return [...p99(100)(m), bar(`rows made ${made}, answered ${m.requests - m.errors} (those under way at the end count as made)`, made >= m.requests - m.errors && made <= m.requests - m.errors + Number(option.connections))]; } },
  ];
  for (const s of all) await scenario(s.server || server, s);
}

// ---- every page of every role once, alone: nothing in the interface over 100 ms ----
async function walk(server, role) {
  const who = await signIn(server, role), seen = new Map(), waiting = ['/'], shapes = new Map();
  while (waiting.length) {
    const path = waiting.shift(), t = now(), a = await ask(server, who.cookie, path);
    if (a.status !== 200) continue;
    seen.set(path, now() - t);
    for (const [, to] of a.text.matchAll(/href="(\/[^"#]*)"/g)) {
      const next = to.replaceAll('&amp;', '&'), shape = next.replace(/\d+/g, ':n');
      if (/^\/(static|signed-out|session)/.test(next) || (shapes.get(shape) || 0) >= 2 || next === path) continue;
      shapes.set(shape, (shapes.get(shape) || 0) + 1);
      waiting.push(next);
    }
  }
  return [...seen].map(([path, time]) => ({ role, path, time }));
}
async function walkAll(server) {
  if (only.length && !only.includes('walk')) return;
  const all = [];
  for (const role of ['parent', 'practitioner', 'school', 'health', 'officer', 'manager', 'analyst', 'administrator']) all.push(...await walk(server, role));
  all.sort((a, b) => b.time - a.time);
  const isPaper = p => /\.pdf|\/pdf|\/paper/.test(p.path), slow = all.filter(p => !isPaper(p));
  console.log(`${all.length} pages of all roles, one after the other: ${bar(`slowest ${ms(slow[0].time)} ms, bar 100 ms`, slow[0].time <= 100)}`);
  for (const p of [...slow.slice(0, 8), ...all.filter(isPaper).slice(0, 2)]) console.log(`    ${ms(p.time).padStart(6)} ms  ${p.path}  (${p.role})`);
}

const anonymous = p => Number(readFileSync(`/proc/${p.pid}/status`, 'utf8').match(/RssAnon:\s+(\d+)/)[1]) / 1024;
if (!process.env.BENCH_DATABASE_KEPT) makeDemo();
const bare = await bareHello(), server = await serve();       // in this order: node's own first fetch is not the server's start
await walkAll(server);
await scenarios(server, bare);
console.log(`anonymous memory after the load ${anonymous(server.process).toFixed(0)} MB   ${bar('bar 64 MB', anonymous(server.process) <= 64)}`);
if (server.process.errors) { missed++; console.log('the server complained:\n' + server.process.errors.slice(0, 2000)); }
console.log(missed ? `${missed} bars missed` : 'every bar held');
process.exit(missed ? 1 : 0);
