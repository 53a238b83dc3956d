import { fullName, inFillingOrder, type Table } from './catalogue.ts'

/**
 * What breaks the rules that let the same schema be spread over many machines by local area (Citus, sharded by `area_id`). Each line
 * names the table and what to do. A table is the area's, with `area_id` first in every key, or a reference table, which says so in
 * its comment and is copied to every machine whole.
 */
export function brokenRules(catalogue: Table[]): string[] {
  const tables = new Map(catalogue.filter(table => table.kind === 'table').map(table => [fullName(table), table]))
  return [...catalogue.filter(table => table.kind === 'view').flatMap(view => openViews(view, tables)), ...[...tables.values()].flatMap(table => [
    ...withoutComment(table),
    ...withTriggers(table),
    ...(isClosed(table) ? [] : [`${fullName(table)} is not closed to all but those its policies let in; enable and force row level security, with a policy for its owner.`]),
    ...badPolicies(table),
    ...(isReference(table) ? referringToAreas(table, tables) : ofAnArea(table, tables)),
  ])]
}

/** A view asks with its owner's rights, whom the policies of the tables let see all: so it asks as its reader, or keeps to the reader's areas itself. */
function openViews(view: Table, tables: Map<string, Table>) {
  if (view.asksAsReader || view.query?.includes('access.areas_now()')) return []
  return [...tables.values()].filter(table => table.rowSecurity !== 'none' && new RegExp(`\\b${fullName(table)}\\b`).test(view.query ?? ''))
    .map(table => `${fullName(view)} shows ${fullName(table)} to everyone; make it with (security_invoker = true).`)
}

/** How Citus is told: reference tables first, then the areas' tables, all kept together by area. */
export function distributeSql(catalogue: Table[]): string {
  const tables = inFillingOrder(catalogue)
  const areaTables = tables.filter(table => !isReference(table))
  const first = areaTables[0]
  return [
    '-- Made from the database by scripts/write-schema.ts; do not edit.',
    '-- Run once on a Citus coordinator, after Belong has made its schema there: every local area on one machine, reference tables on all.',
    'create extension if not exists citus;', '',
    ...tables.filter(isReference).map(table => `select create_reference_table('${fullName(table)}');`), '',
    ...areaTables.map(table => `select create_distributed_table('${fullName(table)}', 'area_id'${table === first ? '' : `, colocate_with => '${fullName(first!)}'`});`), '',
  ].join('\n')
}

export function isReference(table: Table) {
  return table.comment?.startsWith('reference.') ?? false
}

/** Tables of an area are closed; a reference table may be. */
function isClosed(table: Table) {
  if (table.rowSecurity === 'none') return isReference(table)
  return table.rowSecurity === 'forced' && table.policies.some(({ role, using }) => role === 'owner' && using === 'true')
}

/** An `or` keeps the database from using an index: two policies say the same, each with its own. */
function badPolicies(table: Table) {
  return table.policies.flatMap(({ name, role, using, check }) => [
    ...(/ OR /.test(`${using} ${check}`) ? [`${fullName(table)}: the policy ${name} says "or"; make two policies of it.`] : []),
    ...(role === null || /public/.test(role) ? [`${fullName(table)}: the policy ${name} is for everyone; name the role.`] : []),
  ])
}

function withoutComment(table: Table) {
  return table.comment === null ? [`${fullName(table)} has no comment; say in a sentence what a row is.`] : []
}

function withTriggers(table: Table) {
  return table.triggers.map(trigger => `${fullName(table)} has a trigger, ${trigger}; a distributed table can have none. Do it in the action.`)
}

/** A copied-to-all table cannot point at rows that live on one machine. */
function referringToAreas(table: Table, tables: Map<string, Table>) {
  return foreignKeys(table)
    .filter(key => tables.has(key.refersTo!) && !isReference(tables.get(key.refersTo!)!))
    .map(key => `${fullName(table)} is a reference table, but ${key.name} points at ${key.refersTo}, which belongs to areas. Drop the foreign key.`)
}

function ofAnArea(table: Table, tables: Map<string, Table>) {
  const name = fullName(table)
  const column = table.columns.find(column => column.name === 'area_id')
  if (!column || column.type !== 'integer' || !column.required) {
    return [`${name} has no area_id int not null, and its comment does not begin with "reference."; it must be one or the other.`]
  }
  return [...keysWithoutArea(table), ...foreignKeysWithoutArea(table, tables), ...identities(table)]
}

function keysWithoutArea(table: Table) {
  const primary = table.constraints.find(constraint => constraint.kind === 'primary key')
  const keys = [...table.constraints.filter(constraint => constraint.kind === 'primary key' || constraint.kind === 'unique'), ...table.indexes.filter(index => index.unique)]
  return [
    ...(primary ? [] : [`${fullName(table)} has no primary key; give it one that begins with area_id.`]),
    ...keys.filter(key => key.columns[0] !== 'area_id').map(key => `${fullName(table)}: ${key.name} does not begin with area_id, so it would have to be unique across areas.`),
  ]
}

function foreignKeysWithoutArea(table: Table, tables: Map<string, Table>) {
  return foreignKeys(table)
    .filter(key => tables.has(key.refersTo!) && !isReference(tables.get(key.refersTo!)!) && key.columns[0] !== 'area_id')
    .map(key => `${fullName(table)}: the foreign key ${key.name} does not begin with area_id.`)
}

/** A numbering of all areas together crosses them as a unique key would. */
function identities(table: Table) {
  return table.columns.filter(column => column.identity || column.default?.includes('nextval('))
    .map(column => `${fullName(table)}.${column.name} is numbered across areas; number within the area, or use a uuid.`)
}

function foreignKeys(table: Table) {
  return table.constraints.filter(constraint => constraint.kind === 'foreign key')
}
