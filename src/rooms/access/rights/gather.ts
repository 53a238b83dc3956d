import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, askForWork, type Database, type Gathered, gatherSubject, type House, otherNames, query, reading, rows, type Running, type Subject, type WorkKind, workKind, writtenText } from '#platform'
import { areaName } from './area-named.ts'
import { forgetGathered, type GatheredFile, keepFile } from './gathered-file.ts'
import { findPassages } from './passages.ts'
import { PERSONAL } from './personal.ts'
import { aboutOf, change, mayManageRights, refuseClosed, requestOf, type RightsRequest } from './rights-requests.ts'

export const GATHER_WORK = 'access.gather'
const Input = z.object({ id: z.uuid('Open the request from the list') })

export const gather = action({
  name: 'access.gather',
  summary: 'Gather all that is held about somebody who asked for it, in the background',
  input: Input,
  asksAgain: true,
  may: (actor, _input, db) => mayManageRights(actor, db),
  async run({ actor, db, now, areaId, tell }, { id }) {
    const request = await requestOf(db, areaId, id)
    refuseClosed(request)
    const work = await askForWork(db, { areaId, kind: GATHER_WORK, title: 'Gathering what is held about somebody', input: { request: id }, askedBy: actor.slug, now })
    await change(db, areaId, request, request.version, { work_id: work })
    tell({ subject: `/rights/${id}`, ...aboutOf(request) })
    return { id, work, areaId }
  },
})

/** What may be shown of passages that name others, as it was decided. */
export interface PassagesDecided {
  request: RightsRequest
  decided: { passage: string; isShown: boolean; reason: string }[]
}

export const readPassages = query<{ id: string }, PassagesDecided>({
  name: 'access.passages',
  summary: 'What was decided about passages that name somebody else, in what was gathered for a request',
  input: Input,
  may: (actor, _input, db) => mayManageRights(actor, db),
  looksAt: ({ request }) => (request.childId && request.file ? [{ areaId: request.areaId, childId: request.childId, reason: 'Answers a request for their data' }] : []),
  async read({ actor, db }, { id }) {
    const request = await requestOf(db, actor.areaId, id)
    const found = await db.selectFrom('access.passage').select(['passage', 'is_shown', 'reason']).where('area_id', '=', actor.areaId).where('request_id', '=', id).execute()
    return { request, decided: found.map(({ passage, is_shown, reason }) => ({ passage, isShown: is_shown, reason })) }
  },
})

export const decidePassages = action({
  name: 'access.decide-passages',
  summary: 'Say which passages that name somebody else are shown to who asked, and why; the others are withheld',
  input: z.object({ id: Input.shape.id, passages: z.array(z.string().regex(/^[0-9a-f]{24}$/)).max(5000), shown: z.array(z.string().regex(/^[0-9a-f]{24}$/)).max(5000), reason: writtenText('Say why', 2000) }),
  may: (actor, _input, db) => mayManageRights(actor, db),
  async run({ actor, db, now, areaId, tell }, { id, passages, shown, reason }) {
    const request = await requestOf(db, areaId, id)
    refuseClosed(request)
    for (const passage of new Set(passages)) {
      const row = { is_shown: shown.includes(passage), reason, decided_by: actor.slug, decided_at: now }
      await db.insertInto('access.passage').values({ area_id: areaId, request_id: id, passage, ...row }).onConflict((c) => c.columns(['area_id', 'request_id', 'passage']).doUpdateSet(row)).execute()
    }
    tell({ subject: `/rights/${id}`, ...aboutOf(request) })
    return { id, shown: shown.length, withheld: passages.length - shown.length }
  },
})

export const fetchCopy = action({
  name: 'access.fetch-copy',
  summary: 'Take the copy of what is held about somebody, as it goes to who asked',
  input: Input,
  asksAgain: true,
  may: (actor, _input, db) => mayManageRights(actor, db),
  async run({ db, areaId, tell }, { id }) {
    const request = await requestOf(db, areaId, id)
    if (!request.file) throw new Refusal('conflict', 'Nothing is gathered yet, or it is no longer kept. Gather it first')
    tell({ subject: `/rights/${id}`, ...aboutOf(request) })
    return { id, file: request.file }
  },
})

/** Gathers in the background as the keeper of all tables: what is held is held, whoever may see it day by day. */
export function gatherWork(house: House): WorkKind {
  return workKind<{ request: string }>({ name: GATHER_WORK, run: (work) => gatherNow(work, house) })
}

async function gatherNow({ db, areaId, input, progress }: Running<{ request: string }>, { settings: { dataFolder } }: House) {
  const request = await requestOf(reading(db), areaId, input.request)
  const subject = subjectOf(request, areaId)
  await progress('Reading every table', 0.1)
  const tables = await gatherSubject(db, PERSONAL, subject)
  if (!tables.some(({ table }) => table === ('childId' in subject ? 'people.child' : 'access.person'))) throw new Refusal('missing', 'Nobody is held here under this id. Look at it again, or at another area')
  await progress('Looking for the names of others', 0.6)
  const passages = findPassages(tables, await otherNames(db, PERSONAL, subject), subject)
  await progress('Keeping it', 0.9)
  const file = `${request.id}.json`
  const now = new Date()
  await keepFile(dataFolder, file, JSON.stringify({ areaName: await areaName(reading(db), areaId), madeAt: now.toISOString(), names: await namesIn(db, tables), tables, passages } satisfies GatheredFile))
  await keepMade(db, areaId, request, file, now).catch(async (fault: unknown) => {
    await forgetGathered(dataFolder, file)
    throw fault
  })
  return { rows: tables.reduce((sum, { rows }) => sum + rows.length, 0), passages: passages.length }
}

/** What the copy for people calls places, and those who did something in their job. */
async function namesIn(db: Database, tables: readonly Gathered[]): Promise<GatheredFile['names']> {
  const cells = (wanted: (column: Gathered['columns'][number]) => boolean) => [...new Set(tables.flatMap(({ columns, rows: of }) => columns.filter(wanted).flatMap(({ name }) => of.flatMap((row) => row[name] ?? []))))]
  const places = await rows(db, sql<{ key: string; name: string }>`select place_id::text as key, name from places.place_named where place_id = any (${cells(({ name }) => name === 'place_id')}::int[])`)
  const people = await rows(db, sql<{ key: string; name: string }>`select slug as key, name from access.person where slug = any (${cells(({ role }) => role === 'author')}::text[])`)
  const byKey = (found: { key: string; name: string }[]) => Object.fromEntries(found.map(({ key, name }) => [key, name]))
  return { places: byKey(places), people: byKey(people) }
}

const keepMade = (db: Database, areaId: number, { id, version }: RightsRequest, file: string, now: Date) =>
  db.updateTable('access.rights_request').set({ file, made_at: now, state: 'made', version: version + 1 }).where('area_id', '=', areaId).where('request_id', '=', id).execute()

export const subjectOf = ({ childId, person }: RightsRequest, areaId: number): Subject => (childId ? { areaId, childId } : { areaId, person: person! })
