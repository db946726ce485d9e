// The door for partners' systems as one of them would use it: the OpenAPI document is linted, every example in it is
// sent to a real server, every answer is checked against its schema; keys, replays, mistakes and floods.
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { readFileSync } from 'node:fs';
import { check, must, same, end, newDatabase, serve, sql, Visitor } from './house.mjs';

const file = newDatabase('api.db', { administrator: 'administrator@test.example', officer: 'officer@test.example' });
const server = await serve('sqlite:' + file);
const admin = await new Visitor(server).signIn('administrator@test.example');

async function partner(name, calls = 6000) {
  await admin.ask('/partner-systems/new');
  const added = await admin.post('/partner-systems/new', { name, email: 'it@health.example', calls_a_minute: String(calls), once: name });
  same(added.status, 303, 'adding a partner');
  return added.to;
}
async function newKey(path) { const made = await admin.post(path + '/key', {}); return made.text.match(/rightdoor_[0-9a-f]{64}/)[0]; }
const path = await partner('Marchfield Community Health'), key = await newKey(path), other = await newKey(await partner('Another Trust'));

async function call(method, where, { body, once, as = key, raw, type = 'application/json' } = {}) {
  const r = await fetch(server.url + where, { method, redirect: 'manual', headers: { ...(as ? { authorization: 'Bearer ' + as } : {}), ...(once ? { 'idempotency-key': once } : {}), ...(method === 'POST' ? { 'content-type': type } : {}) }, body: raw ?? (body && JSON.stringify(body)) });
  const text = await r.text();
  return { status: r.status, headers: r.headers, json: JSON.parse(text) };
}

const text = await (await fetch(server.url + '/api/openapi.json')).text(), doc = JSON.parse(text);
const deref = x => x?.$ref ? deref(x.$ref.slice(2).split('/').reduce((o, k) => o[k], doc)) : x;

// As much of JSON Schema as the document uses; an unknown word in a schema is an error here.
const words = new Set(['type', 'required', 'additionalProperties', 'properties', 'items', 'enum', 'format', 'description', 'maxLength', 'minLength', 'minItems', 'maxItems', '$ref']);
function fits(value, schema, at = '') {
  const s = deref(schema);
  for (const k of Object.keys(s)) must(words.has(k), `${at}: the test does not know ${k}`);
  const type = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
  must(type === s.type, `${at}: ${type} is not ${s.type}`);
  if (s.enum) must(s.enum.includes(value), `${at}: ${value} is none of ${s.enum}`);
  if (s.format === 'date') must(/^\d{4}-\d\d-\d\d$/.test(value), `${at}: ${value} is no day`);
  if (s.maxLength) must([...value].length <= s.maxLength, `${at}: too long`);
  for (const k of s.required || []) must(k in value, `${at}: ${k} is missing`);
  if (s.properties) for (const [k, v] of Object.entries(value)) { must(s.properties[k], `${at}: ${k} is not described`); fits(v, s.properties[k], `${at}/${k}`); }
  if (s.items) value.forEach((v, i) => fits(v, s.items, `${at}/${i}`));
}
function fitsResponse(operation, answer) {
  const r = deref(operation.responses[answer.status]);
  must(r, `${operation.operationId}: ${answer.status} is not described`);
  const [type, media] = Object.entries(r.content)[0];
  same(answer.headers.get('content-type'), type);
  fits(answer.json, media.schema, `${operation.operationId} ${answer.status}`);
}

await check('the document is the one in the source, and its linter finds nothing', async () => {
  same(text, readFileSync(new URL('../../app/api/openapi.json', import.meta.url), 'utf8'));
  const problems = await lintFromString({ source: text, config: await createConfig({ extends: ['recommended-strict'] }) });
  must(!problems.length, problems.map(p => `${p.ruleId}: ${p.message} ${JSON.stringify(p.location?.[0]?.pointer)}`).join('\n  '));
});

const post = doc.paths['/api/v1/requests'].post, receipts = {};
for (const [name, example] of Object.entries(post.requestBody.content['application/json'].examples))
  await check(`example ${name} is taken, and twice makes one`, async () => {
    fits(example.value, post.requestBody.content['application/json'].schema, name);
    const first = await call('POST', '/api/v1/requests', { body: example.value, once: name });
    same(first.status, example['x-expect'], JSON.stringify(first.json));
    fitsResponse(post, first);
    const again = await call('POST', '/api/v1/requests', { body: example.value, once: name });
    same(again.status, 200);
    fitsResponse(post, again);
    same(JSON.stringify(again.json), JSON.stringify(first.json));
    same(sql(file, `SELECT count(*) FROM request WHERE reference = '${first.json.reference}'`), '1');
    receipts[name] = first.json;
  });

