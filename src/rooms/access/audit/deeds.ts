import { sql } from 'kysely'
import * as z from 'zod'
import { type Actor, type CheckedChain, checkedChain, type Deed, deedsOf, type Doors, query, type Reader, rows, unlessBlank, type Verdict } from '#platform'
import { areasOf, holdsInArea } from '../grants.ts'

export const DEEDS_A_PAGE = 100

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const day = z.string().regex(DAY, { error: 'Write a day as 2026-11-30', abort: true }).refine((text) => new Date(text).toISOString().startsWith(text), 'There is no such day')
const childId = z.uuid('This is not the id of a child’s record')
const paging = { page: z.coerce.number('Give the number of the page').int('Give the number of the page').min(1, 'Pages begin at 1').max(10_000, 'There are not so many pages').default(1) }

/** What lines can be asked for by; an empty word asks for nothing. */
export const DEEDS_ASKED = z.object({
  ...paging,
  person: unlessBlank(z.string().max(200).optional()),
  /** Names of actions or queries, with commas between. */
  action: unlessBlank(z.string().max(8000).transform((text) => text.split(',').map((one) => one.trim()).filter(Boolean)).optional()),
  child: unlessBlank(childId.optional()),
  kind: unlessBlank(z.enum(['look', 'deed', 'change', 'reason'], 'Choose look, deed, change or reason').optional()),
  from: unlessBlank(day.optional()),
  to: unlessBlank(day.optional()),
})

export type DeedsAsked = z.infer<typeof DEEDS_ASKED>

/** Who did and saw what in the area one acts for, and what was done to what all areas share; newest first. */
export const deeds = query<DeedsAsked, Deed[]>({
  name: 'access.deeds',
  summary: 'Who did what and who looked at whom, and when: the audit of the area, newest first, 100 a page',
  input: DEEDS_ASKED,
  may: (actor, _input, db) => mayReadDeeds(actor, db),
  read: async ({ actor, db }, asked) => deedsOf(db, await auditedAreas(actor, db), pageOf(asked), filterOf(asked)),
})

/** What somebody did themselves, wherever they have a part. */
export const ownDeeds = query<{ page: number }, Deed[]>({
  name: 'access.own-deeds',
  summary: 'What you did and whose records you opened yourself, newest first, 100 a page',
  input: z.object(paging),
  may: async (actor) => !actor.only || 'This key was made for other things than reading what its person did',
  read: async ({ actor, db }, asked) => deedsOf(db, [0, ...(await areasOf(actor, db))], pageOf(asked), { person: actor.slug }),
})

/** Who looked at a child's record and who wrote in it; for those who read the audit of the area. */
export const looks = query<{ page: number; child: string }, Deed[]>({
  name: 'access.looks',
  summary: 'Who looked at a child’s record, and who changed what in it, newest first, 100 a page',
  input: z.object({ ...paging, child: childId }),
  may: (actor, _input, db) => mayReadDeeds(actor, db),
  read: async ({ actor, db }, asked) => deedsOf(db, [actor.areaId], pageOf(asked), { childId: asked.child }),
})

/** A line as the family reads it: roles, never names. */
export interface FamilyLook {
  at: Date
  action: string
  actingAs: string | null
  door: string
  isLook: boolean
}

/** The same for the child itself and those with parental responsibility, by role alone; empty for everybody else. */
export const familyLooks = query<{ child: string }, FamilyLook[]>({
  name: 'access.family-looks',
  summary: 'Which roles looked at your child’s record, or your own, and which wrote in it: the newest 500',
  aboutChildren: true,
  input: z.object({ child: childId }),
  may: async () => true,
  read: ({ db }, { child }) => rows(db, sql<FamilyLook>`select at, action, acting_as as "actingAs", door, is_look as "isLook" from platform.looks_at_own(${child}::uuid)`),
})

/** How the chain of the audit was found, when it was last read through. */
export const chain = query<object, CheckedChain[]>({
  name: 'access.chain',
  summary: 'Whether every line of the audit is as it was sealed, as the server found when it last read all of it through',
  input: z.object({}),
  may: (actor, _input, db) => mayReadDeeds(actor, db),
  read: async ({ actor, db }) => (await Promise.all((await auditedAreas(actor, db)).map((areaId) => checkedChain(db, areaId)))).filter((one) => one !== null),
})

export const auditDoors: Doors = { actions: [], queries: [deeds, ownDeeds, looks, familyLooks, chain] }

export async function mayReadDeeds(actor: Actor, db: Reader): Promise<Verdict> {
  return holdsInArea(actor, 'audit:read', db)
}

/** Who reads the audit of an area reads that of what all areas share. */
export async function auditedAreas(actor: Actor, db: Reader): Promise<number[]> {
  return [0, ...(actor.operator ? await areasOf(actor, db) : [actor.areaId])]
}

export const filterOf = ({ person, action, child, kind, from, to }: DeedsAsked) => ({ person, actions: action, childId: child, kind, from, to })

const pageOf = ({ page }: { page: number }) => ({ most: DEEDS_A_PAGE, skip: (page - 1) * DEEDS_A_PAGE })
