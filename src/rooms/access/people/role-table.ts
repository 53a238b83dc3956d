import { sql } from 'kysely'
import * as z from 'zod'
import { dayBefore, Refusal } from '#kernel'
import { action, type Actor, query, type Reader, rows, unlessBlank, type Verdict, type Writer, writtenText } from '#platform'
import { areasOf, holdsInArea } from '../grants.ts'
import { standingOf } from '../standing.ts'
import { INSTALLATION_VERBS, type Verb, VERBS } from '../verbs.ts'
import { Day, dayOf } from './days.ts'
import { type AreaRole, roleOf, rolesOf } from './giving.ts'
import { Area, areaFor, areaIdFor } from './ground.ts'
import { refuseUnheld } from './last-keeper.ts'
import { Reason, RoleName } from './role-actions.ts'

/** One cell of the table through time: from when to when (the last day) a role may do something, and who said so. */
export interface Cell {
  role: string
  verb: Verb
  starts: string
  ends: string | null
  setBy: string
}

export interface RoleTable {
  roles: AreaRole[]
  cells: Cell[]
}

export const roleTable = query<{ area?: string | undefined }, RoleTable>({
  name: 'access.roles',
  summary: 'The table of roles of the area: what each may do, since when and until when',
  input: Area,
  may: async (actor, { area }, db) => (await areasOf(actor, db)).includes(await areaIdFor({ area }, db, actor)) || 'You have no part in this area',
  async read({ actor, db }, { area }) {
    const areaId = await areaIdFor({ area }, db, actor)
    const [roles, cells] = await Promise.all([rolesOf(db, areaId), cellsOf(db, areaId)])
    return { roles, cells }
  },
})

const mayChange = async (actor: Actor, { area }: { area?: string | undefined }, db: Reader): Promise<Verdict> => holdsInArea(actor, 'role:change', db, await areaIdFor({ area }, db, actor))

export const setCell = action({
  name: 'access.set-role-verb',
  summary: 'Say what a role may or may no longer do, from a day on and why',
  input: Area.extend({ role: RoleName, verb: z.enum(Object.keys(VERBS) as [Verb, ...Verb[]], 'Choose what the role may do'), may: z.enum(['yes', 'no'], 'Say whether it may'), from: unlessBlank(Day.optional()), reason: Reason }),
  asksAgain: true,
  may: mayChange,
  areaOf: areaIdFor,
  async run({ actor, db, now, areaId, tell }, { area, role: asked, verb, may, from = dayOf(now) }) {
    if (INSTALLATION_VERBS.has(verb)) throw new Refusal('invalid', 'What is changed with this is seen by every area, so no area gives it by its own table', { verb: 'No area gives this by its own table' })
    if (from < dayOf(now)) throw new Refusal('invalid', 'This day is over', { from: 'A change holds from today or later' })
    const role = await roleOf(db, areaId, asked)
    if (may === 'yes' && (await standingOf(actor, db as unknown as Reader)).appointments.some((one) => one.areaId === areaId && one.role === role.role)) throw new Refusal('forbidden', 'You hold this role yourself, and nobody gives themselves more. Ask somebody else who may change roles')
    await turn(db, { areaId, role: role.role, verb, setBy: actor.slug }, from, may === 'yes')
    if (may === 'no' && KEEPING.has(verb)) await refuseUnheld(db, await areaFor(actor, db, area), verb, `No other role that somebody holds for the whole area may do this: ${VERBS[verb].toLowerCase()}. Give it to another first`)
    tell({ subject: `/roles/${role.role}`, changes: { [verb]: [role.verbs.includes(verb) ? 'yes' : 'no', `${may}, from ${from}`] } })
    return { role: role.role, verb, may, from }
  },
})

/** Without these nobody could undo what was done. */
const KEEPING: ReadonlySet<Verb> = new Set(['role:change', 'people:manage'])

/** From a day on a cell is on or off; what stood before that day stays as it was. */
async function turn(db: Writer, { areaId, role, verb, setBy }: { areaId: number; role: string; verb: Verb; setBy: string }, from: string, isOn: boolean) {
  const cell = { area_id: areaId, role, verb }
  const here = () => db.deleteFrom('access.role_verb').where('area_id', '=', areaId).where('role', '=', role).where('verb', '=', verb)
  await here().where('starts', '>=', from).execute()
  const before = await db.selectFrom('access.role_verb').select('starts').where('area_id', '=', areaId).where('role', '=', role).where('verb', '=', verb)
    .where((is) => is.or([is('ends', 'is', null), is('ends', '>=', dayBefore(from))])).executeTakeFirst()
  if (before) await db.updateTable('access.role_verb').set({ ends: isOn ? null : dayBefore(from) }).where('area_id', '=', areaId).where('role', '=', role).where('verb', '=', verb).where('starts', '=', before.starts).execute()
  else if (isOn) await db.insertInto('access.role_verb').values({ ...cell, starts: from, set_by: setBy }).execute()
}

const Words = { label: writtenText('Give the role a name', 100), about: writtenText('Say in a sentence what the role is for', 500), locally: unlessBlank(z.enum(['yes', 'no']).optional()) }

export const addRole = action({
  name: 'access.add-role',
  summary: 'Add a role of the area’s own, which may do nothing until it is said what',
  input: Area.extend({ ...Words, givenFor: z.enum(['place', 'child'], 'Say whether it is held at a place or for one child') }),
  asksAgain: true,
  may: mayChange,
  areaOf: areaIdFor,
  async run({ db, areaId, tell }, { label, about, locally, givenFor }) {
    const role = slugOf(label)
    const all = await rolesOf(db, areaId)
    if (!role || all.some((one) => one.role === role || one.label.toLowerCase() === label.toLowerCase())) throw new Refusal('conflict', 'There is a role of this name already', { label: 'Give the role a name of its own' })
    await db.insertInto('access.role').values({ area_id: areaId, role, label, about, given_for: givenFor, given_by: givenFor === 'child' ? 'child:write' : 'people:manage', given_locally: locally === 'yes' }).execute()
    tell({ subject: `/roles/${role}` })
    return { role }
  },
})

export const changeRole = action({
  name: 'access.change-role',
  summary: 'Change what a role is called, what it is said to be for, and whether every place may give it to its own people',
  input: Area.extend({ role: RoleName, ...Words, version: z.coerce.number('Open the page again').int() }),
  asksAgain: true,
  may: mayChange,
  areaOf: areaIdFor,
  before: async ({ area, role }, db, actor) => {
    const { label, about, givenLocally } = await roleOf(db, await areaIdFor({ area }, db, actor), role)
    return { label, about, locally: givenLocally ? 'yes' : 'no' }
  },
  async run({ db, areaId, tell }, { role, label, about, locally, version }) {
    const changed = await db.updateTable('access.role').set({ label, about, given_locally: locally === 'yes', version: version + 1 })
      .where('area_id', '=', areaId).where('role', '=', role).where('version', '=', version).executeTakeFirst()
    if (changed.numUpdatedRows === 0n) throw new Refusal('conflict', 'Somebody changed this role after you opened the page. What stands now is shown above your words')
    tell({ subject: `/roles/${role}` })
    return { role }
  },
})

export const slugOf = (label: string) => label.normalize('NFKD').replace(/[\u0300-\u036f’']/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60)

const cellsOf = (db: Reader, areaId: number) => rows(db, sql<Cell>`
  select role, verb, starts::text, ends::text, set_by as "setBy" from access.role_verb where area_id = ${areaId} order by role, verb, starts`)
