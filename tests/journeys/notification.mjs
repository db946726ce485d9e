// A health visitor notifies the authority (Children and Families Act 2014 s.23): received whatever was recorded of
// permission, and what the Act asks before it is asked about afterwards, never made a condition.
import { check, must, same } from '../server/house.mjs';
import { as, both, inDatabase } from './people.mjs';
import { answer, main, open, pathOf, reads } from './steps.mjs';

const notified = given_name => ({
  kind: 'notification', given_name, family_name: 'Adébáyò', 'born_on-day': '2', 'born_on-month': '5', 'born_on-year': '2025', sex: 'F', attends: 'no', concern: 'moving',
  words_moving: 'She does not sit without help.', wants: '*', is_agreed: 'no', opinion: '*', diagnosis: 'Seen by the community paediatrician.', permission: 'not recorded',
});

for (const { javaScript, how } of both)
  await check(`a health visitor notifies without a recorded permission and is asked about the duties, ${how}`, async () => {
    const child = javaScript ? 'Ìfẹ́' : 'Tèmi';
    let request;
    await as('health', { javaScript }, async page => {
      await open(page, '/requests/new');
      same(await page.locator('[name=asker_name]').inputValue(), 'Ruth Okafor', 'what the account knows is filled in:');
      const { opinion, ...unsaid } = notified(child);
      const form = page.locator('main form').last();
      await answer(page, { ...unsaid, opinion }, form);
      request = pathOf(page);
      await reads(page, 'Notification about', child, 'RD-', 'Permission', 'Not recorded', 'section 23');
      await page.locator('[name=answer]').fill('The mother was told at the clinic last week.');
      await page.getByRole('button', { name: 'Send the answer' }).click();
      await reads(page, 'The mother was told at the clinic last week.');
    });
    must(/notification\|waiting\|not recorded/.test(inDatabase(`SELECT kind || '|' || status || '|' || permission FROM request WHERE id = ${request.split('/').pop()}`)), 'it was not received as it was sent');
    await as('officer', { javaScript }, async page => {
      await open(page, request);
      await reads(page, child, 'otification', 'Not recorded', 'The mother was told at the clinic last week.', 'The parents have not agreed yet');
    });
  });

await check('a notification without an opinion says what is missing and keeps the rest', () => as('health', {}, async page => {
  await open(page, '/requests/new');
  const { opinion, ...rest } = notified('Bim');
  same(opinion, '*');
  await page.locator('[name=given_name]').fill(rest.given_name);
  await page.locator('[name=kind][value=notification]').check();
  await page.locator('main form').last().getByRole('button', { name: 'Send' }).click();
  const told = await main(page);
  must(/opinion/.test(told) && /There is a problem/.test(told), 'nothing is said about the opinion');
  same(await page.locator('[name=given_name]').inputValue(), 'Bim');
}));
