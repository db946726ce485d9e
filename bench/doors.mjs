// Whole public forms, sent as families send them, on one engine: bench/doors calls it.  Arguments: database, forms, a folder on the disk that is measured.
// Ends with 1 where a bar was missed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { run, serve, plain, Visitor } from '../tests/server/house.mjs';
import { get, many, post } from '../tests/server/many.mjs';

const [database, forms, work] = [process.argv[2], Number(process.argv[3]), process.argv[4]], connections = Number(process.env.CONNECTIONS || 64), is_sqlite = database.startsWith('sqlite:');
let missed = 0;
const bar = (words, ok) => { if (!ok) missed++; return `${words}: ${ok ? 'PASS' : 'FAIL'}`; };
const die = words => { console.log(words); process.exit(1); };
const now = () => Number(process.hrtime.bigint()) / 1e6;
const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
function query(text) {
  const r = is_sqlite ? spawnSync('sqlite3', [database.slice(7), text], { encoding: 'utf8', maxBuffer: 1 << 28 }) : spawnSync('psql', ['-qAt', '-d', database, '-c', text], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return r.status === 0 ? r.stdout.trim() : die(r.stderr);
}

// ---- the reference ----
function rows(...how) {
  const url = is_sqlite ? 'sqlite:' + join(work, 'one_row.db') : database, r = spawnSync('build/bench-one-row', [url, '1', ...how], { encoding: 'utf8' });
  return r.status === 0 ? Number(r.stdout) : die(r.stderr);
}

// ---- families, each with a browser of its own ----
const letters = n => { let s = ''; do { s += 'abcdefghijklmnopqrstuvwxyz'[n % 26]; n = Math.floor(n / 26); } while (n); return s; };
const two = n => String(n % 28 + 1);
// one in ten asks for a child whom the register knows: the check for duplicates has something to find
const known = () => query("SELECT given_name || '|' || family_name || '|' || born_on FROM child WHERE known_on <> '' AND born_on > '2022-06-01' AND given_name <> '' ORDER BY id LIMIT 200").split('\n').map(r => r.split('|'));
function answersOf(n, children) {
  const [given, family, born] = n % 10 === 0 ? children[n / 10 % children.length] : ['Bench' + letters(n), 'Door' + letters(n * 7 + 3), `2023-${two(n) % 12 + 1}-${two(n)}`], [year, month, day] = born.split('-');
  return [
    ['who', { asker: 'parent' }], ['child', { given_name: given, family_name: family }], ['born', { 'born_on-day': day, 'born_on-month': month, 'born_on-year': year }],
    ['address', { address: '1 Test Road', postcode: 'HR1 2AB', is_address_restricted: 'no' }], ['nhs', {}], ['setting', { attends: 'no' }], ['concern', { concern: 'talking' }],
    ['words', { words_talking: 'Few words so far, and other children do not understand them.' }], ['well', { going_well: 'Loves music.' }], ['helping', {}], ['wishes', { wants: 'talk' }],
    ['files', {}], ['you', { asker_name: 'Maria Door', asker_relationship: 'mother' }], ['contact', { asker_telephone: '01632 960 123', asker_email: `m${n}@family.example`, contact_by: 'telephone' }],
    ['responsibility', { has_responsibility: 'yes' }], ['privacy', { has_read: '1' }],
  ];
}
// Goes through the questions up to "check your answers"; FAMILIES is filled with who is ready to send.
function fillIn(server, waiting, children, families) {
  return () => {
    let family, steps, step;
    return last => {
      if (last && step < 0) { family = { visit: last.visit, token: (last.body.match(/name="token" value="([0-9a-f]+)"/) || [])[1], n: family.n }; step = 0; }
      else if (last && last.status !== 303) die(`${steps[step - 1][0]}: ${last.status} ${(last.body.match(/error-message[^<]*<[^<]*<[^<]*/) || [''])[0]}`);
      if (family && step === steps.length) {
        if (last.to !== '/ask/check') die(`after the last question comes ${last.to}`);
        families.push(family);
        family = null;
      }
      if (!family) {
        if (!waiting.length) return null;
        family = { n: waiting.pop() };
        steps = answersOf(family.n, children);
        step = -1;
        return get(server, '/ask/who');
      }
      const [name, fields] = steps[step++];
      return post(server, '/ask/' + name, { token: family.token, ...fields }, `Cookie: visit=${family.visit}\r\n`);
    };
  };
}
// The last button; and, if READS, the receipt that the browser then goes to: both together are what somebody waits for.
function sendAll(server, families, receipts, reads) {
  return () => {
    let family, began, sent;
    return last => {
      if (last && !sent) {
        if (last.status !== 303 || !/\/follow\/[0-9a-f]+\/sent$/.test(last.to)) receipts.push({ wrong: last.status }); else if (!reads) receipts.push({ to: last.to, ms: last.ms }); else { sent = true; return get(server, last.to, `Cookie: visit=${family.visit}\r\n`); }
      } else if (last) {
        const reference = (last.body.match(/RD-[A-Z0-9]{4}-[A-Z0-9]{4}/) || [])[0];
        receipts.push(last.status === 200 && reference ? { reference, ms: now() - began } : { wrong: last.status });
      }
      family = families.pop();
      if (!family) return null;
      began = now();
      sent = false;
      return post(server, '/ask/check', { token: family.token }, `Cookie: visit=${family.visit}\r\n`);
    };
  };
}
// Meanwhile officers read the queue and open requests, whose page looks for the same child in the register: four pages a second, as a whole team would.
const rest = () => new Promise(r => setTimeout(r, 500));
async function officerReads(server, officer, until, seen) {
  for (let i = 0; !until.done; i++) {
    const queue = await officer.ask('/requests'), paths = [...new Set(queue.text.match(/\/requests\/\d+/g) || die('the queue is empty'))];
    seen.queues++;
    const page = await officer.ask(paths[i % paths.length]);
    if (page.status !== 200) die(`${paths[i % paths.length]}: ${page.status}`);
    seen.requests++;
    if (/the same child \(/.test(page.text)) seen.same++;
    await rest();
  }
}

// ---- the measurement: rounds of one and the other, so that a disk that is quick now and slow then is so for both ----
run(['demo', '--database', database, '--yes', '--json'], { bin: plain });
const server = await serve(database, { bin: plain, args: ['--door-posts', '0'] }), rounds = 4;
const families = [], waiting = Array.from({ length: forms }, (_, i) => i + 1), t = now();
await many(server, connections, fillIn(server, waiting, known(), families));
console.log(`${is_sqlite ? 'SQLite' : 'PostgreSQL'}: ${forms} forms filled in, 16 answers each: ${Math.round(forms * 16 / (now() - t) * 1000)} answers kept a second, ${connections} families at once`);

if (!is_sqlite) query('ANALYZE');         // as the server's autovacuum does within a minute
const officer = await new Visitor(server).signIn('officer@marchfield.example', 'demo-marchfield-2026');
const before = Number(query('SELECT count(*) FROM request')), sent = [], receipts = [], seen = { queues: 0, requests: 0, same: 0 }, one = [], bare = [], sixteen = [];
const seconds = { sent: 0, receipts: 0 };
async function send(some, to, what) {
  const until = {}, reading = officerReads(server, officer, until, seen), started = now();
  await many(server, connections, sendAll(server, some, to, what === 'receipts'));
  seconds[what] += (now() - started) / 1000;
  until.done = true;
  await reading;
}
for (let i = 0; i < rounds; i++) {
  one.push(rows('house'));
  bare.push(rows('bare', '1'));
  sixteen.push(rows('bare', '16'));
  const some = families.splice(0, Math.ceil(families.length / (rounds - i))), half = some.splice(0, some.length >> 1);
  await send(half, sent, 'sent');
  await send(some, receipts, 'receipts');
}
const mean = a => a.reduce((x, y) => x + y, 0) / a.length, shared = rows('shared'), ratio = a => (rate / mean(a)).toFixed(2);
const told = sent.filter(r => r.to), good = receipts.filter(r => r.reference), wrong = sent.length + receipts.length - told.length - good.length, ms = good.map(r => r.ms).sort((a, b) => a - b), rate = told.length / seconds.sent;
console.log(`one-row durable transactions a second: ${mean(one).toFixed(0)} one after the other, made as our writer makes one (the reference: what a form would cost if each were committed alone)`);
console.log(`    for comparison: ${mean(bare).toFixed(0)} by the engine's own auto-commit, one client; ${mean(sixteen).toFixed(0)} by 16 clients; ${shared} rows where 64 savepoints share a transaction, as our writer commits what waits together`);
console.log(`${rate.toFixed(0)} whole forms sent a second   ${bar(`${ratio(one)} of the reference, bar 0.5`, rate >= 0.5 * mean(one))}   (${ratio(bare)}, ${ratio(sixteen)}, ${ratio([shared])} of the others)`);
console.log(`${(good.length / seconds.receipts).toFixed(0)} a second with the receipt read each time: from the last button to the receipt p50 ${at(ms, 0.5).toFixed(1)} ms, most ${ms.at(-1).toFixed(1)} ms   ${bar(`p99 ${at(ms, 0.99).toFixed(1)} ms, bar 100 ms`, at(ms, 0.99) <= 100)}`);
// every receipt that was read, and every one that was only promised, is there and leads to a request of its own
for (const r of told) { const page = await officer.ask(r.to); r.reference = (page.text.match(/RD-[A-Z0-9]{4}-[A-Z0-9]{4}/) || [])[0]; }
const there = new Set(query('SELECT reference FROM request').split('\n')), all = [...told, ...good].map(r => r.reference), lost = all.filter(r => !there.has(r)).length, made = Number(query('SELECT count(*) FROM request')) - before;
console.log(`${all.length} answered, ${made} rows made, ${wrong} answered wrongly   ${bar(`lost ${lost}`, !lost && made === forms && all.length === forms && new Set(all).size === forms)}`);
console.log(`meanwhile an officer opened the queue ${seen.queues} times and ${seen.requests} requests   ${bar(`the same child was found for ${seen.same}`, seen.requests > 0 && seen.same > 0)}`);
const last = query("SELECT max(id) FROM request WHERE family_name NOT LIKE 'Door%'"), page = await officer.ask('/requests/' + last);
console.log(bar('a request for a known child names the child', page.status === 200 && /the same child \(/.test(page.text)));
await server.stop();
if (server.errors) { missed++; console.log('the server complained:\n' + server.errors.slice(0, 2000)); }
process.exit(missed ? 1 : 0);
