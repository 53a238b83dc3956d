import { logoOf } from '#design'
import { type Database, gathered, hashed, newSecret, type Reader, type Viewer, type Writer } from '#platform'

const HOURS = 12

/** Opens a session and answers the secret for its cookie; the database keeps only its hash. */
export async function openSession(db: Writer | Database, person: string, areaId: number, now: Date) {
  const secret = newSecret()
  const ends_at = new Date(now.getTime() + HOURS * 3_600_000)
  await db.insertInto('access.session').values({ token_hash: hashed(secret), person, area_id: areaId, made_at: now, seen_at: now, ends_at }).execute()
  return { secret, seconds: HOURS * 3600 }
}

export async function closeSession(db: Writer | Database, secret: string) {
  await db.deleteFrom('access.session').where('token_hash', '=', hashed(secret)).execute()
}

/** Moves a session to another of the person's areas. */
export async function switchArea(db: Writer | Database, secret: string, areaId: number) {
  await db.updateTable('access.session').set({ area_id: areaId }).where('token_hash', '=', hashed(secret)).execute()
}

/** Makes a key for the API, good for thirty days; printed once. */
export async function makeToken(db: Writer | Database, person: string, now: Date) {
  const secret = `blg_${newSecret()}`
  await db.insertInto('access.token').values({ token_hash: hashed(secret), person, made_at: now, ends_at: new Date(now.getTime() + 30 * 86_400_000) }).execute()
  return secret
}

/** Who a session's or token's secret stands for; null where it is unknown or over. */
export async function viewerOf(db: Reader, secret: string, kind: 'session' | 'token'): Promise<Viewer | null> {
  const [found] = await (kind === 'session' ? bySession : byToken)(db, [hashed(secret)])
  if (!found) return null
  const { logoHash, logoType, logoText, ...viewer } = found
  return { ...viewer, areas: viewer.areas ?? [], areaLogo: logoOf({ slug: viewer.areaSlug, hash: logoHash, type: logoType, text: logoText }) }
}

/** A viewer as the database tells it. */
type Held = Omit<Viewer, 'areaLogo'> & { logoHash: string | null; logoType: string | null; logoText: string | null }

const VIEWER = `
  select asked.at, p.slug, p.name, p.role_title as "roleTitle", a.area_id as "areaId", a.name as "areaName", a.slug as "areaSlug", a.colour as "areaColour",
         a.place_code as "placeCode", a.place_name as "placeName",
         a.logo_hash as "logoHash", a.logo_type as "logoType", a.logo_text as "logoText",
         (select json_agg(json_build_object('areaId', o.area_id, 'name', o.name, 'slug', o.slug) order by o.area_id)
          from places.area_home o where o.area_id = any (mine.areas)) as areas,
         current_database() || ':' || coalesce((select v.version from platform.data_version v where v.area_id = 0), 0) as "publishedVersion",
         (select string_agg(v.area_id || ':' || v.version, ' ' order by v.area_id) from platform.data_version v where v.area_id = any (mine.areas || 0)) as "dataVersion"`

/** The areas a person has a part in today; with none of them nobody is let in. */
const AREAS_OF_PERSON = `
  cross join lateral (
    select coalesce(array_agg(distinct g.area_id), '{}') as areas from access.grant_held g
    where g.area_id = any (array(select area_id from places.area_home)) and g.person = p.slug
      and g.starts <= current_date and (g.ends is null or g.ends >= current_date)) mine`

/** The area they look at: the one they chose, else their home, else the first, of those they have a part in today. */
const areaOfViewer = (chosen: string) => `
  join lateral (
    select h.area_id, h.name, h.slug, h.colour, h.place_code, h.place_name, h.logo_hash, h.logo_type, h.logo_text from places.area_home h where h.area_id = any (mine.areas)
    order by h.area_id = ${chosen} desc, h.area_id = p.home_area_id desc, h.area_id limit 1) a on true`

const bySession = gathered<Held, [secret: Buffer]>('access.by-session', { secret: 'bytea' }, `${VIEWER}
  from asked join access.session s on s.token_hash = asked.secret join access.person p on p.slug = s.person ${AREAS_OF_PERSON} ${areaOfViewer('s.area_id')}
  where s.ends_at > now() and p.left_at is null`)

const byToken = gathered<Held, [secret: Buffer]>('access.by-token', { secret: 'bytea' }, `${VIEWER}
  from asked join access.token t on t.token_hash = asked.secret join access.person p on p.slug = t.person ${AREAS_OF_PERSON} ${areaOfViewer('p.home_area_id')}
  where t.ends_at > now() and p.left_at is null`)
