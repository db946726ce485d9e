// The public form, filled in as a parent fills it in: for the ways that are about asking, and about what asking costs.
import { must } from '../server/house.mjs';
import { complaint, errors, fill, main, reads, send } from './steps.mjs';

export const asked = {
  who: 'parent', asker: 'parent', given_name: 'Zofia', family_name: "O'Malley-Żak", 'born_on-day': '7', 'born_on-month': '3', 'born_on-year': '2024',
  address: '1 Test Road', postcode: 'HR1 2AB', attends: 'no', concern: 'talking', words_talking: 'She says few words.', going_well: 'She loves music.',
  asker_name: 'Maria Żak', asker_relationship: 'mother', asker_telephone: '01632 960 123', asker_email: 'maria@test.example', contact_by: 'telephone', has_read: '*', has_responsibility: 'yes',
};

// Whoever works with children is asked most.
export const askedAtWork = { ...asked, asker: 'professional', attends: 'yes', setting_words: 'Little', parent_name: 'Maria Żak', parent_contact: '01632 960 123', is_agreed: 'yes', asker_organisation: 'Marchfield Community Health' };

// From the first page to the receipt; AT() is called on each page on the way.
export async function askForSupport(page, { answers = asked, at: look = () => {} } = {}) {
  const at = async () => { await page.waitForLoadState(); await look(); };      // on a slow line nothing can be used before
  await page.goto('/');
  await at();
  await page.locator('main a[href="/ask"]').first().click();
  must(/999/.test(await main(page)), 'the first page does not say what to do in danger');
  await at();
  await page.locator('main a.govuk-button, main form button:not(.govuk-button--secondary)').first().click();
  for (let i = 0; i < 30 && !/\/ask\/check/.test(page.url()); i++) {
    await at();
    const here = page.url(), form = await fill(page, answers);
    await send(page, form);
    must(await errors(page) === 0, `${here}: ${await complaint(page)}`);
    must(page.url() !== here || await page.locator('h1').count(), `stuck at ${here}`);
  }
  must(/\/ask\/check/.test(page.url()), 'never came to check the answers: ' + page.url());
  await at();
  await reads(page, "O'Malley-Żak");
  await page.locator('main form button:not(.govuk-button--secondary)').last().click();
  await at();
  const told = await main(page), reference = (told.match(/RD-[A-Z0-9]{4}-[A-Z0-9]{4}/) || [])[0];
  must(reference, 'no reference: ' + told.slice(0, 200));
  const link = await page.locator('main a[href*="/follow/"]').first().getAttribute('href').catch(() => page.url());
  return { reference, told, follow: new URL(link, page.url()).pathname.replace(/\/sent$/, '') };
}
