import { sql } from 'kysely'
import * as z from 'zod'
import { type Actor, query, type Reader, rows, type Sheet, type Verdict } from '#platform'
import { holdsInArea } from '../grants.ts'
import { DATA_CLASSES, type DataClass } from '../verbs.ts'
import { ACTIVITIES, type Activity, PERSONAL, UNTIMED } from './personal.ts'
import { COUNTED_FROM, rulesOf } from './retention.ts'

/** One activity of the record of processing (UK GDPR Article 30), as the catalogue, the roles and the schedule of this area say it. */
export interface Processing extends Activity {
  activity: string
  /** Tables by name. */
  tables: string[]
  /** Classes of what is held of a child, in words. */
  classes: string[]
  /** Roles of this area that open any of these classes today. */
  roles: string[]
  /** Each kind of record with how long it is kept, in words. */
  kept: string[]
  security: string
}

export const readProcessing = query<object, Processing[]>({
  name: 'access.processing',
  summary: 'The record of processing (UK GDPR Article 30), made from the catalogue of personal data, the roles and the schedule of retention',
  input: z.object({}),
  may: (actor, _input, db) => mayReadProcessing(actor, db),
  read: ({ actor, db }) => processingOf(db, actor.areaId),
})

/** Who answers for people's data, or reads the audit. */
export async function mayReadProcessing(actor: Actor, db: Reader): Promise<Verdict> {
  if (!actor.areaId) return 'This is done on the pages of an area'
  return (await holdsInArea(actor, 'rights:manage', db)) === true ? true : holdsInArea(actor, 'audit:read', db)
}

export async function processingOf(db: Reader, areaId: number): Promise<Processing[]> {
  const [opened, rules] = await Promise.all([rolesByVerb(db, areaId), rulesOf(db, areaId)])
  const kept = new Map([...rules.map(({ record, label, years, from }) => [record, `${label}: ${years} ${years === 1 ? 'year' : 'years'} from ${COUNTED_FROM[from]}`] as const), ...Object.entries(UNTIMED).map(([kind, { label, keeps }]) => [kind, `${label}: ${keeps.toLowerCase()}`] as const)])
  return Object.entries(ACTIVITIES).map(([activity, words]) => {
    const tables = Object.entries(PERSONAL).filter(([, spec]) => spec.activity === activity && spec.holds !== 'none')
    const classes = [...new Set(tables.flatMap(([name, { class: one }]) => (typeof one === 'object' ? classesOf(name) : one ? [one as DataClass] : [])))]
    return {
      activity, ...words, tables: tables.map(([name]) => name), classes: classes.map((one) => DATA_CLASSES[one].label),
      roles: [...new Set(activity === 'children' ? classes.flatMap((one) => opened.get(DATA_CLASSES[one].verb) ?? []) : [])].sort(),
      kept: [...new Set(tables.flatMap(([, { keeps }]) => (typeof keeps === 'object' ? Object.values(keeps.kinds) : keeps ? [keeps] : [])))].flatMap((kind) => kept.get(kind) ?? []),
      security: SECURITY,
    }
  })
}

const classesOf = (table: string): DataClass[] => (table.endsWith('.address') ? ['ordinary', 'protected-address'] : ['ordinary', 'sen', 'health', 'care', 'restricted'])

export const SECURITY = 'Roles by place, child and date; a second wall in the database that holds whatever a page asks; every look at a child’s record and every change in a sealed audit; encrypted in transit; sessions that end when idle'

async function rolesByVerb(db: Reader, areaId: number) {
  const found = await rows(db, sql<{ verb: string; label: string }>`
    select v.verb, r.label from access.role_verb v join access.role r on r.area_id = v.area_id and r.role = v.role
    where v.area_id = ${areaId} and daterange(v.starts, v.ends, '[]') @> current_date order by r.label`)
  return new Map([...Map.groupBy(found, ({ verb }) => verb)].map(([verb, of]) => [verb, of.map(({ label }) => label)]))
}

export function processingSheet(areaName: string, all: readonly Processing[], day: string): Sheet {
  return {
    file: `record-of-processing-${day}`, title: `Record of processing, ${areaName}`,
    head: ['Purpose', 'Whose data', 'Classes', 'Lawful basis (Article 6)', 'Special categories (Article 9)', 'Who receives it', 'Roles that see children', 'Kept', 'Outside the UK', 'Security', 'Tables'],
    lines: all.map((one) => [one.label, one.people, one.classes.join('; '), one.article6, one.article9, one.receives.join('; '), one.roles.join('; '), one.kept.join('; '), one.abroad, one.security, one.tables.join(' ')]),
    key: [['Made', day], ['Controller', `${areaName}: name, contact and data protection officer to be filled in`], ['[K]', 'From general knowledge: to be checked by the data protection officer']],
  }
}
