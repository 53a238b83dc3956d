import { hash } from 'node:crypto'
import { logoOf } from '#design'
import { type Database, gathered, hashed, logFault, newSecret, type Reader, type Viewer, type Writer } from '#platform'

const HOURS = 12
/** The cookie outlives its session by a day: what somebody sends too late is kept for whoever held it. */
const COOKIE_SECONDS = (HOURS + 24) * 3600
/** Who reaches children is asked again sooner. */
const IDLE_MINUTES = { children: 15, others: 30 }

export interface SessionToOpen {
  person: string
  areaId: number
  /** How they proved who they are: demo, link, password, passkey, or the name of a provider. */
  method: string
  /** What the browser calls itself, shortened: for the list of one's sessions. */
  device: string
  reachesChildren: boolean
  now: Date
}

/** Opens a session and answers the secret for its cookie; the database keeps only its hash. */
export async function openSession(db: Writer | Database, { person, areaId, method, device, reachesChildren, now }: SessionToOpen) {
  const secret = newSecret()
  const ends_at = new Date(now.getTime() + HOURS * 3_600_000)
  await db.insertInto('access.session').values({
    token_hash: hashed(secret), person, area_id: areaId, made_at: now, seen_at: now, ends_at, method, device: device.slice(0, 200),
    idle_minutes: reachesChildren ? IDLE_MINUTES.children : IDLE_MINUTES.others, stepped_up_at: now,
  }).execute()
  return { secret, seconds: COOKIE_SECONDS }
}

/** Who comes to reach children in the middle of a session is asked again as soon as the others who do. */
export function shortenIdle(db: Database, { sessionId, idleMinutes }: Known) {
  if (!sessionId || idleMinutes <= IDLE_MINUTES.children) return
  void db.updateTable('access.session').set({ idle_minutes: IDLE_MINUTES.children }).where('session_id', '=', sessionId).execute()
    .catch((fault: unknown) => logFault(fault, 'session'))
}

/** After somebody has proved once more who they are: the same session under another secret, so that one seen before is worth nothing. Null where it is over. */
export async function rotateSession(db: Writer | Database, oldSecret: string, now: Date) {
  const secret = newSecret()
  const turned = await db.updateTable('access.session').set({ token_hash: hashed(secret), stepped_up_at: now, seen_at: now })
    .where('token_hash', '=', hashed(oldSecret)).where('ended_at', 'is', null).where('ends_at', '>', now).returning('session_id').executeTakeFirst()
  return turned ? { secret, seconds: COOKIE_SECONDS } : null
}

export async function closeSession(db: Writer | Database, secret: string, now: Date) {
  await db.updateTable('access.session').set({ ended_at: now, ended_by: 'self' }).where('token_hash', '=', hashed(secret)).where('ended_at', 'is', null).execute()
}

/** Ends every session of a person: who left, whose password was changed, who was shut out. `except` is a session that goes on. */
export async function endSessionsOf(db: Writer | Database, person: string, { by, now, except = null }: { by: string; now: Date; except?: string | null }) {
  let ending = db.updateTable('access.session').set({ ended_at: now, ended_by: by }).where('person', '=', person).where('ended_at', 'is', null)
  if (except) ending = ending.where('session_id', '<>', except)
  return Number((await ending.executeTakeFirst()).numUpdatedRows)
}

/** Moves a session to another of the person's areas, where they act in all they hold until they choose. */
export async function switchArea(db: Writer | Database, secret: string, areaId: number) {
  await db.updateTable('access.session').set({ area_id: areaId, appointment_id: null }).where('token_hash', '=', hashed(secret)).execute()
}

/** Acts in one role of those held in the area; null for all of them. */
export async function actAs(db: Writer | Database, secret: string, appointmentId: string | null) {
  await db.updateTable('access.session').set({ appointment_id: appointmentId }).where('token_hash', '=', hashed(secret)).execute()
}

/** Makes a key for the API, good for thirty days; printed once. */
export async function makeToken(db: Writer | Database, person: string, now: Date) {
  const secret = `blg_${newSecret()}`
  await db.insertInto('access.token').values({ token_hash: hashed(secret), person, made_at: now, ends_at: new Date(now.getTime() + 30 * 86_400_000), label: 'made at the command line' }).execute()
  return secret
}

/** Who a session's or token's secret stands for, with what only policy needs. */
export type Known = Omit<Viewer, 'standing' | 'roles'> & {
  /** The verbs a key is limited to, and the area. */
  only: string[] | null
  onlyArea: number | null
  provedAt: Date | null
  seenAt: Date | null
  tokenId: string | null
  /** One of the demo's cast. */
  isDemo: boolean
}

/** Ours are 43 letters, some more with what a key begins with: what is longer is nobody's. */
const MOST_LETTERS = 200

