// Every sample file of tests/samples, by the command and by the page: it is taken in, or somebody is told in words what it is instead.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, must, same, end, newDatabase, password, plain, run, serve, sql, Visitor } from './house.mjs';

const samples = new URL('../samples/', import.meta.url).pathname;
const file = newDatabase('samples.db', { manager: 'manager@test.example', administrator: 'administrator@test.example' }), url = 'sqlite:' + file;
const s = await serve(url, { bin: plain });
const manager = await new Visitor(s).signIn('manager@test.example', password), administrator = await new Visitor(s).signIn('administrator@test.example', password);

async function send(who, path, fields, name) {
  await who.ask(path);
  const form = new FormData();
  for (const [k, v] of Object.entries({ token: who.token, ...fields })) form.append(k, v);
  form.append('file', new Blob([readFileSync(join(samples, name))]), name);
  const r = await fetch(s.url + path, { method: 'POST', redirect: 'manual', body: form, headers: { cookie: [...who.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } });
  return { status: r.status, to: r.headers.get('location'), text: await r.text() };
}
const told = text => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

// By the page: '' once the list is staged, else what the page says is wrong. Columns are left as they were matched.
async function byPage(what, name) {
  const r = await send(manager, '/imports/new', { source: what, 'on_day-day': '1', 'on_day-month': '11', 'on_day-year': '2026', text: '', sheet: '' }, name);
  if (r.status !== 303) return told(r.text);
  const id = r.to.match(/\d+/)[0];
  if (/columns$/.test(r.to)) {
    const page = await manager.ask(r.to);
    const fields = Object.fromEntries([...page.text.matchAll(/<select[^>]*name="([^"]+)"[\s\S]*?<\/select>/g)].map(m => [m[1], (m[0].match(/<option value="([^"]*)" selected/) || [])[1] || '']));
    const saved = await manager.post(r.to, { ...fields, day_order: '1' });
    if (saved.status !== 303) return told(saved.text);
  }
  for (let i = 0; i < 200 && sql(file, `SELECT status FROM import_list WHERE id = ${id}`) === 'staging'; i++) await new Promise(done => setTimeout(done, 50));
  same(sql(file, `SELECT status FROM import_list WHERE id = ${id}`), 'staged', name);
  const page = await manager.ask(`/imports/${id}`);
  await manager.post(`/imports/${id}/drop`, {});
  return 'new ' + told(page.text).match(/(\d+) new /)[1] + ', wrong ' + told(page.text).match(/(\d+) wrong /)[1];
}

const lists = [
  ['schools', 'edubasealldata_subset.csv', 'new 6, wrong 0', 0, '6 added'],
  ['schools', 'edubase_establishment_types_2025-01-09.csv', '‘Name’', 1, '‘Name’, which each row must have. The headings of the file are: '],
  ['providers', 'childcare_providers_mi_2021-08-31_subset.csv', 'new 12, wrong 0', 0, '12 added'],
  ['providers', 'childcare_providers_2025-03-31_short_format_subset.csv', 'new 6, wrong 5', 1, '‘Childminder agency’ is no place that children attend'],
  ...['start', 'added_item', 'changed_name', 'deleted_item'].map(x => ['providers', `la_feed_dummy_${x}.json`, 'This is JSON, not a list of rows', 1, 'This is JSON, not a list of rows']),
  ['children', 'UKCore-Patient-RichardSmith-Example.xml', 'This is XML, not a list of rows', 1, 'This is XML, not a list of rows'],
  ...['fake_sen.xlsx', 'annex_a_send_validation_rules.xlsx', 'sen2_person_level_columns.csv', 'sen2_code_lists.csv', 'services.csv', 'directory/services--with-sample-data.csv', 'directory/custom-fields-template--with-sample-data.csv']
    .map(x => ['children', x, '‘Family name’', 1, '‘Family name’, which each row must have. The headings of the file are: ']),
];
for (const [what, name, page, code, command] of lists)
  await check(`${name} as ${what}`, async () => {
    const said = await byPage(what, name);
    must(said.includes(page), `the page: ${said}`);
    const r = run(['import', '--database', url, '--what', what, '--file', join(samples, name)], { code });
    must((r.stdout + r.stderr).includes(command), `the command: ${r.stdout}${r.stderr}`);
    must(!/Bailey|Pritchard/.test(r.stderr), 'a name on standard error');
  });

const directories = [['examples__organization_full.json', 1], ['examples__service_at_location_full.json', 1], ['examples__service_full.json', 1], ['services--with-sample-data.csv', 2], ['custom-fields-template--with-sample-data.csv', 1], ['tables', 1]];
for (const [name, services] of directories)
  await check(`${name} as a directory of services`, async () => {
    if (name !== 'tables') {
      const r = await send(administrator, '/directory/loads', { source: 'page ' + services + name.length, content: '' }, 'directory/' + name);
      same(r.status, 303, told(r.text).slice(0, 400));
      must(/New/.test(told((await administrator.ask(r.to)).text)), 'nothing new is shown');
      await administrator.post(r.to + '/drop', {});
    }
    const r = run(['import', 'directory', join(samples, 'directory', name), '--database', url, '--name', 'command ' + name]);
    must(r.stdout.includes(`${services} added, 0 changed, 0 gone`), r.stdout);
  });
await check('what is refused leaves nothing behind but the list that waits', () => {
  same(sql(file, "SELECT count(*) FROM child"), '0');
  same(sql(file, "SELECT count(*) FROM import_list WHERE status NOT IN ('dropped', 'committed', 'columns', 'staged')"), '0');
});
await check('the server had nothing to complain of', async () => { same((await s.stop()).code, 0); same(s.errors, ''); });
end();
