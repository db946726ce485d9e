// The house in which the journeys are gone: one demo authority, one server, one browser, and who may come in.
import { join } from 'node:path';
import { folder, run, serve, plain, sql } from '../server/house.mjs';
import { start, visitor, signIn, phone, desk, leave } from '../browser.mjs';

const file = join(folder, 'journeys.db'), database = 'sqlite:' + file;
const people = JSON.parse(run(['demo', '--database', database, '--children', '300', '--json']).stdout).sign_ins;
export const server = await serve(database, { bin: plain }), browser = await start();
export const everybody = people, person = role => people.find(p => p.role === role);
export const inDatabase = text => sql(file, text);
export { phone, desk };

// Opens a browser for ROLE (null: nobody is signed in), lets WHAT happen in it, and closes it.
export async function as(role, options, what) {
  const page = await visitor(browser, server, options);
  try {
    if (role) await signIn(page, typeof role === 'string' ? person(role) : role);
    await what(page);
  } finally { await leave(page); }
}
export const both = [{ javaScript: true, how: 'with JavaScript' }, { javaScript: false, how: 'without JavaScript' }];
