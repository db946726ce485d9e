// What a hostile or broken client may send by socket.  The server answers or closes; it never crashes, waits for ever, or mistakes one request for two.
import { check, must, same, end, newDatabase, serve, raw, status, Visitor, freePort } from './house.mjs';

const file = newDatabase('wire.db', { officer: 'officer@test.example' });
const s = await serve('sqlite:' + file, { args: ['--deadline', '2', '--connections', '64'] });
const get = (path, more = '') => `GET ${path} HTTP/1.1\r\nHost: ${s.host}\r\n${more}Connection: close\r\n\r\n`;
const post = (more, body) => `POST /sign-in HTTP/1.1\r\nHost: ${s.host}\r\nContent-Type: application/x-www-form-urlencoded\r\n${more}\r\n\r\n${body}`;
const refused = async (name, bytes, options) => check(name, async () => { const a = await raw(s, bytes, options); must(status(a) === 0 || (status(a) >= 400 && status(a) < 500), `${name}: ${a.slice(0, 60)}`); });

await check('a page comes', async () => same(status(await raw(s, get('/'))), 200));
await refused('Content-Length with Transfer-Encoding', post('Content-Length: 4\r\nTransfer-Encoding: chunked', '0\r\n\r\n'));
await refused('Content-Length twice', post('Content-Length: 3\r\nContent-Length: 4', 'abcd'));
await refused('Content-Length twice, the same', post('Content-Length: 4\r\nContent-Length: 4', 'abcd'));
await refused('Content-Length that is no number', post('Content-Length: 4x', 'abcd'));
await refused('Content-Length below nothing', post('Content-Length: -1', ''));
await refused('another Transfer-Encoding', post('Transfer-Encoding: gzip, chunked', '0\r\n\r\n'));
await refused('a blank before the colon', post('Content-Length : 4', 'abcd'));
await refused('%00 in the path', get('/%00'));
await refused('%00 in the query', get('/?a=%00b'));
await refused('a NUL in a body', post('Content-Length: 8', 'email=%00'.slice(0, 8)));
await refused('broken UTF-8 in a query', get('/?a=%ff'));
await refused('a wrong Host', `GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`);
await refused('no Host', `GET / HTTP/1.1\r\nConnection: close\r\n\r\n`);
await refused('two Hosts', `GET / HTTP/1.1\r\nHost: ${s.host}\r\nHost: ${s.host}\r\nConnection: close\r\n\r\n`);
await refused('an address of 20,000 letters', get('/' + 'a'.repeat(20000)));
await refused('a head of 40,000 letters', get('/', `X-A: ${'a'.repeat(40000)}\r\n`));
await refused('a body of 2 MB', post('Content-Length: 2000000', 'a'.repeat(2000000)));
await refused('a body that is no form', `POST /sign-in HTTP/1.1\r\nHost: ${s.host}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`);
await refused('another method', `DELETE / HTTP/1.1\r\nHost: ${s.host}\r\nConnection: close\r\n\r\n`);
await refused('TRACE', `TRACE / HTTP/1.1\r\nHost: ${s.host}\r\nConnection: close\r\n\r\n`);
await refused('no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03hello\r\n\r\n', { wait: 4000 });
await refused('up out of the files', get('/static/../app/main.c'));
await refused('up out of the files, in escapes', get('/static/%2e%2e/%2e%2e/etc/passwd'));
await check('HEAD answers as GET, without the page', async () => {
  const a = await raw(s, `HEAD / HTTP/1.1\r\nHost: ${s.host}\r\nConnection: close\r\n\r\n`);
  same(status(a), 200); must(/content-length: [1-9]/i.test(a), 'its length'); same(a.split('\r\n\r\n')[1], '');
});
await check('what is the same for everybody is kept by browsers; a page never is', async () => {
  const css = await fetch(s.url + '/authority.css?v=00594c'), tag = css.headers.get('etag');
  must(tag && /public/.test(css.headers.get('cache-control')), 'it may be kept');
  same((await fetch(s.url + '/authority.css?v=00594c', { headers: { 'if-none-match': tag } })).status, 304);
  same((await fetch(s.url + '/')).headers.get('cache-control'), 'no-store');
});
await check('two requests on one connection are two answers', async () => {
  const a = await raw(s, `GET /healthz HTTP/1.1\r\nHost: ${s.host}\r\n\r\n` + get('/healthz'));
  same(a.match(/HTTP\/1\.1 200/g)?.length, 2);
});
await check('an unfinished chunked body is no form', async () => {
  const a = await raw(s, post('Transfer-Encoding: chunked', '5\r\nemail'), { wait: 6000 });
  must(status(a) !== 303 && status(a) !== 200, a.slice(0, 40));
});
await check('who asks too slowly is cut', async () => {
  const started = Date.now();
  await raw(s, get('/'), { pieces: 10, wait: 9000 });
  must(Date.now() - started < 7000, 'still open after 7 s');
});
await check('fifty slow clients do not keep others out', async () => {
  const slow = Array.from({ length: 50 }, () => raw(s, get('/'), { pieces: 20, wait: 4000 }));
  const started = Date.now();
  same(status(await raw(s, get('/'))), 200);
  must(Date.now() - started < 1500, 'took ' + (Date.now() - started));
  await Promise.all(slow);
});
await check('a client that goes away in the middle does no harm', async () => {
  for (let i = 0; i < 30; i++) await raw(s, get('/'), { wait: 1 });
  same(status(await raw(s, get('/'))), 200);
});
await check('headers that keep a page safe', async () => {
  const r = await new Visitor(s).ask('/');
  must(/default-src 'none'/.test(r.headers.get('content-security-policy')), 'policy');
  same(r.headers.get('x-content-type-options'), 'nosniff'); same(r.headers.get('cache-control'), 'no-store');
  must(!r.headers.get('server'), 'says what it is');
});
await check('pages before anybody signs in are made smaller where that is asked for; no other page ever is', async () => {
  const how = async (path, accepts, cookie = '') => (await fetch(s.url + path, { headers: { 'accept-encoding': accepts, cookie }, redirect: 'manual' })).headers.get('content-encoding');
  for (const [path, accepts, is] of [['/ask', 'gzip', 'gzip'], ['/ask', 'br, GZIP;q=0.5', 'gzip'], ['/ask', 'gzip;q=0', null], ['/ask', 'br, xgzip', null], ['/ask', '', null],
    ['/ask?a=b', 'gzip', null], ['/no-such-page', 'gzip', null], ['/static/rightdoor.css', 'gzip', 'gzip'], ['/static/rightdoor.css', 'gzip; q=0', null]])
    same(await how(path, accepts), is, `${path} with "${accepts}"`);
  const plain = await (await fetch(s.url + '/ask', { headers: { 'accept-encoding': 'identity' } })).text(), small = await (await fetch(s.url + '/ask', { headers: { 'accept-encoding': 'gzip' } })).text();
  const rest = page => page.replace(/name="token" value="[0-9a-f]+"/g, '');
  same(rest(small), rest(plain), 'the page');
  const officer = await new Visitor(s).signIn('officer@test.example'), cookie = [...officer.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
  for (const path of ['/', '/requests', '/ask']) same(await how(path, 'gzip', cookie), null, `${path}, signed in`);
});
await check('the token of a form is written differently on each page, and each of them holds', async () => {
  const v = new Visitor(s), tokens = [];
  for (let i = 0; i < 3; i++) { await v.ask('/sign-in'); tokens.push(v.token); }
  same(new Set(tokens).size, 3);
  for (const token of tokens) same((await v.ask('/sign-in', { body: { token, email: 'a@b.example', password: 'x' } })).status, 422);
  const other = new Visitor(s);
  await other.ask('/sign-in');
  for (const token of [other.token, tokens[0].slice(0, 32) + tokens[1].slice(32), tokens[0].slice(0, 62), tokens[0] + '00', 'z'.repeat(64), ''])
    same((await v.ask('/sign-in', { body: { token, email: 'a@b.example', password: 'x' } })).status, 403, token);
});
await check('a form from elsewhere is refused', async () => {
  const v = new Visitor(s);
  await v.ask('/sign-in');
  const body = { token: v.token, email: 'a@b.example', password: 'x' };
  same((await v.ask('/sign-in', { body, headers: { origin: 'https://evil.example' } })).status, 403);
  same((await v.ask('/sign-in', { body, headers: { 'sec-fetch-site': 'cross-site' } })).status, 403);
  same((await v.ask('/sign-in', { body: { ...body, token: 'x' } })).status, 403);
  same((await v.ask('/sign-in', { body })).status, 422);
});
await check('a cookie is for this site alone', async () => {
  const v = new Visitor(s);
  await v.ask('/sign-in');
  const r = await v.ask('/sign-in', { body: { token: v.token, email: 'officer@test.example', password: 'a long enough password' } });
  const c = r.headers.getSetCookie().find(x => x.startsWith('session='));
  must(/HttpOnly/.test(c) && /SameSite=Lax/.test(c), c);
});
await check('guessing is slowed', async () => {
  let last;
  for (let i = 0; i < 7; i++) { const v = new Visitor(s); await v.ask('/sign-in'); last = await v.post('/sign-in', { email: 'guessed@test.example', password: 'wrong ' + i }); }
  must(/Too many tries/.test(last.text), 'not slowed');
});
await check('a session that ended is over', async () => {
  const v = await new Visitor(s).signIn('officer@test.example');
  const kept = new Map(v.cookies);
  same((await v.post('/session/end', {})).status, 303);
  v.cookies = kept;
  same((await v.ask('/session/stay')).status, 303);
});
await check('it stopped well, and no memory was misused', async () => {
  const e = await s.stop();
  same(e.code, 0); must(!/Sanitizer|runtime error/.test(s.errors), s.errors.slice(0, 2000));
});
end();
