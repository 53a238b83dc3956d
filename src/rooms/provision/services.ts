import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { type Actor, query, type Reader, rows, unlessBlank, type Verdict } from '#platform'
import { areasOf } from '#rooms/access'
import { PROFILE, type Status } from './open-referral/profile.ts'
import type { PlaceTold, TimeTold, WordTold } from './open-referral/told.ts'

export interface ServiceLine {
  id: string
  name: string
  organization: string | null
  status: Status | null
  minimumAge: number | null
  maximumAge: number | null
  /** MO to SU. */
  days: string[]
  places: string[]
  alert: string | null
  url: string | null
  email: string | null
  phone: string | null
  /** When whoever runs it last changed what they say of it. */
  changed: string | null
}

export interface ServiceWhole extends Omit<ServiceLine, 'days' | 'places'> {
  description: string | null
  fees: string | null
  accreditations: string | null
  assuredOn: string | null
  /** Where it is from: a batch, and which service of its file. */
  batch: number
  row: number
  times: TimeTold[]
  locations: PlaceTold[]
  words: WordTold[]
}

const DAYS = Object.keys(PROFILE.days) as [string, ...string[]]
export const PAGE_SIZE = 50

const ASKED = z.object({
  q: unlessBlank(z.string().trim().max(200, 'Use 200 characters or fewer').optional()).describe('Words of its name, description, kind or organisation'),
  age: unlessBlank(z.coerce.number('Give the age in years').min(0, 'Give the age in years').max(130, 'Give the age in years').optional()).describe('For somebody of this age'),
  day: unlessBlank(z.enum(DAYS, 'Choose a day').optional()).describe('Open on this day: MO to SU'),
  at: unlessBlank(z.string().trim().max(100, 'Use 100 characters or fewer').optional()).describe('The beginning of a postcode, or a word of the address'),
  ended: unlessBlank(z.enum(['yes'], 'Say yes, or leave it out').optional()).describe('Those that are not running and have ended too'),
  page: unlessBlank(z.coerce.number('Give the page as a number').int().min(1).max(10_000).optional()),
})
export type Asked = z.infer<typeof ASKED>

/** What is offered to families is for everybody who has a part in the area: a head, a SENCO, a parent. */
const isOfArea = async (actor: Actor, db: Reader): Promise<Verdict> => actor.operator || (await areasOf(actor, db)).includes(actor.areaId) || 'You have no part in this area'

/** The services of the area, as whoever runs them tells of them. */
export const services = query<Asked, { total: number; services: ServiceLine[] }>({
  name: 'provision.services',
  summary: 'The services offered in the area, by age, day and place; 50 at a time',
  rest: '/services-offered',
  input: ASKED,
  may: async (actor, _input, db) => isOfArea(actor, db),
  read: ({ actor, db }, asked) => findServices(db, actor.areaId, asked, { from: ((asked.page ?? 1) - 1) * PAGE_SIZE, most: PAGE_SIZE }),
})

export const service = query<{ service: string }, ServiceWhole>({
  name: 'provision.service',
  summary: 'A service with when and where it can be had, what it costs and how to reach it',
  rest: '/services-offered/{service}',
  input: z.object({ service: z.guid('There is no such service').describe('Its id, a UUID') }),
  may: async (actor, _input, db) => isOfArea(actor, db),
  async read({ actor, db }, { service: id }) {
    const held = await serviceWhole(db, actor.areaId, id)
    if (!held) throw new Refusal('missing', 'There is no such service in this area')
    return held
  },
})

