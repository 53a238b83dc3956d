import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { installed } from '../installation.ts'
import { testDatabase } from '../test-database.ts'
import { inFillingOrder, readCatalogue } from './catalogue.ts'
import { schemaSql, typesTs } from './schema-dump.ts'
import { brokenRules, distributeSql } from './schema-rules.ts'

const ours = await testDatabase()
const sample = await testDatabase('empty')
after(async () => {
  await ours.drop()
  await sample.drop()
})

const catalogue = await readCatalogue(ours.pool)
const isEmbeddedVersion = Number((await ours.pool.query(`show server_version_num`)).rows[0].server_version_num) >= 180_000

test('the schema keeps the rules that let it be spread by area', () => {
  assert.deepEqual(brokenRules(catalogue), [])
})

for (const [file, made] of [['schema.sql', schemaSql(catalogue)], ['types.ts', typesTs(catalogue)], ['distribute.sql', distributeSql(catalogue)]] as const) {
  test(`database/${file} is what the migrations make (else run: node --import tsx scripts/write-schema.ts)`, { skip: isEmbeddedVersion ? false : 'written from the embedded version' }, () => {
    assert.equal(readFileSync(installed('database', file), 'utf8'), made)
  })
}

test('tables come after those they point at', () => {
  const names = inFillingOrder(catalogue).map(table => `${table.schema}.${table.name}`)
  assert.ok(names.indexOf('collection.batch') < names.indexOf('collection.finding'))
  assert.ok(names.indexOf('measures.measure') < names.indexOf('measures.series'))
})

/** All tables of a sample, closed as ours are. */
const CLOSED = `do $$ declare t record; begin
  for t in select oid::regclass as name from pg_class where relnamespace = 's'::regnamespace and relkind = 'r' loop
    execute format('alter table %1$s enable row level security; alter table %1$s force row level security; create policy keeper on %1$s to current_user using (true)', t.name);
  end loop; end $$`
const FORCED = `alter table s.t enable row level security; alter table s.t force row level security; create policy keeper on s.t to current_user using (true);`
const PLAIN = `create table s.t (area_id int not null primary key); comment on table s.t is 'Things.';`

const BROKEN: [says: RegExp, sql: string][] = [
  [/s\.t has no comment/, `create table s.t (area_id int not null, id int not null, primary key (area_id, id))`],
  [/s\.t has no area_id int not null/, `create table s.t (id int primary key); comment on table s.t is 'Things.'`],
  [/s\.t has no area_id int not null/, `create table s.t (area_id int, id int primary key); comment on table s.t is 'Things.'`],
  [/s\.t: t_pkey does not begin with area_id/, `create table s.t (id int, area_id int not null, primary key (id, area_id)); comment on table s.t is 'Things.'`],
  [/s\.t has no primary key/, `create table s.t (area_id int not null); comment on table s.t is 'Things.'`],
  [/s\.t: t_name_key does not begin with area_id/, `create table s.t (area_id int not null, id int, name text unique, primary key (area_id, id)); comment on table s.t is 'Things.'`],
  [/s\.t: by_name does not begin with area_id/, `create table s.t (area_id int not null, id int, name text, primary key (area_id, id)); create unique index by_name on s.t (name); comment on table s.t is 'Things.'`],
  [/s\.t: by_name does not begin with area_id/, `create table s.t (area_id int not null, id int, name text, primary key (area_id, id)); create unique index by_name on s.t (lower(name), area_id); comment on table s.t is 'Things.'`],
  [/s\.t: the foreign key t_parent_fkey does not begin with area_id/, `
    create table s.parent (area_id int not null primary key); comment on table s.parent is 'Parents.';
    create table s.t (area_id int not null, id int, parent int, primary key (area_id, id), constraint t_parent_fkey foreign key (parent) references s.parent); comment on table s.t is 'Things.'`],
  [/s\.t is a reference table, but t_parent_fkey points at s\.parent/, `
    create table s.parent (area_id int not null primary key); comment on table s.parent is 'Parents.';
    create table s.t (id int primary key, parent int references s.parent); comment on table s.t is 'reference. Things.'`],
  [/s\.t is not closed/, `${PLAIN} alter table s.t enable row level security`],
  [/s\.t is not closed/, `${PLAIN} alter table s.t enable row level security; alter table s.t force row level security`],
  [/s\.v shows s\.t to everyone/, `${PLAIN} ${FORCED} create view s.v as select area_id from s.t`],
  [/the policy wide says "or"/, `${PLAIN} ${FORCED} create policy wide on s.t to belong_app using (area_id = 1 or area_id = 2)`],
  [/the policy all_in is for everyone/, `${PLAIN} ${FORCED} create policy all_in on s.t using (area_id = 1)`],
  [/s\.t has a trigger, nothing/, `
    create table s.t (area_id int not null primary key); comment on table s.t is 'Things.';
    create function s.f() returns trigger language plpgsql as 'begin return new; end'; create trigger nothing before insert on s.t for each row execute function s.f()`],
  [/s\.t\.id is numbered across areas/, `create table s.t (area_id int not null, id int generated by default as identity, primary key (area_id, id)); comment on table s.t is 'Things.'`],
]

for (const [says, statements] of BROKEN) {
  test(`a schema where ${says.source.replaceAll('\\', '')} is caught`, async () => {
    await sample.pool.query(`drop schema if exists s cascade; create schema s; ${statements}`)
    if (!/row level security/.test(statements)) await sample.pool.query(CLOSED)
    const broken = brokenRules(await readCatalogue(sample.pool))
    assert.equal(broken.length, 1, broken.join('\n'))
    assert.match(broken[0]!, says)
  })
}
