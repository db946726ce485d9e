// A meeting around a child: proposed by an officer, answered by the parent on a phone and by others, fixed, written down and
// shared; the officer's private calendar, read by a parser of its own.
import { spawnSync } from 'node:child_process';
import { check, must, same } from '../server/house.mjs';
import { as, both, desk, inDatabase, phone, server } from './people.mjs';
import { answer, complaint, day, daysFromNow, errors, fill, main, open, pathOf, reads, send } from './steps.mjs';

const child = inDatabase("SELECT k.child_id FROM carer k JOIN person p ON p.id = k.person_id WHERE p.email = 'parent@marchfield.example' AND k.verified_on <> '' LIMIT 1");
const name = inDatabase(`SELECT given_name || '|' || family_name FROM child WHERE id = ${child}`).split('|');

// Read by python3-icalendar, which knows nothing of how it was written.
function calendar(text) {
  const r = spawnSync('/usr/bin/python3', [new URL('../read_calendar.py', import.meta.url).pathname, '-'], { input: text, encoding: 'utf8' });
  must(r.status === 0, r.stderr);
  for (const n of name) must(!r.stdout.includes(n), `the calendar says ${n}: ${r.stdout}`);
  return r.stdout;
}

const proposal = { kind: 'around', purpose: 'To see together what helps.', place_kind: 'setting', minutes: '60', ...day('t1_on', daysFromNow(9)), t1_at: '9:30am', ...day('t2_on', daysFromNow(11)), t2_at: '14:00', way: 'answers', ...day('answer_by', daysFromNow(4)) };

async function invite(page, answers) {
  await open(page, `/children/${child}`);
  await page.getByRole('link', { name: 'Arrange a meeting' }).first().click();
  await fill(page, answers);
  const others = page.locator('main input[name=who]');
  for (let i = 0; i < await others.count(); i++) await others.nth(i).check({ force: true });
  await send(page, page.locator('main form').last());
  must(await errors(page) === 0, await complaint(page));
  return pathOf(page);
}

