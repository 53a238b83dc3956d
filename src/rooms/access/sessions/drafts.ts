import { sql } from 'kysely'
import { bearsToken, FORM_TOKEN, hashed, type House, newId, plannedRead, type Reader, type SentFrom, type WebContext } from '#platform'
import { sessionCookie } from '../identify.ts'
import { formTokenOf } from '../sessions.ts'

/** What somebody sent when their time was over, or before they had proved once more who they are. */
export interface Draft {
  draftId: string
  /** Where it was going. */
  path: string
  /** What was typed, in the order it stood: a field may stand more than once. */
  fields: [name: string, value: string][]
  madeAt: Date
}

const KEPT_HOURS = 24
const MOST_BYTES = 200_000

/** Keeps what the form of this request sent, for one person; answers the address where they find it, or null where it is no form, too long, or proves who they are. */
export async function keepDraft(c: WebContext, house: House, { person, areaId }: { person: string; areaId: number }): Promise<string | null> {
  const path = ownAddress(c.req.url)
  const fields = path === null || SECRET_PATHS.test(path) ? null : await typed(c)
  if (path === null || fields === null) return null
  const [draftId, now] = [newId(), new Date()]
  await house.door.insertInto('access.draft').values({
    area_id: areaId, draft_id: draftId, person, path, fields: JSON.stringify(fields), made_at: now, ends_at: new Date(now.getTime() + KEPT_HOURS * 3_600_000),
  }).execute()
  return `/draft/${draftId}`
}

/** Keeps what came by the cookie of a session that ran out less than a day ago. What came from nobody knows where must bear that session's token. */
export async function keepLate(c: WebContext, house: House, from: SentFrom): Promise<string | null> {
  const secret = sessionCookie(c, house)
  if (!secret || isOfTheBar(c.req.path) || Number(c.req.header('content-length') ?? 0) > 2 * MOST_BYTES || c.req.header('transfer-encoding') !== undefined) return null
  const [late] = await lateSession(house.door, [hashed(secret)])
  if (!late || (from === 'unsaid' && !(await bearsToken(c, formTokenOf(secret))))) return null
  return keepDraft(c, house, late)
}

/** What the bar of every page sends has nothing typed in it. */
const isOfTheBar = (path: string) => path === '/area' || path === '/acting' || path === '/session/keep'

/** Over by the clock, not ended by anybody: then its cookie still says whose browser this is. */
const lateSession = plannedRead<{ person: string; areaId: number }, [secret: Buffer]>('access.late-session', `
  select s.person, s.area_id as "areaId" from access.session s join access.person p on p.slug = s.person
  where s.token_hash = $1 and s.ended_at is null and p.left_at is null
    and least(s.ends_at, s.seen_at + make_interval(mins => s.idle_minutes)) between now() - interval '1 day' and now()`)

/** By these people prove who they are: what is sent there is never kept, nor is anything beside a field of such a name. */
const SECRET_PATHS = /^\/(confirm|account\/(password|authenticator|passkeys))(\/|$)/
const SECRET_NAMES = /password|secret|^code$/i

/** The words of a form, none of its files. */
async function typed(c: WebContext): Promise<Draft['fields'] | null> {
  const form = await c.req.formData().catch(() => null)
  if (!form) return null
  const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string' && field[0] !== FORM_TOKEN)
  if (Buffer.byteLength(JSON.stringify(fields)) > MOST_BYTES || fields.some(([name]) => SECRET_NAMES.test(name))) return null
  return fields.map(([name, value]) => [storable(name), storable(value)])
}

/** PostgreSQL keeps neither NUL nor half a letter. */
const storable = (text: string) => text.toWellFormed().replaceAll('\0', '')

/** Only a plain address of our own, to which a form can be sent on; null for anything else. */
function ownAddress(url: string) {
  const { pathname, search } = new URL(url)
  return /^\/(?![/\\])[\x21-\x7e]{0,2000}$/.test(pathname + search) ? pathname + search : null
}

/** A draft of one's own that is still kept; the database shows nobody another's. */
export async function readDraft(db: Reader, person: string, areas: readonly number[], draftId: string): Promise<Draft | undefined> {
  if (!/^[\da-f-]{36}$/.test(draftId) || !areas.length) return undefined
  const found = await db.selectFrom('access.draft').select(['draft_id', 'path', 'fields', 'made_at'])
    .where('area_id', 'in', areas).where('draft_id', '=', draftId).where('person', '=', person).where('ends_at', '>', sql<Date>`now()`).executeTakeFirst()
  return found && { draftId: found.draft_id, path: found.path, fields: found.fields as Draft['fields'], madeAt: found.made_at }
}
