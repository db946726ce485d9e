// Starting school: a passport is drafted from what is known, agreed with the family, shared, and confirmed by the school.
import { check, must, same } from '../server/house.mjs';
import { as, both, inDatabase } from './people.mjs';
import { answer, day, daysFromNow, open, pathOf, reads } from './steps.mjs';
import { paper } from './plan.mjs';

const school = () => inDatabase("SELECT s.setting_id FROM staff s JOIN person p ON p.id = s.person_id WHERE p.email = 'school@marchfield.example' LIMIT 1");
// children whom the officer may see, who start school next, have a plan and no passport
const waiting = () => inDatabase(`SELECT c.id FROM child c WHERE c.known_on <> '' AND c.left_on = '' AND c.is_restricted = 0 AND c.school_year = (SELECT max(school_year) FROM child c2 JOIN passport p ON p.child_id = c2.id)
  AND NOT EXISTS (SELECT 1 FROM passport p WHERE p.child_id = c.id) AND EXISTS (SELECT 1 FROM plan p WHERE p.child_id = c.id) ORDER BY c.id LIMIT 1`);

for (const { javaScript, how } of both)
  await check(`a passport is drafted, agreed, shared, read by the school and on one page, ${how}`, async () => {
    const child = waiting();
    must(child, 'nobody waits for a passport');
    let passport;
    await as('officer', { javaScript }, async page => {
      await open(page, `/children/${child}/school`);
      const place = page.locator('form[action$="/school/place"]');
      if (!await place.isVisible()) await page.locator('summary', { hasText: /school/ }).last().click();
      await answer(page, { school: school(), ...day('place_on', daysFromNow(-3)) }, place);
      await page.getByRole('button', { name: 'Start the passport' }).click();
      passport = pathOf(page).match(/\/passports\/\d+/)[0];
      await open(page, passport + '/edit');
      must(await page.locator('main textarea').evaluateAll(es => es.filter(e => e.value.trim()).length) > 0, 'nothing of what is known stands in the draft');
      await answer(page, { appreciated: 'I make people laugh.', support: 'Show me, then tell me.' });
      await open(page, passport + '/agree');
      await answer(page, { with_whom: 'Their mother', ...day('on', daysFromNow(-1)), may_share: '1' });
    });
    await as('school', { javaScript }, page => open(page, passport, 404));          // not before it is shared
    await as('officer', { javaScript }, async page => {
      await open(page, passport + '/share');
      await page.getByRole('button', { name: /^Share with/ }).click();
    });
    await as('school', { javaScript }, async page => {
      await open(page, '/starters');
      await page.locator(`main a[href="${passport}"]`).first().click();
      await reads(page, 'I make people laugh.', 'Show me, then tell me.');
      const pdf = await paper(page, passport + '/pdf');
      same(pdf.pages, 1, 'pages of the passport');
      must(pdf.words.includes('I make people laugh.'), 'the PDF does not say what the page says');
      await answer(page, { words: 'A quiet corner will be ready.', contact: 'Claire Bufton, 01632 960 555' }, page.locator('form[action$="/read"]'));
      await reads(page, 'A quiet corner will be ready.');
      await open(page, passport + '/edit', 404);
    });
    await as('officer', { javaScript }, async page => {
      await open(page, passport);
      await reads(page, 'A quiet corner will be ready.', 'Claire Bufton');
      await open(page, `/children/${child}`);
      await reads(page, 'has read the school passport');
    });
  });