for (const { javaScript, how } of both) {
  let meeting;
  await check(`an officer proposes two dates, and is told of a third that cannot be, ${how}`, () => as('officer', { size: desk, javaScript }, async page => {
    await open(page, `/children/${child}/meetings/new`);
    await fill(page, { ...proposal, t2_at: 'half past two' });
    await send(page, page.locator('main form').last());
    must((await complaint(page)).includes('Enter a time like 9:30am or 14:00'), await complaint(page));
    same(await page.locator('[name=purpose]').inputValue(), proposal.purpose);
    meeting = await invite(page, proposal);
    await reads(page, 'Looking for a date', 'What the family says');
    must(/^\/meetings\/\d+$/.test(meeting), meeting);
  }));
  await check(`the parent answers on a phone and writes down what matters, ${how}`, () => as('parent', { size: phone, javaScript }, async page => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Say which dates suit you' }).first().waitFor();
    await open(page, meeting);
    const form = page.locator('form[action$="/answer"]');
    await send(page, form);
    must((await complaint(page)).includes('Say for each date whether it suits you'), await complaint(page));
    for (const value of ['yes', 'no']) await page.locator(`form[action$="/answer"] input[value=${value}]`).nth(value === 'yes' ? 0 : 1).check({ force: true });
    await page.locator('form[action$="/answer"] [name=words]').fill('My sister comes with me');
    await send(page, page.locator('form[action$="/answer"]'));
    await reads(page, 'You can change your answer');
    await page.locator('[name=own_words]').fill(`He sings in the bath, ${how}`);
    await send(page, page.locator('form[action$="/words"]'));
    await reads(page, `He sings in the bath, ${how}`);
  }));
  await check(`the date is fixed, and stands in everybody's calendar, ${how}`, () => as('officer', { javaScript }, async page => {
    await open(page, meeting);
    await reads(page, `He sings in the bath, ${how}`, 'My sister comes with me');
    await page.getByRole('button', { name: 'Fix this date' }).first().click();
    await reads(page, 'Date fixed');
    const file = await page.request.get(meeting + '/ics');
    must(/event \| M-.*\| CONFIRMED \| Meeting about reference M-/.test(calendar(await file.text())), 'the file for the calendar');
    await open(page, '/calendar');
    await page.getByRole('button', { name: /Make a/ }).click();
    const address = await page.getByLabel(/Copy it now/).inputValue();
    must(address.startsWith(server.url.replace('localhost', '127.0.0.1')) || address.includes('/calendar/'), address);
    const path = new URL(address).pathname, stranger = await fetch(server.url + path);
    same(stranger.status, 200);
    same(stranger.headers.get('content-type'), 'text/calendar; charset=utf-8');
    must(calendar(await stranger.text()).includes('Team around the child'), 'the feed');
    await page.getByRole('button', { name: 'End it' }).click();
    same((await fetch(server.url + path)).status, 404);
  }));
  await check(`it is written down, with what is to be done, and shared, ${how}`, () => as('officer', { javaScript }, async page => {
    inDatabase(`UPDATE meeting SET starts_at = ${Date.now() - 7200000} WHERE id = ${meeting.split('/').pop()}`);
    await open(page, meeting);
    await page.getByRole('button', { name: 'Write down the meeting' }).click();
    must((await page.locator('[name=parent_view]').inputValue()).includes(`He sings in the bath, ${how}`), 'the notes do not begin with the parent’s words');
    const rows = await page.locator('main form input[type=radio]').evaluateAll(es => [...new Set(es.map(e => e.name))]);
    await answer(page, { said: `We looked at lunch, ${how}.`, decided: 'A smaller table\nWe meet again', a1_what: `Buy a bell, ${how}`, a1_owner: 'Sarah', ...day('a1_due_on', daysFromNow(12)), ...Object.fromEntries(rows.map(r => [r, 'came'])) });
    await reads(page, 'We looked at lunch', 'A smaller table', 'Buy a bell', 'Not shared with the family yet');
    await page.getByRole('button', { name: 'Share the notes with the family' }).click();
    await reads(page, 'Shared with the family');
    await page.goto('/');
    await reads(page, `Buy a bell, ${how}`);
  }));
  await check(`the parent reads the notes, and keeps them in the copy, ${how}`, () => as('parent', { size: phone, javaScript }, async page => {
    await open(page, meeting);
    await reads(page, `We looked at lunch, ${how}.`, 'A smaller table', `Buy a bell, ${how}`);
    must((await (await page.request.get(`/children/${child}/copy/record`)).text()).includes(`We looked at lunch, ${how}.`), 'the copy');
  }));
  await check(`the parent asks for a meeting and chooses the date themselves, ${how}`, async () => {
    await as('parent', { size: phone, javaScript }, async page => {
      await open(page, `/children/${child}`);
      await page.getByRole('link', { name: 'Ask for a meeting' }).click();
      await answer(page, { purpose: `About school, ${how}`, when: 'Mornings' });
      await reads(page, 'You asked for a meeting');
    });
    let asked;
    await as('officer', { javaScript }, async page => {
      await page.goto('/');
      await page.getByRole('link', { name: /A parent asks for a meeting/ }).first().click();
      await page.getByRole('button', { name: 'Offer dates' }).click();
      same(await page.locator('[name=purpose]').inputValue(), `About school, ${how}`);
      await fill(page, { ...proposal, purpose: `About school, ${how}`, way: 'family', kind: 'school' });
      await send(page, page.locator('main form').last());
      must(await errors(page) === 0, await complaint(page));
      asked = pathOf(page);
    });
    await as('parent', { size: phone, javaScript }, async page => {
      await open(page, asked);
      await page.locator('input[name=pick]').nth(1).check({ force: true });
      await send(page, page.locator('form[action$="/answer"]'));
      await reads(page, '2:00pm', 'Add it to your calendar');
    });
    await as('officer', { javaScript }, async page => {
      await open(page, asked + '/cancel');
      await answer(page, { because: 'The school is closed that day' });
      await reads(page, 'Does not take place', 'The school is closed that day');
    });
  });
}

await check('whoever has only a link answers, and learns nothing of the child', async () => {
  let meeting;
  await as('officer', {}, async page => {
    await open(page, `/children/${child}/meetings/new`);
    await fill(page, proposal);
    await page.getByText('Somebody who is not in the list').click();
    for (const [k, v] of Object.entries({ o1_name: 'Pat Portage', o1_job: 'Portage', o1_email: 'pat@portage.example' })) await page.locator(`[name=${k}]`).fill(v);
    await send(page, page.locator('main form').last());
    meeting = pathOf(page);
  });
  const link = inDatabase("SELECT path FROM notice WHERE to_address = 'pat@portage.example' ORDER BY id DESC LIMIT 1");
  await as(null, { size: phone }, async page => {
    await open(page, link);
    const told = await main(page);
    for (const n of [...name, proposal.purpose]) must(!told.includes(n), `the link says ${n}`);
    for (const at of [0, 1]) await page.locator('input[value=yes]').nth(at).check({ force: true });
    await send(page, page.locator('main form').last());
    await reads(page, 'You can change your answer');
  });
  await as('officer', {}, async page => { await open(page, meeting); await reads(page, 'Pat Portage', 'Has answered'); });
});
