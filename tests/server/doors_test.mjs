// The public door under a flood: 10,000 forms a minute from one address, while a family elsewhere asks for support.
import { check, must, same, end, newDatabase, serve, sql, plain } from './house.mjs';
import { get, many, post } from './many.mjs';

const file = newDatabase('doors.db'), server = await serve('sqlite:' + file, { bin: plain }), most = 240, sent = 10000;     // as it comes: 240 a minute
const tokenOf = page => (page.match(/name="token" value="([0-9a-f]+)"/) || [])[1];
const cookie = visit => `Cookie: visit=${visit}\r\n`;

// Asks one thing after the other from ADDRESS and returns the answers: WHAT is a list of functions of the answer before.
async function oneByOne(address, what) {
  const answers = [];
  let i = 0;
  await many(server, 1, () => last => { if (last) answers.push(last); return i < what.length ? what[i++](last) : null; }, address);
  return answers;
}
async function begin(address) { const [page] = await oneByOne(address, [() => get(server, '/ask/who')]); return { visit: page.visit, token: tokenOf(page.body) }; }
const say = (who, question, fields) => post(server, '/ask/' + question, { token: who.token, ...fields }, cookie(who.visit));

const answers = [['who', { asker: 'parent' }], ['child', { given_name: 'Ada', family_name: 'Elsewhere' }], ['born', { 'born_on-day': '1', 'born_on-month': '2', 'born_on-year': '2024' }], ['address', { is_address_restricted: 'no' }], ['nhs', {}], ['setting', { attends: 'no' }],
  ['concern', { concern: 'talking' }], ['words', { words_talking: 'Few words.' }], ['well', {}], ['helping', {}], ['wishes', { wants: 'talk' }], ['files', {}], ['you', { asker_name: 'Maria', asker_relationship: 'mother' }], ['contact', { asker_telephone: '01632 960 123', contact_by: 'telephone' }],
  ['responsibility', { has_responsibility: 'yes' }], ['privacy', { has_read: '1' }]];
async function askWhole(address) {
  const me = await begin(address), told = [];
  for (const [question, fields] of answers) told.push(...await oneByOne(address, [() => say(me, question, fields)]));
  told.push(...await oneByOne(address, [() => post(server, '/ask/check', { token: me.token }, cookie(me.visit))]));
  const [receipt] = await oneByOne(address, [() => get(server, told.at(-1).to, cookie(me.visit))]);
  return { told, receipt };
}

const flooder = await begin(), statuses = new Map();
let waits, began, family;
await check(`${sent} forms from one address within a minute: ${most} are taken, the others are asked to wait, and a family elsewhere is not`, async () => {
  let left = sent;
  await oneByOne('127.0.0.1', [() => say(flooder, 'who', { asker: 'parent' })]);
  began = Date.now();
  const flood = many(server, 32, () => last => {
    if (last) { statuses.set(last.status, (statuses.get(last.status) || 0) + 1); if (last.status === 429) waits = last; }
    return left-- > 0 ? say(flooder, 'child', { given_name: 'Kojo', family_name: 'Badu' }) : null;
  });
  family = await askWhole('127.0.0.2');
  await flood;
  const seconds = (Date.now() - began) / 1000, taken = statuses.get(303) || 0;
  must(seconds < 60, `it took ${seconds.toFixed(0)} s: that is no flood`);
  same(statuses.size, 2, JSON.stringify([...statuses]));
  same(taken + statuses.get(429), sent, 'all are answered');
  must(taken >= most - 20 && taken <= most + seconds * most / 60 + 1, `${taken} of ${sent} were taken in ${seconds.toFixed(1)} s`);
});
await check('the family elsewhere came through it to a receipt', async () => {
  must(family.told.every(a => a.status === 303), family.told.map(a => a.status).join());
  const reference = family.receipt.body.match(/RD-[A-Z0-9]{4}-[A-Z0-9]{4}/)[0];
  same(sql(file, 'SELECT reference FROM request'), reference, 'one request, and it is theirs');
});
await check('the page that asks to wait is kind, says for how long, and what to do instead', async () => {
  for (const words of ['Please wait a minute', 'Nothing that you sent before is lost', 'press Continue again', 'telephone']) must(waits.body.includes(words), 'it does not say: ' + words);
  must(/retry-after: [1-9]\d?\b/i.test(waits.head), 'no Retry-After');
});
await check('reading goes on meanwhile, and nothing that was taken is lost', async () => {
  const [page] = await oneByOne('127.0.0.1', [() => get(server, '/ask/child', cookie(flooder.visit))]);
  same(page.status, 200);
  must(page.body.includes('Badu'), 'the answer is gone');
});
await check('whoever waits as asked goes on', async () => {
  await new Promise(r => setTimeout(r, Number(waits.head.match(/retry-after: (\d+)/i)[1]) * 1000 + 100));
  const [a] = await oneByOne('127.0.0.1', [() => say(flooder, 'born', { 'born_on-day': '1', 'born_on-month': '2', 'born_on-year': '2024' })]);
  same(a.status, 303);
});
await check('the server had nothing to complain of', async () => { same((await server.stop()).code, 0); same(server.errors, ''); });
end();