await check('all of it stands in the one queue, as it was told', async () => {
  const officer = await new Visitor(server).signIn('officer@test.example');
  const queue = await officer.ask('/requests');
  for (const n of ['Mensah', 'Addo', 'Boateng']) must(queue.text.includes(n), n + ' is not in the queue');
  same(sql(file, "SELECT kind, door, nhs_number, asker_organisation, parent_informed_on, permission, is_agreed FROM request WHERE family_name = 'Mensah'"), 'notification and request\thealth visitor\t9434765919\tMarchfield Community Health\t2026-03-03\tgiven\t1');
  same(sql(file, "SELECT count(*) FROM concern c JOIN request r ON r.id = c.request_id WHERE family_name = 'Mensah' AND words <> ''"), '2');
  same(sql(file, "SELECT count(*) FROM request_evidence e JOIN request r ON r.id = e.request_id WHERE family_name = 'Mensah'"), '2');
  same(sql(file, "SELECT is_address_restricted FROM request WHERE family_name = 'Addo'"), '1');
});

await check('the link of the receipt follows the request', async () => {
  const page = await new Visitor(server).ask(new URL(receipts.shortest.follow_url).pathname);
  same(page.status, 200);
});

const read = doc.paths['/api/v1/requests/{reference}'].get, answer = doc.paths['/api/v1/requests/{reference}/questions/{question}/answer'].post;
await check('how it stands is read; the question about the duty is answered, once', async () => {
  const where = '/api/v1/requests/' + receipts.notificationOnly.reference, state = await call('GET', where);
  same(state.status, 200);
  fitsResponse(read, state);
  const [q] = state.json.questions, { value } = answer.requestBody.content['application/json'].examples.answer, to = `${where}/questions/${q.id}/answer`;
  must(/told/.test(q.words) && !q.answer, 'the duty is not asked about');
  const done = await call('POST', to, { body: value });
  same(done.status, 200);
  fitsResponse(answer, done);
  same(done.json.questions[0].answer, value.answer);
  same((await call('POST', to, { body: value })).status, 200, 'the same again');
  const changed = await call('POST', to, { body: { answer: 'Something else' } });
  same(changed.status, 409);
  fitsResponse(answer, changed);
  const empty = await call('POST', to, { body: { answer: ' ' } });
  same(empty.status, 422);
  same(empty.json.errors[0].pointer, '/answer');
});

await check('the lists and what was sent are read, and fit what is described', async () => {
  const lists = await call('GET', '/api/v1/lists'), sent = await call('GET', '/api/v1/requests');
  fitsResponse(doc.paths['/api/v1/lists'].get, lists);
  fitsResponse(doc.paths['/api/v1/requests'].get, sent);
  same(sent.json.requests.length, 3);
  must(lists.json.door.some(d => d.code === 'GP') && !lists.json.door.some(d => d.code === 'parent'), 'doors');
});

const good = post.requestBody.content['application/json'].examples.shortest.value;
const change = f => { const x = structuredClone(good); f(x); return x; };
await check('what is wrong is told by its place, and nothing is stored', async () => {
  const before = sql(file, 'SELECT count(*) FROM request');
  const cases = [
    [change(x => { x.child.born_on = '2023-02-31'; }), '/child/born_on'], [change(x => { x.child.born_on = 20230201; }), '/child/born_on'], [change(x => { x.child.surname = 'x'; }), '/child/surname'],
    [change(x => { delete x.child.family_name; }), '/child/family_name'], [change(x => { x.child.nhs_number = '1234567890'; }), '/child/nhs_number'], [change(x => { x.child.postcode = 'NOWHERE'; }), '/child/postcode'],
    [change(x => { x.door = 'parent'; }), '/door'], [change(x => { x.kind = 'order'; }), '/kind'], [change(x => { x.concerns = []; }), '/concerns'], [change(x => { x.concerns = [{ area: 'dancing' }]; }), '/concerns'],
    [change(x => { x.concerns = ['talking']; }), '/concerns/0'], [change(x => { x.concerns[0].why = 'x'; }), '/concerns/0/why'], [change(x => { x.concerns[0].words = 'x'.repeat(2001); }), '/concerns/0/words'],
    [change(x => { x.child = 'Kofi'; }), '/child'], [change(x => { x['a/b~c'] = 1; }), '/a~1b~0c'], [change(x => { x.setting.attends = 'yes'; }), '/setting/attends'], [change(x => { x.setting.attends = true; }), '/setting/name'],
    [change(x => { delete x.asker.telephone; }), '/asker/email'], [change(x => { x.kind = 'notification'; }), '/notification/opinion'], [change(x => { x.evidence = ['stars']; }), '/evidence'], [change(x => { x.wanted = 'x'.repeat(2001); }), '/wanted'],
    [change(x => { x.parent = null; }), '/parent'], [change(x => { x.asker.name = 'R2 <b>'; }), '/asker/name'],
  ];
  for (const [i, [body, pointer]] of cases.entries()) {
    const r = await call('POST', '/api/v1/requests', { body, once: 'wrong ' + i });
    same(r.status, 422, pointer);
    fitsResponse(post, r);
    must(r.json.errors.some(e => e.pointer === pointer), `${pointer} is not named: ${JSON.stringify(r.json.errors)}`);
  }
  same(sql(file, 'SELECT count(*) FROM request'), before);
});

