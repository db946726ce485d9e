// What one types is kept: a note or a plan is never lost by more than a few seconds, whatever happens to the page, the
// line or the session; and the forms work as any without JavaScript.
import { check, must, same } from '../server/house.mjs';
import { as, both, inDatabase } from './people.mjs';
import { answer, day, daysFromNow, main, open, reads, send } from './steps.mjs';

const draftPlan = inDatabase("SELECT p.id FROM plan p JOIN person o ON o.id = p.lead_id WHERE p.status = 'draft' AND o.email = 'officer@marchfield.example' ORDER BY p.id LIMIT 1");
const edit = `/plans/${draftPlan}/edit`;
const kept = () => inDatabase("SELECT count(*) FROM typed WHERE is_sent = 0") * 1;
const textIn = page => page.locator('[name=going_well]').inputValue();

await check('what is typed into a plan is kept within five seconds, and offered back after the page has gone', async () => {
  await as('officer', {}, async page => {
    await open(page, edit);
    const start = Date.now();
    await page.locator('[name=going_well]').pressSequentially('She sang the whole song today', { delay: 20 });
    await page.getByText('What you type is kept.').waitFor();
    must(Date.now() - start < 5000, `kept after ${Date.now() - start} ms`);
    await page.locator('[name=going_well]').pressSequentially(', twice', { delay: 20 });
    await page.waitForTimeout(4000);
    same(kept(), 1);
    same(inDatabase(`SELECT going_well LIKE '%twice%' FROM plan WHERE id = ${draftPlan}`), '0');
  });      // the browser is closed as a flat battery closes it
  await as('officer', {}, async page => {
    await open(page, '/');
    await reads(page, 'Begun and not saved');
    await open(page, edit);
    await page.getByRole('link', { name: /Go on with what you typed/ }).click();
    must((await textIn(page)).includes('She sang the whole song today, twice'), await textIn(page));
    await page.getByRole('button', { name: 'Save the draft' }).click();
    await reads(page, 'She sang the whole song today, twice');
    same(kept(), 0);
    await open(page, '/');
    must(!(await page.locator('main').innerText()).includes('Begun and not saved'), 'still offered');
  });
});

await check('without a connection one is told, goes on typing, and all of it is kept when it is back', () => as('officer', {}, async page => {
  await open(page, edit);
  await page.context().setOffline(true);
  await page.locator('[name=going_well]').fill('Typed on a train');
  await page.getByText('There is no connection.').waitFor();
  await page.locator('[name=going_well]').fill('Typed on a train, in a tunnel');
  await page.waitForTimeout(2500);
  await page.context().setOffline(false);
  await page.getByText('What you type is kept.').waitFor();
  same(inDatabase("SELECT answers LIKE '%in%20a%20tunnel%' FROM typed WHERE is_sent = 0"), '1');
  page.complaints.length = 0;
  await open(page, edit);
  await page.getByRole('button', { name: /Throw it away/ }).click();
  same(kept(), 0);
  await reads(page, 'thrown away');
}));

await check('what is typed is kept without JavaScript too once it is sent, and offered nowhere', () => as('officer', { javaScript: false }, async page => {
  await open(page, edit);
  await page.locator('[name=going_well]').fill('By hand');
  await send(page, page.locator('main form').filter({ has: page.locator('[name=going_well]') }));
  await open(page, edit);
  must(!(await page.locator('main').innerText()).includes('You typed here before'), 'offered though it is stored');
}));

await check('whoever is signed out in the meantime is told, and nothing they typed leaves the page', () => as('officer', {}, async page => {
  await open(page, edit);
  await page.context().clearCookies();
  await page.locator('[name=going_well]').fill('After the session');
  await page.getByText('You are signed out.').waitFor();
  same(await textIn(page), 'After the session');
  page.complaints.length = 0;
}));

for (const { javaScript, how } of both) await check(`a visit is planned, written up and followed up in one press; the setting and the family each read their part, ${how}`, async () => {
  const child = inDatabase("SELECT k.child_id FROM carer k JOIN person p ON p.id = k.person_id WHERE p.email = 'parent@marchfield.example' AND k.verified_on <> '' LIMIT 1"), said = `She sang, ${how}`;
  let visit;
  await as('officer', { javaScript }, async page => {
    await open(page, `/children/${child}`);
    await page.getByRole('link', { name: 'Plan or write up' }).click();
    await answer(page, { kind: 'home', purpose: 'To hear how it goes', planned_time: '9.30am', ...day('planned_on', daysFromNow(0)) });
    visit = inDatabase(`SELECT max(id) FROM visit WHERE child_id = ${child}`);
    await open(page, '/');
    await reads(page, '9:30am');
    await open(page, `/visits/${visit}`);
    await page.getByRole('button', { name: 'Write the note' }).click();
    await page.locator('[name=observations]').fill('Only ours: ' + said);
    await page.locator('[name=family_words]').fill('We saw: ' + said);
    await page.locator('[name=a1_what]').fill('Lend the song cards');
    await page.locator('[name=a1_owner]').selectOption('family');
    await page.getByRole('button', { name: 'Save the note' }).click();
    await reads(page, 'Only ours: ' + said, 'The follow-up');
  });
  await as('parent', { javaScript }, page => open(page, `/visits/${visit}`, 404));
  await as('officer', { javaScript }, async page => {
    await open(page, `/visits/${visit}`);
    await page.getByRole('button', { name: 'Send the follow-up' }).click();
    await reads(page, 'Sent to the family');
  });
  await as('parent', { javaScript }, async page => {
    await open(page, `/visits/${visit}`);
    await reads(page, 'We saw: ' + said);
    must(!(await main(page)).includes('Only ours'), 'the family reads what is not for them');
    await open(page, `/children/${child}`);
    await reads(page, 'Lend the song cards');
  });
});
