import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { logoOf, type Logo } from '#design'
import { Refusal } from '#kernel'
import { plannedRead, type Reader, rows, type Writer } from '#platform'
import type { MarkType } from './brand-picture.ts'

/** An area as it shows itself: its name, its one colour and its mark. */
export interface Look {
  areaId: number
  placeId: number
  placeCode: string
  placeName: string
  slug: string
  name: string
  /** #rrggbb */
  colour: string
  logo: Logo | null
  /** Goes up with every change. */
  version: number
}

/** How every area shows itself, in the order they were made. */
export async function looks(db: Reader): Promise<Look[]> {
  return (await allLooks(db, [null])).map(asLook)
}

/** The area of a slug, as pages for everyone name it; undefined where there is none. */
export async function lookOf(db: Reader, slug: string): Promise<Look | undefined> {
  const [found] = await allLooks(db, [slug])
  return found && asLook(found)
}

/** What somebody changes of how an area looks. `mark` undefined leaves the mark as it is, null takes it away. */
export interface LookChange {
  areaId: number
  version: number
  name: string
  colour: string
  alternative: string
  mark: { type: MarkType; bytes: Uint8Array } | null | undefined
  by: string
  now: Date
}

/** Keeps how an area looks; refuses where somebody else changed it meanwhile. */
export async function keepLook(db: Writer, { areaId, version, name, colour, alternative, mark, by, now }: LookChange) {
  const kept = await db
    .updateTable('places.area').set({ name, colour: colour.toLowerCase(), version: version + 1 })
    .where('area_id', '=', areaId).where('version', '=', version)
    .returning('slug').executeTakeFirst()
  if (!kept) throw new Refusal('conflict', 'Somebody changed how the area looks after you opened this page. What stands now is shown beside what you typed: save again to put yours in its place')
  if (mark === null) await db.deleteFrom('places.area_logo').where('area_id', '=', areaId).execute()
  else if (mark) await keepMark(db, { areaId, alternative, mark, by, now })
  else await db.updateTable('places.area_logo').set({ alternative }).where('area_id', '=', areaId).execute()
  return { slug: kept.slug, version: version + 1 }
}

/** The bytes of an area's mark as it stands, asked for by its hash; undefined where that is not its mark, or no longer. */
export async function markOf(db: Reader, slug: string, contentHash: string) {
  const [found] = await rows(db, sql<{ type: MarkType; bytes: Buffer<ArrayBuffer> }>`
    select l.type, l.bytes from places.area a join places.area_logo l on l.area_id = a.area_id where a.slug = ${slug} and l.content_hash = ${contentHash}`)
  return found
}

async function keepMark(db: Writer, { areaId, alternative, mark, by, now }: { areaId: number; alternative: string; mark: { type: MarkType; bytes: Uint8Array }; by: string; now: Date }) {
  const bytes = Buffer.from(mark.bytes)
  const row = { type: mark.type, bytes, content_hash: hash('sha256', bytes, 'hex').slice(0, 16), alternative, set_by: by, set_at: now }
  await db.insertInto('places.area_logo').values({ area_id: areaId, ...row }).onConflict((c) => c.column('area_id').doUpdateSet(row)).execute()
}

interface LookRow extends Omit<Look, 'logo'> {
  hash: string | null
  type: string | null
  text: string | null
}

const asLook = ({ hash: contentHash, type, text, ...look }: LookRow): Look => ({ ...look, logo: logoOf({ slug: look.slug, hash: contentHash, type, text }) })

const allLooks = plannedRead<LookRow, [slug: string | null]>('places.looks', `
  select h.area_id as "areaId", h.place_id as "placeId", h.place_code as "placeCode", h.place_name as "placeName", h.slug, h.name, h.colour, a.version,
         h.logo_hash as hash, h.logo_type as type, h.logo_text as text
  from places.area_home h join places.area a on a.area_id = h.area_id
  where $1::text is null or h.slug = $1
  order by h.area_id`)
