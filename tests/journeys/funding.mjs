// The inclusion fund: a SENCO applies with what is known already, the panel says what links it, asks for more, decides with
// reasons, the money goes into a schedule, and the family reads it.  Once with JavaScript and once without.
import { check, must, same } from '../server/house.mjs';
import { as, both, inDatabase, person } from './people.mjs';
import { answer, day, daysFromNow, errors, fill, open, pathOf, reads, send } from './steps.mjs';

// A child with a plan, for whom nobody asks or gets money, and the SENCO of their nursery: which one depends on the day.
function fresh() {
  const [email, child] = inDatabase(`SELECT p.email, a.child_id FROM placement a JOIN plan n ON n.child_id = a.child_id AND n.status = 'active' JOIN staff s ON s.setting_id = a.setting_id JOIN person p ON p.id = s.person_id AND p.role = 'practitioner' AND p.is_active = 1 WHERE a.to_on = '' AND NOT EXISTS (SELECT 1 FROM funding_application f WHERE f.child_id = a.child_id AND f.status IN ('draft', 'sent', 'question')) AND NOT EXISTS (SELECT 1 FROM funding_award w WHERE w.child_id = a.child_id AND w.last_on >= w.from_on) ORDER BY a.child_id LIMIT 1`).split('\t');
  return { child, senco: { email, password: person('manager').password } };
}
const member = () => ({ email: inDatabase("SELECT p.email FROM funding_member m JOIN person p ON p.id = m.person_id WHERE p.role = 'health' LIMIT 1"), password: person('manager').password });
const manager = () => inDatabase("SELECT id FROM person WHERE email = 'manager@marchfield.example'"), therapist = () => inDatabase(`SELECT id FROM person WHERE email = '${member().email}'`);

async function nothingLinks(page, panel) {
  await open(page, panel);
  const save = page.getByRole('button', { name: 'Save, and read the applications' });
  if (await save.count()) await save.click();
}

for (const { javaScript, how } of both) {
  const { child, senco } = fresh();
  let application, panel;

  await check(`the SENCO applies with what is known already, and sees what is missing, ${how}`, async () => {
    must(child, 'the demo has no child to apply for');
    await as('manager', { javaScript }, async page => {
      if (inDatabase(`SELECT count(*) FROM funding_panel WHERE meets_on = '${daysFromNow(0)}'`) !== '0') return;
      await open(page, '/funding/panels/new');
      await answer(page, { ...day('meets_on', daysFromNow(0)), ...day('closes_on', daysFromNow(0)), place: 'Oak Room' });
    });
    panel = '/funding/panels/' + inDatabase(`SELECT id FROM funding_panel WHERE meets_on = '${daysFromNow(0)}'`);
    await as(senco, { javaScript }, async page => {
      await open(page, `/children/${child}/funding`);
      await page.getByRole('button', { name: 'Apply for money' }).click();
      application = pathOf(page).replace('/draft', '');
      must((await page.locator('[name=tried]').inputValue()).length > 10, 'what was tried is not there');
      must(await page.locator('[name=evidence]:checked').count() > 0, 'no evidence is offered');
      await page.getByRole('button', { name: 'Save, and look over it' }).click();
      await reads(page, 'Choose a band', 'Enter when you told the family');
      same(await page.getByRole('button', { name: 'Send to the panel' }).count(), 0);
      await open(page, application + '/draft');
      await answer(page, { band: inDatabase("SELECT id FROM funding_band WHERE name = 'Band 1'"), pays_for: 'Jo sits beside him at snack.', difference: 'He asks for more.', ...day('family_told_on', daysFromNow(-2)) });
      await page.getByRole('button', { name: 'Send to the panel' }).click();
      await reads(page, 'With the panel', 'Jo sits beside him at snack.');
    });
  });

  await check(`the panel says what links it, asks for more, and decides with reasons, ${how}`, async () => {
    await as(member(), { javaScript }, page => nothingLinks(page, panel));
    await as('manager', { javaScript }, async page => {
      await nothingLinks(page, panel);
      await page.locator('summary', { hasText: 'Who is here' }).click();
      const form = page.locator('form[action$="/people"]');
      await send(page, await fill(page, { people: [manager(), therapist()] }, form));
      await open(page, application + '/decision');
      await answer(page, { outcome: 'more', question: 'How often each day?', owner: inDatabase(`SELECT id FROM person WHERE email = '${senco.email}'`), ...day('answer_by', daysFromNow(7)), reasons: '' }, page.locator('main form').last());
    });
    await as(senco, { javaScript }, async page => {
      await open(page, '/');
      await page.locator(`a[href="${application}"]`).first().click();
      await reads(page, 'More information needed', 'How often each day?');
      await open(page, application + '/answer');
      await answer(page, { answer: 'At snack and at group time.' });
    });
    await as('manager', { javaScript }, async page => {
      await open(page, application + '/decision');
      await reads(page, 'At snack and at group time.');
      await send(page, await fill(page, { outcome: 'award' }, page.locator('main form').last()));
      must(await errors(page) > 0, 'a decision without reasons is taken');
      await answer(page, { outcome: 'award', reasons: 'Two cycles were tried.' }, page.locator('main form').last());
      await open(page, application);
      await reads(page, 'Awarded', 'Two cycles were tried.');
    });
  });

  await check(`the award is paid by a schedule that stays as it was sent, ${how}`, () => as('manager', { javaScript }, async page => {
    const award = inDatabase(`SELECT id FROM funding_award WHERE application_id = ${application.split('/').pop()}`);
    const due = inDatabase(`SELECT min(due_on) FROM funding_payment WHERE award_id = ${award}`);
    must(due >= daysFromNow(0), 'nothing is planned');
    await open(page, '/funding/schedules');
    await answer(page, { ...day('pay_on', due) });
    await reads(page, inDatabase(`SELECT reference FROM funding_application WHERE id = ${application.split('/').pop()}`));
    const csv = await page.request.get(pathOf(page) + '/csv'), text = await csv.text();
    same(csv.status(), 200);
    must(/,pay,\d+,/.test(text) && !/,-\d/.test(text), 'the file is not of whole pence');
    await open(page, `/funding/awards/${award}/change`);
    await answer(page, { what: 'back', reasons: 'It was the wrong child.' });
    must(Number(inDatabase(`SELECT sum(pence) FROM funding_payment WHERE award_id = ${award}`)) === 0, 'what was paid is not taken back');
    same(await (await page.request.get('/funding/schedules/' + inDatabase('SELECT id FROM funding_schedule ORDER BY number DESC LIMIT 1') + '/csv')).text(), text, 'the schedule has changed');
  }));
}

await check('a parent reads of the money on the phone and says what it changed', async () => {
  const child = inDatabase("SELECT k.child_id FROM carer k JOIN person p ON p.id = k.person_id WHERE p.email = 'parent@marchfield.example' AND k.verified_on <> '' LIMIT 1");
  await as('parent', { size: { width: 375, height: 740 } }, async page => {
    await open(page, `/children/${child}`);
    await reads(page, 'Money for extra help');
    await open(page, `/children/${child}/money/changed`);
    await answer(page, { changed: '4', words: 'He tells us about his friend.' });
    await reads(page, 'you told us on');
  });
});