export async function known(db: Reader, secret: string, kind: 'session' | 'token'): Promise<Known | null> {
  if (secret.length > MOST_LETTERS) return null
  const [found] = await (kind === 'session' ? bySession : byToken)(db, [hashed(secret)])
  if (!found) return null
  const { logoHash, logoType, logoText, ...viewer } = found
  const areas = (viewer.areas ?? []).filter(({ areaId }) => viewer.onlyArea === null || areaId === viewer.onlyArea)
  return { ...viewer, areas, formToken: formTokenOf(secret), areaLogo: logoOf({ slug: viewer.areaSlug, hash: logoHash, type: logoType, text: logoText }) }
}

/** Proves that a form was drawn for a session: made from its secret, which no other site knows. */
export function formTokenOf(secret: string) {
  return hash('sha256', `form ${secret}`, 'base64url').slice(0, 32)
}

const TOUCH_MS = 60_000

/** Keeps a session awake, or says when a key was last used; at most once a minute is it written. */
export function touch(db: Database, { sessionId, tokenId, seenAt }: Known, now: Date) {
  if (seenAt && now.getTime() - seenAt.getTime() < TOUCH_MS) return
  if (sessionId) void db.updateTable('access.session').set({ seen_at: now }).where('session_id', '=', sessionId).where('ended_at', 'is', null).execute().catch(unwritten)
  if (tokenId) void db.updateTable('access.token').set({ used_at: now }).where('token_id', '=', tokenId).execute().catch(unwritten)
}

const unwritten = (fault: unknown) => void logFault(fault, 'session')

/** A viewer as the database tells it. */
type Found = Omit<Known, 'areaLogo' | 'formToken'> & { logoHash: string | null; logoType: string | null; logoText: string | null }

const VIEWER = `
  select asked.at, p.slug, p.name, p.role_title as "roleTitle", p.demo as "isDemo", a.area_id as "areaId", a.name as "areaName", a.slug as "areaSlug", a.colour as "areaColour",
         a.place_code as "placeCode", a.place_name as "placeName",
         a.logo_hash as "logoHash", a.logo_type as "logoType", a.logo_text as "logoText",
         (select json_agg(json_build_object('areaId', o.area_id, 'name', o.name, 'slug', o.slug) order by o.area_id)
          from places.area_home o where o.area_id = any (mine.areas)) as areas,
         current_database() || ':' || coalesce((select v.version from platform.data_version v where v.area_id = 0), 0) as "publishedVersion",
         (select string_agg(v.area_id || ':' || v.version, ' ' order by v.area_id) from platform.data_version v where v.area_id = any (mine.areas || 0)) as "dataVersion"`

/** The areas a person has a part in today; with none of them nobody is let in. */
const AREAS_OF_PERSON = `
  cross join lateral (
    select coalesce(array_agg(part.area_id), '{}') as areas from (
      select a.area_id from access.appointment a
      where a.area_id = any (array(select area_id from places.area_home)) and a.person = p.slug and tstzrange(a.starts_at, a.ends_at) @> now()
      union
      select g.area_id from access.grant_held g
      where g.area_id = any (array(select area_id from places.area_home)) and g.person = p.slug and daterange(g.starts, g.ends, '[]') @> current_date) part) mine`

/** The area they look at: the one they chose, else their home, else the first, of those they have a part in today. */
const areaOfViewer = (chosen: string) => `
  join lateral (
    select h.area_id, h.name, h.slug, h.colour, h.place_code, h.place_name, h.logo_hash, h.logo_type, h.logo_text from places.area_home h where h.area_id = any (mine.areas)
    order by h.area_id = ${chosen} desc, h.area_id = p.home_area_id desc, h.area_id limit 1) a on true`

const STILL_HERE = `p.left_at is null and (p.leaves_on is null or p.leaves_on >= current_date)`

const bySession = gathered<Found, [secret: Buffer]>('access.by-session', { secret: 'bytea' }, `${VIEWER},
         s.session_id as "sessionId", s.appointment_id as "appointmentId", s.idle_minutes as "idleMinutes", s.seen_at as "seenAt", s.stepped_up_at as "provedAt", null::text[] as only, null::int as "onlyArea", null::uuid as "tokenId"
  from asked join access.session s on s.token_hash = asked.secret join access.person p on p.slug = s.person ${AREAS_OF_PERSON} ${areaOfViewer('s.area_id')}
  where s.ends_at > now() and s.ended_at is null and s.seen_at > now() - make_interval(mins => s.idle_minutes) and ${STILL_HERE}`)

const byToken = gathered<Found, [secret: Buffer]>('access.by-token', { secret: 'bytea' }, `${VIEWER},
         null::uuid as "sessionId", null::uuid as "appointmentId", 0 as "idleMinutes", t.used_at as "seenAt", null::timestamptz as "provedAt", t.verbs as only, t.area_id as "onlyArea", t.token_id as "tokenId"
  from asked join access.token t on t.token_hash = asked.secret join access.person p on p.slug = t.person ${AREAS_OF_PERSON} ${areaOfViewer('coalesce(t.area_id, p.home_area_id)')}
  where t.ends_at > now() and t.ended_at is null and (t.area_id is null or t.area_id = any (mine.areas)) and ${STILL_HERE}`)
