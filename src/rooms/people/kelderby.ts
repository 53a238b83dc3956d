import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { installed, type Writer } from '#platform'
import type { DataClass } from '#rooms/access'
import { chanceFrom } from './chance.ts'
import { nameColumns } from './names.ts'

/** How `seed/kelderby-words.json` stands on disk: schools with the ages they teach, and the words children, streets and entries are made of. */
interface Words {
  schools: { urn: string; from: number; to: number; pupils: number }[]
  given: string[]
  familyBegins: string[]
  familyEnds: string[]
  streets: string[]
  districts: string[]
  entries: Record<'ordinary' | 'sen' | 'health' | 'care' | 'restricted', string[]>
}

export interface InventedChild {
  childId: string
  givenName: string
  familyName: string
  born: string
  /** By URN, in order of time; the last one may have ended. */
  enrolments: { urn: string; starts: string; ends: string | null }[]
  addresses: { lines: string; postcode: string; dataClass: 'ordinary' | 'protected-address' }[]
  entries: { dataClass: Exclude<DataClass, 'protected-address' | 'adopted-identity'>; body: string; day: string; forFamily: boolean }[]
  former: { givenName: string; familyName: string } | null
}

/** Those the cast stands by: a parent of the first, the second herself, a panel that decides on the other three. */
const BY_NAME: { givenName: string; familyName: string; urn: string; age: number }[] = [
  { givenName: 'Robin', familyName: 'Pettigrew', urn: '899001', age: 9 },
  { givenName: 'Kit', familyName: 'Pettigrew', urn: '899002', age: 17 },
  { givenName: 'Sorrel', familyName: 'Candlewick', urn: '899004', age: 11 },
  { givenName: 'Oisín', familyName: 'Larkenmere', urn: '899005', age: 8 },
  { givenName: 'Łucja', familyName: 'Embercombe', urn: '899007', age: 13 },
]

/** Brings Kelderby's children where they are not there yet; answers the ids of those the cast stands by. Its places are given by URN. */
export async function seedChildren(db: Writer, area: { areaId: number; placeOf: (urn: string) => number; now: Date }): Promise<string[]> {
  const children = inventChildren(JSON.parse(await readFile(installed('seed', 'kelderby-words.json'), 'utf8')) as Words, schoolYearOf(area.now))
  const known = await db.selectFrom('people.child').select('child_id').where('area_id', '=', area.areaId).limit(1).executeTakeFirst()
  if (!known) await enter(db, children, area)
  return children.slice(0, BY_NAME.length).map(({ childId }) => childId)
}

/** Every invented child; the same words, year and seed give the same children. */
export function inventChildren(words: Words, year: number, seed = 'kelderby'): InventedChild[] {
  const places = [
    ...BY_NAME.map(({ urn }) => urn),
    ...words.schools.flatMap(({ urn, pupils }) => Array<string>(pupils - BY_NAME.filter((one) => one.urn === urn).length).fill(urn)),
  ]
  return places.map((urn, at) => inventChild(words, year, urn, at, seed))
}

function inventChild(words: Words, year: number, urn: string, at: number, seed: string): InventedChild {
  const chance = chanceFrom(`${seed} ${at}`)
  const named = BY_NAME[at]
  const school = words.schools.find((one) => one.urn === urn)!
  const age = named?.age ?? school.from + Math.floor(chance.next() * (school.to - school.from + 1))
  const familyName = named?.familyName ?? `${chance.of(words.familyBegins)}${chance.of(words.familyEnds)}`
  return {
    childId: idFrom(`${seed} child ${at}`), givenName: named?.givenName ?? chance.of(words.given), familyName,
    born: named ? `${year - age}-08-20` : chance.day(`${year - age - 1}-09-01`, 365),
    enrolments: enrolmentsOf(words, school, year, age, at),
    addresses: [{ lines: `${1 + Math.floor(chance.next() * 98)} ${chance.of(words.streets)}, Kelderby`, postcode: `${chance.of(words.districts)}${chance.of(['AA', 'BD', 'CX', 'DN'])}`, dataClass: at % 47 === 3 ? 'protected-address' : 'ordinary' }],
    entries: entriesOf(words, year, at, chance),
    former: at % 71 === 6 ? { givenName: chance.of(words.given), familyName: `${chance.of(words.familyBegins)}${chance.of(words.familyEnds)}` } : null,
  }
}

