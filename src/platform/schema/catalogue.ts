import type pg from 'pg'

export interface Column {
  name: string
  /** As PostgreSQL prints it: `integer`, `text[]`, `timestamp with time zone`. */
  type: string
  required: boolean
  default: string | null
  identity: boolean
  comment: string | null
}

export interface Constraint {
  name: string
  kind: 'primary key' | 'unique' | 'foreign key' | 'check' | 'other'
  definition: string
  columns: string[]
  /** The table a foreign key points at, `schema.table`. */
  refersTo: string | null
}

export interface Index {
  name: string
  unique: boolean
  /** `(expression)` where it is not a plain column. */
  columns: string[]
  definition: string
}

/** A policy of row-level security. */
export interface Policy {
  name: string
  /** Asked besides the others, not instead of them. */
  restrictive: boolean
  /** `all`, `select`, `insert`, `update` or `delete`. */
  command: string
  /** Who it is for; `owner` is whoever owns the table here. */
  role: string
  using: string | null
  check: string | null
}

export interface Table {
  schema: string
  name: string
  kind: 'table' | 'view'
  comment: string | null
  columns: Column[]
  constraints: Constraint[]
  /** Without those that a constraint made. */
  indexes: Index[]
  triggers: string[]
  /** The query of a view. */
  query: string | null
  /** A view that asks with the rights of whoever reads it. */
  asksAsReader: boolean
  /** `forced` holds for the table's owner too. */
  rowSecurity: 'none' | 'enabled' | 'forced'
  policies: Policy[]
}

/** A connection that can be asked; a pool or one client of it. */
export type Asked = Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'>

/** Schemas that others keep: pg-boss its queue, the migrator its own list, PostgreSQL and Citus themselves. */
const NOT_OURS = ['pgboss', 'upgrade', 'information_schema', 'citus', 'citus_internal', 'columnar', 'columnar_internal']

/** Every table and view of ours as the database itself describes it, ordered by schema and name. */
export async function readCatalogue(db: Asked): Promise<Table[]> {
  const { rows } = await (db as pg.Pool).query<Table>(CATALOGUE, [NOT_OURS])
  return rows
}

export function fullName(table: Pick<Table, 'schema' | 'name'>) {
  return `${table.schema}.${table.name}`
}

/** Tables of ours, each after those its foreign keys point at, so that they can be filled in this order. */
export function inFillingOrder(catalogue: Table[]): Table[] {
  const tables = new Map(catalogue.filter(table => table.kind === 'table').map(table => [fullName(table), table]))
  const ordered = new Set<Table>()
  const onTheWay = new Set<Table>()
  const place = (table: Table) => {
    if (ordered.has(table)) return
    if (onTheWay.has(table)) throw new Error(`The foreign keys of ${fullName(table)} go in a circle, so it can be neither backed up nor restored.`)
    onTheWay.add(table)
    for (const key of table.constraints) {
      const other = key.refersTo === null ? undefined : tables.get(key.refersTo)
      if (other && other !== table) place(other)
    }
    ordered.add(table)
  }
  for (const table of tables.values()) place(table)
  return [...ordered]
}

const CATALOGUE = `
select n.nspname as schema, c.relname as name,
  case when c.relkind in ('v', 'm') then 'view' else 'table' end as kind,
  obj_description(c.oid, 'pg_class') as comment,
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull,
      'default', pg_get_expr(d.adbin, d.adrelid), 'identity', a.attidentity <> '', 'comment', col_description(c.oid, a.attnum)
    ) order by a.attnum)
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  ), '[]') as columns,
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'name', k.conname,
      'kind', case k.contype when 'p' then 'primary key' when 'u' then 'unique' when 'f' then 'foreign key' when 'c' then 'check' else 'other' end,
      'definition', pg_get_constraintdef(k.oid, true),
      'columns', (select coalesce(jsonb_agg(a.attname order by at.place), '[]')
        from unnest(k.conkey) with ordinality at (attnum, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = at.attnum),
      'refersTo', (select fn.nspname || '.' || fc.relname from pg_class fc join pg_namespace fn on fn.oid = fc.relnamespace where fc.oid = k.confrelid)
    ) order by array_position(array['p', 'u', 'f', 'c']::"char"[], k.contype), k.conname)
    from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'
  ), '[]') as constraints,
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'name', ic.relname, 'unique', i.indisunique, 'definition', pg_get_indexdef(i.indexrelid),
      'columns', (select jsonb_agg(coalesce(a.attname, '(expression)') order by at.place)
        from unnest(i.indkey::int2[]) with ordinality at (attnum, place) left join pg_attribute a on a.attrelid = c.oid and a.attnum = at.attnum)
    ) order by ic.relname)
    from pg_index i join pg_class ic on ic.oid = i.indexrelid
    where i.indrelid = c.oid and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  ), '[]') as indexes,
  coalesce((select jsonb_agg(t.tgname order by t.tgname) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal), '[]') as triggers,
  case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid, true) end as query,
  coalesce('security_invoker=true' = any (c.reloptions), false) as "asksAsReader",
  case when c.relforcerowsecurity then 'forced' when c.relrowsecurity then 'enabled' else 'none' end as "rowSecurity",
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'name', p.polname, 'restrictive', not p.polpermissive, 'using', pg_get_expr(p.polqual, c.oid), 'check', pg_get_expr(p.polwithcheck, c.oid),
      'command', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
      'role', (select string_agg(case when r.oid = c.relowner then 'owner' else r.rolname end, ', ' order by r.rolname) from pg_roles r where r.oid = any (p.polroles))
    ) order by p.polname)
    from pg_policy p where p.polrelid = c.oid
  ), '[]') as policies
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_' and n.nspname <> all ($1)
order by n.nspname collate "C", c.relname collate "C"`
