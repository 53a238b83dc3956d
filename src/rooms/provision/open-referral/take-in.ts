import { sql } from 'kysely'
import { type Difference, type FactBatch, type Reader, rows, type Writer } from '#platform'
import { periodOf, type ServicesContent, TERMS } from './by-organization.ts'
import { standingOf } from './standing.ts'

/** Services by what stands of them; terms likewise. */
export async function compareWith(db: Reader, { services, terms }: ServicesContent, areaId: number): Promise<Difference> {
  const standing = await standingOf(db, areaId, services.map(({ id }) => id))
  const difference: Difference = { new: 0, changed: 0, same: 0 }
  for (const { id, hash } of services) difference[standing.has(id) ? (standing.get(id)!.hash === hash ? 'same' : 'changed') : 'new'] += 1
  const held = new Set((await rows(db, sql<{ id: string }>`select distinct term_id as id from provision.term where area_id = ${areaId} and term_id = any (${terms.map(({ id }) => id)}::uuid[])`)).map(({ id }) => id))
  for (const { id } of terms) difference[held.has(id) ? 'same' : 'new'] += 1
  return difference
}

/** Writes the services of organisations whose list is new or other than the one that stands. */
export async function takeIn(tx: Writer, content: ServicesContent, { areaId, batchId, onlySpans }: FactBatch): Promise<Difference> {
  const isBrought = (period: string) => !onlySpans || onlySpans.has(`${content.home} ${period}`)
  const services = content.services.filter((one) => isBrought(periodOf(one)))
  const terms = isBrought(TERMS) ? content.terms : []
  const difference = await compareWith(tx as unknown as Reader, { ...content, services, terms }, areaId)
  for (let at = 0; at < services.length; at += AT_ONCE) await writeServices(tx, areaId, batchId, services.slice(at, at + AT_ONCE))
  await sql`
    insert into provision.term (area_id, batch_id, term_id, row, name, description, parent_id, taxonomy)
    select ${areaId}::int, ${batchId}::int, id, row, name, description, "parentId", taxonomy
    from jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) as t (id uuid, row int, name text, description text, "parentId" uuid, taxonomy text)`.execute(tx)
  return difference
}

export async function takeBack(tx: Writer, { areaId, batchId }: { areaId: number; batchId: number }) {
  for (const table of ['service_time', 'service_place', 'service_word', 'service', 'term']) {
    await sql`delete from ${sql.table(`provision.${table}`)} where area_id = ${areaId} and batch_id = ${batchId}`.execute(tx)
  }
}

/** Services that go to the database in one statement: their texts are long. */
const AT_ONCE = 500

async function writeServices(tx: Writer, areaId: number, batchId: number, services: ServicesContent['services']) {
  await sql`
    insert into provision.service (area_id, batch_id, service_id, row, organization_id, organization, name, status, description, url, email, phone, fees, accreditations, alert,
      minimum_age, maximum_age, assured_on, last_modified, says, hash)
    select ${areaId}::int, ${batchId}::int, id, row, "organizationId", organization, name, status, description, url, email, phone, fees, accreditations, alert,
      "minimumAge", "maximumAge", "assuredOn", "lastModified", says, hash
    from jsonb_to_recordset(${JSON.stringify(services)}::jsonb) as s (id uuid, row int, "organizationId" uuid, organization text, name text, status text, description text, url text, email text,
      phone text, fees text, accreditations text, alert text, "minimumAge" float8, "maximumAge" float8, "assuredOn" date, "lastModified" timestamptz, says text[], hash text)`.execute(tx)
  const parts = <Part extends object>(of: (one: ServicesContent['services'][number]) => readonly Part[]) =>
    JSON.stringify(services.flatMap((one) => of(one).map((part, at) => ({ id: one.id, number: at + 1, ...part }))))
  await sql`
    insert into provision.service_time (area_id, batch_id, service_id, number, days, freq, every, month_days, valid_from, valid_to, opens, closes, description)
    select ${areaId}::int, ${batchId}::int, id, number, days, freq, every, "monthDays", "validFrom", "validTo", opens, closes, description
    from jsonb_to_recordset(${parts(({ times }) => times)}::jsonb) as t (id uuid, number int, days text[], freq text, every int, "monthDays" int[], "validFrom" date, "validTo" date, opens text,
      closes text, description text)`.execute(tx)
  await sql`
    insert into provision.service_place (area_id, batch_id, service_id, number, location_id, kind, name, address, postcode, latitude, longitude, accessibility)
    select ${areaId}::int, ${batchId}::int, id, number, "locationId", kind, name, address, postcode, latitude, longitude, accessibility
    from jsonb_to_recordset(${parts(({ places }) => places)}::jsonb) as p (id uuid, number int, "locationId" text, kind text, name text, address text, postcode text, latitude float8,
      longitude float8, accessibility text)`.execute(tx)
  await sql`
    insert into provision.service_word (area_id, batch_id, service_id, number, kind, body, term_id)
    select ${areaId}::int, ${batchId}::int, id, number, kind, body, "termId"
    from jsonb_to_recordset(${parts(({ words }) => words)}::jsonb) as w (id uuid, number int, kind text, body text, "termId" uuid)`.execute(tx)
}
