import { readFileSync } from 'node:fs'
import { dayAfter } from '#kernel'
import { installed, type MapCode, mapTarget } from '#platform'
import { PLACEMENT, type Placement } from '../census/placements.ts'
import { type Fact, fact, type FactTable, type ReturnContent, type Said, STATEMENT } from '../returns/said.ts'
import { returnOf } from '../returns/take-return.ts'
import { mappedReturn } from './mapped-return.ts'
import { SETTING_FIELD } from './mapped-settings.ts'
import { mayNotTell, SYSTEM_FIELD, WHO_FIELDS } from './mapped-who.ts'
import { postcodeOf } from './on-a-list.ts'

/** Sorts of provider, by code. */
export const PLACEMENT_TYPES = (JSON.parse(readFileSync(installed('specs', 'placement-types.json'), 'utf8')) as { types: MapCode[] }).types

interface PaidPlacement extends Placement {
  /** Hours a week; null where the list does not say. */
  hours: number | null
}

/** Alternative provision the authority pays for: the table schools' own placements are in, with the hours. */
const PAID_PLACEMENT: FactTable<PaidPlacement> = {
  table: PLACEMENT.table,
  columns: [...PLACEMENT.columns, 'hours_per_week'],
  write(rows, one) {
    PLACEMENT.write(rows, one)
    rows.float8(one.hours ?? Number.NaN)
  },
}

/** Children in alternative provision that the authority pays for, with whom, since when and for how many hours a week. */
export const placementList = mapTarget<ReturnContent>({
  name: 'placement',
  label: 'Children in alternative provision',
  about: 'Each row is a child the authority pays for at a provider, from and until a day. A child with two providers has two rows.',
  fields: [
    {
      name: 'names', label: 'Who is on the file', kind: 'code', isOnce: true, isNeeded: true, hint: 'Where it names everyone, a child who is not on the next one is in such provision no more.', spellings: [],
      codes: [{ code: 'all', label: 'Everyone in such provision' }, { code: 'some', label: 'Only some, such as those who are new' }],
    },
    ...WHO_FIELDS,
    { ...SETTING_FIELD, hint: 'Where the child is on roll; it may be left out.' },
    { name: 'from', label: 'First day', kind: 'date', isNeeded: true, spellings: ['ap start', 'start date', 'start', 'date started', 'entry date', 'placement start'] },
    { name: 'until', label: 'Last day', kind: 'date', hint: 'Where it has ended, or will.', spellings: ['ap end', 'end date', 'end', 'date ended', 'leaving date', 'placement end'] },
    { name: 'provider', label: 'Provider', kind: 'text', isNeeded: true, hint: 'Its name, or its URN.', spellings: ['provider name', 'ap provider', 'placement', 'name of provider'] },
    { name: 'providerType', label: 'Sort of provider', kind: 'code', spellings: ['provider type', 'setting type', 'type of provision', 'ap type'], codes: PLACEMENT_TYPES },
    { name: 'hours', label: 'Hours a week', kind: 'number', spellings: ['hours', 'hours per week', 'weekly hours'] },
    { name: 'sessions', label: 'Sessions a week', kind: 'number', hint: 'Of ten.', spellings: ['sessions', 'sessions per week'] },
    { name: 'postcode', label: 'Postcode of home', kind: 'text', spellings: ['post code', 'home postcode', 'address postcode'] },
    SYSTEM_FIELD,
  ],
  mayNot: mayNotTell,
  series: seriesOf,
  async toReturn(db, rows, options) {
    const series = seriesOf(options.once)
    const { content, rejected } = await mappedReturn(db, rows, options, series, ({ row, values }, settings) => {
      const { from: starts, until: ends = null, provider } = values
      const at = (field: string) => ({ row, column: options.columnOf(field), value: values[field] ?? null })
      if (starts === undefined) {
        options.issues.error('no-start', at('from'), 'The row does not say since when the child is there.', 'Fill in the first day.')
        return null
      }
      if (ends !== null && ends < starts) {
        options.issues.error('ends-before', at('until'), `It would end on ${ends}, before beginning on ${starts}.`, 'Correct the two dates.')
        return null
      }
      const placeId = values['setting'] === undefined ? settings.whole : settings.placeOf(row, values['setting'])
      if (placeId === null) return values['setting'] === undefined ? { facts: [] } : null
      const placement: PaidPlacement = {
        placeId, number: 1, providerId: null, provider: provider ?? null, settingType: values['providerType'] ?? null, starts, ends, sessionsPerWeek: amountOf(values['sessions'], 10, () => options.issues.error('sessions', at('sessions'), 'A week has ten sessions. The number was left out.', 'Look whether hours stand there.')),
        pattern: null, reason: null, senProvision: null, hours: amountOf(values['hours'], 50, () => options.issues.error('hours', at('hours'), 'More than 50 hours a week, or less than none, cannot be. They were left out.', 'Correct the number.')),
      }
      if (provider === undefined) options.issues.query('no-provider', at('provider'), 'The row does not say with whom the child is. It was taken in without.', 'Fill in the provider.')
      const facts: Fact[] = [fact(PAID_PLACEMENT, placement)]
      if (values['postcode']) facts.push(fact(STATEMENT, { topic: 'postcode', value: postcodeOf(values['postcode']), starts: options.asAt, ends: null }))
      return { facts, own: [starts, provider].filter(Boolean).join(' '), ...(options.places ? { reportedBy: placeId } : {}) }
    })
    tellWhen(content.said, options.once['names'] === 'some' ? {} : { list: series })
    return { content, rejected }
  },
  asReturn: (series) => returnOf(series, [PAID_PLACEMENT]),
})

/** Says of each child from when to when they are in such provision at all: providers of one time are one time, told with the first of its rows. */
function tellWhen(said: readonly Said[], list: { list?: string }) {
  const placementIn = ({ facts }: Said) => facts.find(({ of }) => of === (PAID_PLACEMENT as unknown))?.one as PaidPlacement | undefined
  const byChild = Map.groupBy(said.filter((one) => placementIn(one)), ({ who }) => who.upn ?? who.localId ?? who.uln ?? `${who.familyName} ${who.givenName} ${who.born}`)
  for (const rows of byChild.values()) {
    let open: { one: Said; starts: string; ends: string | null } | null = null
    const tell = () => open?.one.facts.push(fact(STATEMENT, { topic: 'alternative-provision', value: 'Y', starts: open.starts, ends: open.ends, ...list }))
    for (const one of rows.toSorted((a, b) => (placementIn(a)!.starts < placementIn(b)!.starts ? -1 : 1))) {
      const { starts, ends } = placementIn(one)!
      if (open && (open.ends === null || starts <= dayAfter(open.ends))) open.ends = open.ends === null || ends === null ? null : ends > open.ends ? ends : open.ends
      else {
        tell()
        open = { one, starts, ends }
      }
    }
    tell()
  }
}

/** A file of everyone is the census the calendar expects; one of some adds to it, and is a return of its own. */
function seriesOf({ names }: Readonly<Record<string, string>>) {
  return names === 'some' ? 'ap-census-added' : 'ap-census'
}

function amountOf(written: string | undefined, most: number, wrong: () => void): number | null {
  if (written === undefined) return null
  const amount = Number(written)
  if (amount >= 0 && amount <= most) return most === 10 ? Math.round(amount) : amount
  wrong()
  return null
}
