import type { EhcPlacement, EhcPlan } from './facts.ts'
import { CODES } from './names.ts'
import { Fields, type Sen2Reading } from './reading.ts'
import { cell, type Part, type Request } from './record.ts'

/** Where a plan names and where the child is, by the rules of the return. */
export function readPlacements(one: Request, plan: EhcPlan | null, number: number, reading: Sen2Reading): EhcPlacement[] {
  return [
    ...one.details.flatMap((part, at) => readPlacement(new Fields(reading, 'detail', part), { number, placement: at + 1, isNamed: true }, null, reading)),
    ...one.placements.flatMap((part, at) => readPlacement(new Fields(reading, 'placement', part), { number, placement: at + 1, isNamed: false }, plan, reading)),
  ]
}

function readPlacement(fields: Fields, which: Pick<EhcPlacement, 'number' | 'placement' | 'isNamed'>, plan: EhcPlan | null, reading: Sen2Reading): EhcPlacement[] {
  const [urn, ukprn] = [fields.text('urn'), fields.text('ukprn')]
  const setting = fields.code('setting', CODES.setting)
  if (urn === null && ukprn === null && setting === null) {
    if (cell(fields.part, 'setting') === '') fields.find('setting-missing')
    return []
  }
  reading.placements.all += 1
  if (setting === 'OTH') reading.placements.others += 1
  const rank = fields.code('rank', CODES.rank)
  const { starts, ends } = fields.part.cells['entry'] || fields.part.cells['leaving'] ? stay(fields, plan) : { starts: null, ends: which.isNamed ? null : (plan?.ceased ?? null) }
  return [{
    ...which, placeId: placeOf(fields, urn, which.isNamed, reading), urn, ukprn, setting, settingSays: saysMore(fields, setting), rank: rank === null ? null : Number(rank),
    senUnit: fields.flag('senUnit'), resourced: fields.flag('resourced'), starts, ends, residential: fields.text('residential'), workBased: fields.text('workBased'),
  }]
}

function stay(fields: Fields, plan: EhcPlan | null): { starts: string | null; ends: string | null } {
  const starts = fields.day('entry')
  const ends = fields.day('leaving')
  if (starts !== null && ends !== null && ends < starts) {
    fields.find('leaving-early', 'leaving')
    return { starts, ends: null }
  }
  if (ends === null && plan?.ceased) {
    fields.find('open-after-cease', 'leaving')
    return { starts, ends: plan.ceased }
  }
  return { starts, ends }
}

function placeOf(fields: Fields, urn: string | null, isNamed: boolean, { placeOf: find, isOfArea }: Sen2Reading): number | null {
  if (urn === null) return null
  const placeId = find(urn)
  if (placeId === undefined) fields.find('setting-unknown', 'urn')
  else if (!isNamed && !isOfArea(placeId)) fields.find('out-of-area', 'urn')
  return placeId ?? null
}

function saysMore(fields: Fields, setting: string | null): string | null {
  const says = fields.text('settingOther')
  if (says === null || (setting !== null && CODES.settingMaySay.includes(setting))) return says
  fields.find('setting-says', 'settingOther')
  return null
}

/** The needs of an active plan as `ASD:1`; exactly one has rank 1. */
export function readNeeds(one: Request, reading: Sen2Reading): string[] {
  if (!one.active) return []
  const needs = new Map<string, string>()
  for (const part of one.needs) {
    const fields = new Fields(reading, 'need', part)
    const type = readNeed(fields)
    const rank = fields.code('rank', CODES.rank)
    if (type === null || rank === null) continue
    if (needs.has(type)) fields.find('need-twice', 'type')
    else needs.set(type, rank)
  }
  const at: Part = one.needs[0] ?? one.active
  const ranks = [...needs.values()].filter((rank) => rank === '1').length
  if (!one.needs.length) new Fields(reading, 'active', one.active).find('need-missing')
  else if (ranks !== 1) new Fields(reading, 'need', at).find('need-rank', 'rank')
  return [...needs].map(([type, rank]) => `${type}:${rank}`)
}

function readNeed(fields: Fields): string | null {
  if (cell(fields.part, 'type').toUpperCase() !== CODES.needNever) return fields.code('type', CODES.need)
  fields.find('need-nsa', 'type')
  return null
}
