// A real server to ask from outside: its database, people in it, requests by socket.  Used by *_test.mjs and journeys.mjs.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;
export const plain = root + 'build/rightdoor';
export const binary = process.env.RIGHTDOOR_BIN || (existsSync(root + 'build-asan/rightdoor') ? root + 'build-asan/rightdoor' : plain);
export const folder = mkdtempSync(join(tmpdir(), 'rightdoor-server-'));
const running = new Set();
process.on('exit', () => { for (const p of running) p.kill('SIGKILL'); rmSync(folder, { recursive: true, force: true }); });
for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => process.exit(130));

// ---- counting ----
let passed = 0, failed = 0;
const longest = 90000;           // what waits for ever says so by its name, and the rest is still tried
const inTime = what => { let timer; return Promise.race([what(), new Promise((_, fail) => { timer = setTimeout(() => fail(new Error(`not done after ${longest / 1000} s`)), longest); })]).finally(() => clearTimeout(timer)); };
export async function check(name, what) {
  const start = Date.now();
  try { await inTime(what); passed++; if (process.env.TELL) console.log(`ok, ${Date.now() - start} ms: ${name}`); } catch (e) { failed++; console.log(`FAILED: ${name}\n  ${String(e.stack || e).split('\n').filter(l => !/^ +at /.test(l)).slice(0, 12).join('\n  ')}`); }
}
export function must(is, words) { if (!is) throw new Error(words); }
export function same(a, b, words = '') { if (a !== b) throw new Error(`${words} expected ${JSON.stringify(b)}, got ${JSON.stringify(a)}`); }
export function end() { console.log(`${passed} passed, ${failed} failed`); process.exit(failed ? 1 : 0); }

// ---- commands ----
export function run(args, { input = '', bin = plain, code = 0 } = {}) {
  const r = spawnSync(bin, args, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (code !== null && r.status !== code) throw new Error(`rightdoor ${args.join(' ')}: exit ${r.status}: ${r.stderr}`);
  return r;
}
export function sql(file, text) {
  const r = spawnSync('sqlite3', ['-cmd', '.timeout 5000', '-separator', '\t', file, text], { encoding: 'utf8' });
  if (r.status !== 0) throw new Error(r.stderr);
  return r.stdout.trim();
}
export const password = 'a long enough password';
export function newDatabase(name, people = {}) {
  const file = join(folder, name);
  run(['migrate', '--database', 'sqlite:' + file]);
  for (const [role, email] of Object.entries(people))
    run(['add-person', '--database', 'sqlite:' + file, '--role', role, '--name', 'Test ' + role, '--email', email], { input: password + '\n' });
  return file;
}

// ---- the server ----
export const freePort = () => new Promise(done => { const s = net.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); }); });
export async function serve(database, { port, bin = binary, args = [] } = {}) {
  port ||= await freePort();
  const started = process.hrtime.bigint();
  const p = spawn(bin, ['serve', '--database', database, '--listen', '127.0.0.1:' + port, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(p);
  const s = { port, process: p, errors: '', host: '127.0.0.1:' + port, url: 'http://127.0.0.1:' + port };
  p.stderr.on('data', d => { s.errors += d; });
  s.ended = new Promise(done => p.on('exit', (code, signal) => { running.delete(p); done({ code, signal }); }));
  await Promise.race([new Promise(done => p.stdout.once('data', done)), s.ended.then(e => { throw new Error(`the server ended with ${e.code}: ${s.errors}`); })]);
  s.startedIn = Number(process.hrtime.bigint() - started) / 1e6;
  s.stop = () => { p.kill('SIGTERM'); return s.ended; };
  s.kill = () => { p.kill('SIGKILL'); return s.ended; };
  return s;
}

// ---- sockets: bytes in, the whole of what comes back out ----
export function raw(server, bytes, { wait = 5000, pieces = 0 } = {}) {
  return new Promise(done => {
    const c = net.connect(server.port, '127.0.0.1');
    let got = '';
    const finish = () => { clearTimeout(timer); c.destroy(); done(got); };
    const timer = setTimeout(finish, wait);
    c.on('data', d => { got += d.toString('latin1'); });
    c.on('end', finish).on('error', finish).on('close', finish);
    c.write(pieces ? bytes.slice(0, pieces) : bytes);
  });
}
export const status = answer => Number((answer.match(/^HTTP\/1\.1 (\d+)/) || [])[1] || 0);

// ---- a browser without a screen ----
export class Visitor {
  constructor(server) { this.server = server; this.cookies = new Map(); }
  async ask(path, { body, headers = {} } = {}) {
    const r = await fetch(this.server.url + path, {
      method: body === undefined ? 'GET' : 'POST', redirect: 'manual',
      headers: { cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; '), ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }), ...headers },
      body: body === undefined ? undefined : new URLSearchParams(body).toString(),
    });
    for (const c of r.headers.getSetCookie()) {
      const [, k, v] = c.match(/^([^=]+)=([^;]*)/);
      if (/Max-Age=0/.test(c)) this.cookies.delete(k); else this.cookies.set(k, v);
    }
    const text = await r.text();
    const token = (text.match(/name="token" value="([0-9a-f]+)"/) || [])[1];
    if (token) this.token = token;
    return { status: r.status, to: r.headers.get('location'), headers: r.headers, text };
  }
  async signIn(email, secret = password) {
    await this.ask('/sign-in');
    const r = await this.ask('/sign-in', { body: { token: this.token, email, password: secret } });
    if (r.status !== 303) throw new Error(`${email} cannot sign in: ${r.status}`);
    await this.ask('/');
    return this;
  }
  post(path, fields) { return this.ask(path, { body: { token: this.token, ...fields } }); }
}
