import type { PlaceFinder } from '#rooms/places'
import { fact, type Fact, type FactTable } from '../returns/said.ts'
import { readCount, readPostcode } from './cells.ts'
import type { CensusPupil, PlacementField } from './pupil.ts'
import { dayOf, partAt, partCode, type Saying } from './saying.ts'

export interface Placement {
  placeId: number
  number: number
  /** Where we hold it. */
  providerId: number | null
  /** As the return names it: `urn 100000`, `ukprn 10000000`, or its company number and postcode. */
  provider: string | null
  settingType: string | null
  starts: string
  ends: string | null
  sessionsPerWeek: number | null
  pattern: string | null
  reason: string | null
  senProvision: string | null
}

/** Alternative provision that a school arranges (reference/standards.md §6). */
export const PLACEMENT: FactTable<Placement> = {
  table: 'people.alternative_provision',
  columns: ['place_id', 'number', 'provider_id', 'provider', 'setting_type', 'starts', 'ends', 'sessions_per_week', 'pattern', 'reason', 'sen_provision'],
  write(rows, { placeId, number, providerId, provider, settingType, starts, ends, sessionsPerWeek, pattern, reason, senProvision }) {
    rows.int4(placeId)
    rows.int4(number)
    rows.intOrNothing(providerId)
    rows.text(provider)
    rows.text(settingType)
    rows.date(starts)
    rows.date(ends)
    rows.intOrNothing(sessionsPerWeek)
    for (const text of [pattern, reason, senProvision]) rows.text(text)
  },
}

export function placementsOf(saying: Saying, finder: PlaceFinder, pupil: CensusPupil): Fact[] {
  return saying.parts.of(pupil, 'placements').flatMap((part, before) => {
    const at = (field: PlacementField) => partAt(saying, pupil, 'placements', part, field, part.cells[field] ?? null)
    const code = (field: PlacementField) => partCode(saying, pupil, 'placements', part, field) || null
    const starts = dayOf(saying, part.cells.entered, () => at('entered'))
    if (starts === null) {
      saying.findings.find('placement-no-entry', at('entered'))
      return []
    }
    const { urn, ukprn, company, postcode } = part.cells
    const settingType = code('settingType')
    const provider = urn ? `urn ${urn}` : ukprn ? `ukprn ${ukprn}` : [company, postcode && (readPostcode(postcode) ?? postcode)].filter(Boolean).join(', ') || null
    if (!urn && !ukprn && settingType === null) saying.findings.find('placement-nowhere', at('urn'))
    const left = dayOf(saying, part.cells.left, () => at('left'))
    if (left !== null && left < starts) saying.findings.find('leaving-before-entry', at('left'))
    return [fact(PLACEMENT, {
      placeId: pupil.placeId, number: before + 1, providerId: (urn ? finder.byCode('urn',
        urn) : undefined) ?? null, provider, settingType, starts, ends: left !== null && left < starts ? starts : left,
      sessionsPerWeek: readCount(part.cells.sessionsPerWeek ?? ''), pattern: code('pattern'), reason: code('reason'), senProvision: code('senEntry'),
    })]
  })
}