/** Most have been where they are since they could; some came from another school in the middle of a year, some have left. */
function enrolmentsOf({ schools }: Words, school: Words['schools'][number], year: number, age: number, at: number): InventedChild['enrolments'] {
  const since = `${year - Math.min(age - school.from, 6)}-09-01`
  const isNamed = at < BY_NAME.length
  const other = schools.find((one) => one.urn !== school.urn && one.from <= age - 1 && one.to >= age)
  if (!isNamed && at % 17 === 5 && other) return [{ urn: other.urn, starts: `${year - 1}-09-01`, ends: `${year}-02-13` }, { urn: school.urn, starts: `${year}-02-23`, ends: null }]
  if (!isNamed && at % 29 === 7) return [{ urn: school.urn, starts: `${year - 2}-09-01`, ends: `${year}-07-21` }]
  return [{ urn: school.urn, starts: since, ends: null }]
}

/** How many of a hundred children have something written of each class, and how many of those entries the family reads. */
const WRITTEN = { ordinary: [35, 50], sen: [18, 60], health: [9, 50], care: [5, 0], restricted: [2, 0] } as const

function entriesOf(words: Words, year: number, at: number, chance: ReturnType<typeof chanceFrom>): InventedChild['entries'] {
  return (Object.keys(WRITTEN) as (keyof typeof WRITTEN)[]).flatMap((dataClass) => {
    const [share, family] = WRITTEN[dataClass]
    // Those the cast stands by have something of every class, so that what each role sees can be seen.
    const isWritten = chance.next() * 100 < share || at < BY_NAME.length
    const entry = { dataClass, body: chance.of(words.entries[dataClass]), day: chance.day(`${year - 1}-09-07`, 300), forFamily: chance.next() * 100 < family || (at < 2 && family > 0) }
    return isWritten ? [entry] : []
  })
}

async function enter(db: Writer, children: InventedChild[], { areaId, placeOf, now }: { areaId: number; placeOf: (urn: string) => number; now: Date }) {
  const own = ({ childId }: InventedChild) => ({ area_id: areaId, child_id: childId })
  await db.insertInto('people.child').values(children.map((one) => ({ ...own(one), given_name: one.givenName, family_name: one.familyName, ...nameColumns(one.givenName, one.familyName), born: one.born, source: 'demo', made_at: now }))).execute()
  await db.insertInto('people.enrolment').values(children.flatMap((one) => one.enrolments.map(({ urn, starts, ends }) => ({ ...own(one), place_id: placeOf(urn), starts, ends, source: 'demo' })))).execute()
  await db.insertInto('people.address').values(children.flatMap((one) => one.addresses.map(({ lines, postcode, dataClass }, nth) => ({ ...own(one), address_id: idFrom(`${one.childId} address ${nth}`), lines, postcode, data_class: dataClass, starts: one.enrolments[0]!.starts, source: 'demo' })))).execute()
  await db.insertInto('people.entry').values(children.flatMap((one) => one.entries.map(({ dataClass, body, day, forFamily }) => ({
    ...own(one), entry_id: idFrom(`${one.childId} ${dataClass}`), data_class: dataClass, body, about_day: day, for_family: forFamily, written_by: dataClass === 'care' ? 'officer' : 'senco', written_at: now,
  })))).execute()
  await db.insertInto('people.former_identity').values(children.flatMap((one) => (one.former ? [{ ...own(one), identity_id: idFrom(`${one.childId} before`), given_name: one.former.givenName, family_name: one.former.familyName, source: 'demo' }] : []))).execute()
}

/** The year in which the school year of a day began. */
function schoolYearOf(day: Date) {
  return day.getUTCMonth() >= 8 ? day.getUTCFullYear() : day.getUTCFullYear() - 1
}

/** An id that is the same wherever it is made of the same words. */
function idFrom(words: string) {
  const hex = createHash('sha256').update(words).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