export async function findServices(db: Reader, areaId: number, { q, age, day, at, ended }: Asked, { from, most }: { from: number; most: number }): Promise<{ total: number; services: ServiceLine[] }> {
  const has = (text: ReturnType<typeof sql>, words: string) => sql`position(lower(${words}) in lower(${text})) > 0`
  const wanted = sql.join([
    sql`s.area_id = ${areaId}`,
    ...(ended ? [] : [sql`coalesce(s.status, 'active') <> all ('{inactive,defunct}')`]),
    ...(age === undefined ? [] : [sql`coalesce(s.minimum_age, 0) <= ${age} and coalesce(s.maximum_age, 200) >= floor(${age}::float8)`]),
    ...(day === undefined ? [] : [sql`exists (select from provision.service_time_now t where t.area_id = s.area_id and t.service_id = s.service_id and (${day} = any (t.days) or t.freq = 'DAILY'))`]),
    ...(at === undefined ? [] : [sql`exists (select from provision.service_place_now p where p.area_id = s.area_id and p.service_id = s.service_id
      and (replace(p.postcode, ' ', '') like ${at.toUpperCase().replaceAll(/[^A-Z0-9]/g, '') || '-'} || '%' or ${has(sql`concat_ws(' ', p.name, p.address)`, at)}))`]),
    ...(q === undefined ? [] : [sql`(${has(sql`concat_ws(' ', s.name, s.organization, s.description)`, q)} or exists (
      select from provision.service_word_now w where w.area_id = s.area_id and w.service_id = s.service_id and w.kind = 'term' and ${has(sql`w.body`, q)}))`]),
  ], sql` and `)
  const found = await rows(db, sql<{ total: number; line: ServiceLine; days: string[]; places: string[] }>`
    with found as (select s.*, count(*) over ()::int as total from provision.service_now s where ${wanted} order by lower(s.name), s.service_id limit ${most} offset ${from})
    select s.total, jsonb_build_object('id', s.service_id, 'name', s.name, 'organization', s.organization, 'status', s.status, 'minimumAge', s.minimum_age, 'maximumAge', s.maximum_age, 'alert', s.alert,
        'url', s.url, 'email', s.email, 'phone', s.phone, 'changed', to_char(s.last_modified, 'YYYY-MM-DD')) as line,
      array(select distinct unnest(t.days) from provision.service_time_now t where t.area_id = s.area_id and t.service_id = s.service_id) as days,
      array(select distinct coalesce(p.name || coalesce(', ' || p.postcode, ''), p.postcode, p.address, p.kind) from provision.service_place_now p
        where p.area_id = s.area_id and p.service_id = s.service_id and coalesce(p.name, p.postcode, p.address, p.kind) is not null order by 1) as places
    from found s order by lower(s.name), s.service_id`)
  return { total: found[0]?.total ?? 0, services: found.map(({ line, days, places }) => ({ ...line, days: DAYS.filter((word) => days.includes(word)), places })) }
}

async function serviceWhole(db: Reader, areaId: number, id: string): Promise<ServiceWhole | null> {
  const of = sql`area_id = ${areaId} and service_id = ${id}::uuid`
  const [held] = await rows(db, sql<Omit<ServiceWhole, 'times' | 'locations' | 'words'>>`
    select service_id as id, name, organization, status, minimum_age as "minimumAge", maximum_age as "maximumAge", alert, url, email, phone, to_char(last_modified, 'YYYY-MM-DD') as changed, description, fees,
      accreditations, assured_on as "assuredOn", batch_id as batch, row from provision.service_now where ${of}`)
  if (!held) return null
  const [times, locations, words] = await Promise.all([
    rows(db, sql<TimeTold>`select days, freq, every, month_days as "monthDays", valid_from as "validFrom", valid_to as "validTo", opens, closes, description from provision.service_time_now where ${of} order by number`),
    rows(db, sql<PlaceTold>`select location_id as "locationId", kind, name, address, postcode, latitude, longitude, accessibility from provision.service_place_now where ${of} order by number`),
    rows(db, sql<WordTold>`
      select w.kind, case when w.kind = 'term' then coalesce((select t.name from provision.term t where t.area_id = w.area_id and t.term_id = w.term_id order by t.batch_id desc limit 1), w.body) else w.body end as body,
        w.term_id as "termId" from provision.service_word_now w where w.area_id = ${areaId} and w.service_id = ${id}::uuid order by w.number`),
  ])
  return { ...held, times, locations, words }
}
