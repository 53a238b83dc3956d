import { readFileSync } from 'node:fs'
import { installed } from '#platform'
import type { Group } from './pupil.ts'

interface XmlSpec {
  collections: string[]
  header: Record<'term' | 'year' | 'day', string[]>
  school: Record<'lea' | 'estab' | 'urn' | 'name', string[]>
  pupils: Record<'on' | 'off' | 'offWithin', string[]>
  groups: Record<Group, string[]>
  fields: Record<Group | 'pupil', Record<string, string[]>>
}

const SPEC = JSON.parse(readFileSync(installed('specs', 'school-census', 'xml.json'), 'utf8')) as XmlSpec

/** Field by element name in small letters: names are compared without their case. */
function byElement<Field extends string>(names: Record<Field, string[]>): ReadonlyMap<string, Field> {
  return new Map((Object.entries(names) as [Field, string[]][]).flatMap(([field, spelled]) => spelled.map((name) => [name.toLowerCase(), field] as const)))
}

export const HEADER = byElement(SPEC.header)
export const SCHOOL = byElement(SPEC.school)
export const PUPIL = byElement(SPEC.pupils)
export const GROUPS = byElement(SPEC.groups)
export const FIELDS = Object.fromEntries(Object.entries(SPEC.fields).map(([group, names]) => [group, byElement(names)])) as Readonly<Record<Group | 'pupil', ReadonlyMap<string, string>>>

/** Whether the beginning of an XML is that of a school census, and of no other return that is a Message too. */
export function isSchoolCensusXml(head: string) {
  const collection = /<(?:[\w.-]+:)?Collection>\s*([^<]*?)\s*</i.exec(head)?.[1]
  return collection === undefined ? /<(?:[\w.-]+:)?PupilsOnRoll>/i.test(head) : SPEC.collections.some((one) => one.toLowerCase() === collection.toLowerCase())
}
