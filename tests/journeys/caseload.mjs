// A child changes hands: seen before it is done, a note that the next person reads, and back; nobody leaves with children.
import { check, must, same } from '../server/house.mjs';
import { as, both, inDatabase } from './people.mjs';
import { main, open, reads } from './steps.mjs';

const led = "SELECT p.id, p.name, count(*) AS n FROM professional r JOIN person p ON p.id = r.person_id JOIN child_status s ON s.child_id = r.child_id AND s.axis = 'service' AND s.to_on = '' AND s.value IN ('open', 'monitoring') JOIN child c ON c.id = r.child_id AND c.left_on = '' AND c.is_restricted = 0 WHERE r.is_lead = 1 AND r.to_on = '' AND p.role = 'officer' AND p.email <> 'officer@marchfield.example' GROUP BY p.id, p.name ORDER BY n DESC, p.id LIMIT 1";
const from = inDatabase(`SELECT id FROM (${led}) x`), name = inDatabase(`SELECT name FROM (${led}) x`), taker = inDatabase("SELECT id FROM person WHERE email = 'officer@marchfield.example'");
const children = () => inDatabase(`SELECT count(*) FROM professional WHERE person_id = ${from} AND is_lead = 1 AND to_on = ''`) * 1;

await check('an officer who leads children cannot leave: what they hold is told in numbers, and how it is handed over', () => as('administrator', {}, async page => {
  await open(page, `/people/${from}`);
  await page.locator(`form[action="/people/${from}/leave"] button`).click();
  await reads(page, 'has work to hand over first');
  await reads(page, `/caseloads/${from}/handover`);
  same(inDatabase(`SELECT is_active FROM person WHERE id = ${from}`), '1');
}));

for (const { javaScript, how } of both)
  await check(`a child is handed over, seen before it is done, and by keyboard alone, ${how}`, async () => {
    const before = children();
    let child;
    await as('manager', { javaScript }, async page => {
      await open(page, '/caseloads');
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('link', { name: 'Hand over', exact: true }).press('Enter');
      await page.locator('#which-some').press('Space');
      await page.locator(`#taker-${taker}`).press('Space');
      await page.getByRole('button', { name: 'Go on' }).press('Enter');
      const box = page.locator('[name=child]').first();
      await box.waitFor();
      child = await box.getAttribute('value');
      await page.getByRole('button', { name: 'See what will change' }).press('Enter');
      await reads(page, 'Choose at least one child');
      await page.locator(`#child-${child}`).press('Space');
      await page.locator(`[name=note_${child}]`).fill('Ring grandmother in the morning');
      await page.getByRole('button', { name: 'See what will change' }).press('Enter');
      await reads(page, 'What will change');
      same(children(), before);
      same(await page.locator(`[name=note_${child}]`).inputValue(), 'Ring grandmother in the morning');
      await page.getByRole('button', { name: 'Hand over now' }).press('Enter');
      await reads(page, 'One child is handed over');
      same(children(), before - 1);
    });
    await as('officer', { javaScript }, async page => {
      await open(page, '/');
      await reads(page, 'Handed to you');
      await open(page, '/handed-to-me');
      await reads(page, 'Ring grandmother in the morning');
      await page.locator('section').filter({ hasText: 'Ring grandmother' }).getByRole('link', { name: /^Hand back/ }).press('Enter');
      await page.locator('[name=note]').fill('They know you');
      await page.getByRole('button', { name: 'Hand back' }).press('Enter');
      await reads(page, 'The child is handed back');
      same(children(), before);
      must(!(await main(page)).includes('Ring grandmother'), 'still to be read');
    });
  });
