// The watch list as an officer goes through it: who is named, why, who owes what; doing it, or putting it off with a reason; on a phone, with the keyboard alone.
import { check, must, same } from '../server/house.mjs';
import { as, both, inDatabase, phone } from './people.mjs';
import { answer, complaint, day, daysFromNow, errors, fill, follow, main, open, pathOf, reads, send, tabTo } from './steps.mjs';

// A child of the service's own, seen to be below what is expected in two prime areas, whom nobody has looked at since.
function below(id, name, seen) {
  const seenOn = daysFromNow(-seen);
  inDatabase(`INSERT INTO child (id, given_name, family_name, born_on, school_year, known_on, changed_at, created_at) SELECT ${id}, '${name}', 'Watchett', '${daysFromNow(-900)}', ${new Date().getFullYear() + 2}, '${seenOn}', 1, 1;
    INSERT INTO observation (id, child_id, tool_id, seen_on, created_at, changed_at) VALUES (${id}, ${id}, 1, '${seenOn}', 1, 1);
    INSERT INTO observation_value (observation_id, part_id, answer_id) VALUES (${id}, 101, 103), (${id}, 103, 103);`);
}
const tile = (page, words) => page.locator('.rd-tile').filter({ hasText: words });
const count = async (page, words) => Number(await tile(page, words).locator('.rd-tile__number').innerText());
let at = 990000;

for (const { javaScript, how } of both)
  await check(`a child seen below expected is named, put off with a reason, and watched again, ${how}`, async () => {
    const name = javaScript ? 'Tamsin' : 'Petroc', id = ++at;
    below(id, name, 40);
    await as('officer', { javaScript, size: phone }, async page => {
      inDatabase(`DELETE FROM watch_snooze WHERE child_id = ${id}`);
      await open(page, `/watch?who=all&rule=below`);
      await reads(page, 'Below expected in two prime areas, and in no plan', 'progress check at two', `${name} Watchett`, 'Seen on', 'Begin a plan, or look again');
      const before = await count(page, 'below expected in two prime areas');
      const row = page.locator('tr').filter({ hasText: `${name} Watchett` });
      await row.getByRole('link', { name: /^Put off/ }).click();
      await send(page, page.locator('main form'));
      await reads(page, 'Say why this can wait', 'Enter the day');
      await send(page, await fill(page, { reason: 'Seen by the speech therapist next week', ...day('until_on', daysFromNow(400)) }));
      await reads(page, 'within half a year');
      await answer(page, { reason: 'Seen by the speech therapist next week', ...day('until_on', daysFromNow(20)) });
      same(await count(page, 'below expected in two prime areas'), before - 1);
      must(!(await main(page)).includes(`${name} Watchett`), 'still named');
      await open(page, '/watch?who=all&rule=below&left=1');
      await reads(page, `${name} Watchett`);
      await page.locator('tr').filter({ hasText: `${name} Watchett` }).getByRole('link', { name: /^(Change|Put off|Look)/ }).click();
      await reads(page, 'Seen by the speech therapist next week');
      await page.getByRole('button', { name: 'Watch again now' }).click();
      same(await count(page, 'below expected in two prime areas'), before);
      await open(page, `/children/${id}`);
      await reads(page, 'Watched because', 'Below expected in two prime areas');
    });
  });

await check('doing what is owed takes the child off; with the keyboard alone', async () => {
  const id = ++at;
  below(id, 'Merryn', 40);
  inDatabase(`INSERT INTO request (id, reference, kind, door, status, child_id, given_name, family_name, born_on, asker_name, received_at, received_on, due_on)
    VALUES (${id}, 'RD-W${id}', 'notification', 'health visitor', 'accepted', ${id}, 'Merryn', 'Watchett', '${daysFromNow(-900)}', 'Nia', 1, '${daysFromNow(-30)}', '${daysFromNow(-25)}')`);
  await as('officer', {}, async page => {
    await open(page, '/watch?who=all&rule=notified');
    await reads(page, 'Merryn Watchett', 'Children and Families Act 2014, section 23', 'Speak with the family');
    await follow(page, `a[href="/children/${id}/contact"]`);
    await tabTo(page, '#how');
    await page.keyboard.type('They would like a visit.');
    await follow(page, 'main form button:not([type=button])');
    must(await errors(page) === 0, await complaint(page));
    same(pathOf(page), `/children/${id}`);
    await open(page, '/watch?who=all&rule=notified');
    must(!(await main(page)).includes('Merryn Watchett'), 'still named');
    await follow(page, '.rd-tile a[href*="rule=below"]');
    await follow(page, `a[href^="/children/${id}/watch/below"]`);
    await tabTo(page, '#reason');
    await page.keyboard.type('A visit is agreed');
    for (const [part, value] of Object.entries(day('until_on', daysFromNow(10)))) {
      await tabTo(page, `[name="${part}"]`);
      await page.keyboard.type(value);
    }
    await follow(page, 'main form button:not([type=button])');
    must(await errors(page) === 0, await complaint(page));
    must(!(await main(page)).includes('Merryn Watchett'), 'not put off');
  });
});
// nobody else stumbles over them
inDatabase(`UPDATE child SET left_on = '${daysFromNow(-1)}' WHERE id > 990000 AND id <= ${at}`);