await check('bodies that are no request are refused', async () => {
  for (const [raw, status, type] of [['{', 400], ['[]', 400], ['"x"', 400], ['{"kind":"a","kind":"b"}', 400], ['{"kind":"\\u0000"}', 400], ['['.repeat(100000), 400], ['', 400], [JSON.stringify(good), 415, 'text/plain'], ['{"a":"' + 'x'.repeat(1 << 20) + '"}', 413]]) {
    const r = await call('POST', '/api/v1/requests', { raw, once: 'raw', type: type || 'application/json' });
    same(r.status, status, raw.slice(0, 30));
    fitsResponse(post, r);
  }
  const none = await call('POST', '/api/v1/requests', { body: good });
  same(none.status, 400);
  must(/Idempotency-Key/.test(none.json.detail), 'the missing header is not named');
});

await check('a key that was used for another request is refused', async () => {
  const r = await call('POST', '/api/v1/requests', { body: change(x => { x.wanted = 'other'; }), once: 'shortest' });
  same(r.status, 422);
  fitsResponse(post, r);
});

await check('a hundred at once with one idempotency key make one request', async () => {
  const all = await Promise.all(Array.from({ length: 100 }, () => call('POST', '/api/v1/requests', { body: change(x => { x.child.family_name = 'Atonce'; }), once: 'at once' })));
  same(all.filter(r => r.status === 201).length, 1);
  same(all.filter(r => r.status === 200).length, 99);
  same(sql(file, "SELECT count(*) FROM request WHERE family_name = 'Atonce'"), '1');
});

await check('another partner sees nothing of it, and its keys are its own', async () => {
  const where = '/api/v1/requests/' + receipts.shortest.reference, r = await call('GET', where, { as: other });
  same(r.status, 404);
  fitsResponse(read, r);
  same((await call('GET', '/api/v1/requests', { as: other })).json.requests.length, 0);
  same((await call('POST', '/api/v1/requests', { as: other, body: good, once: 'shortest' })).status, 201, 'the same idempotency key is another');
});

await check('no key, a wrong one, a session instead of one: 401', async () => {
  for (const as of ['', 'rightdoor_0', 'x'.repeat(5000)]) { const r = await call('GET', '/api/v1/requests', { as }); same(r.status, 401); fitsResponse(doc.paths['/api/v1/requests'].get, r); }
  same((await admin.ask('/api/v1/requests')).status, 401);
  const key_as_session = await fetch(server.url + '/requests', { headers: { authorization: 'Bearer ' + key }, redirect: 'manual' });
  same(key_as_session.status, 303);
});

await check('keys are stored as a hash only, and a revoked one ends at once', async () => {
  must(!readFileSync(file).includes(key), 'the key stands in the database');
  const second = await newKey(path);
  same((await call('GET', '/api/v1/lists', { as: second })).status, 200);
  const id = sql(file, 'SELECT max(id) FROM api_key');
  same((await admin.post(path + '/revoke', { key: id })).status, 303);
  same((await call('GET', '/api/v1/lists', { as: second })).status, 401);
  same((await call('GET', '/api/v1/lists')).status, 200, 'the other key goes on');
});

await check('too many calls: 429 with Retry-After, and after that the same is taken', async () => {
  const hurried = await newKey(await partner('A hurried system', 60));
  let taken = 0, waits;
  for (let i = 0; i < 70; i++) { const r = await call('GET', '/api/v1/lists', { as: hurried }); if (r.status === 200) taken++; else { same(r.status, 429); waits = r; } }
  must(taken >= 60 && taken < 68 && waits, `${taken} were taken`);
  fitsResponse(doc.paths['/api/v1/lists'].get, waits);
  const seconds = Number(waits.headers.get('retry-after'));
  must(seconds >= 1 && seconds <= 60, `Retry-After ${seconds}`);
  await new Promise(r => setTimeout(r, seconds * 1000 + 100));
  same((await call('GET', '/api/v1/lists', { as: hurried })).status, 200);
});

await check('what was done is in the audit trail, without a name', async () => {
  must(Number(sql(file, "SELECT count(*) FROM audit WHERE what = 'request by api'")) > 0, 'nothing is there');
  same(sql(file, "SELECT count(*) FROM audit WHERE detail LIKE '%Mensah%' OR detail LIKE '%rightdoor_%'"), '0');
});

await server.stop();
end();
