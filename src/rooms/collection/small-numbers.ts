import type { Actor, Reader } from '#platform'
import { DATA_CLASSES, type DataClass, verbsAt } from '#rooms/access'
import { SPEC } from './cells-seen.ts'
import type { NumberLine, OfReturn } from './of-return.ts'

/** From so many children on a number says nothing of one of them. */
const MANY = 10

const isSmall = (number: number | null) => number !== null && number > 0 && number < MANY

interface At {
  areaId: number
  placeId: number | null
}

/** Says of a class whether small numbers of it are for somebody at a place: to who reads the class there. */
async function openAt(actor: Actor, { areaId, placeId }: At, db: Reader): Promise<(dataClass: DataClass) => boolean> {
  if (actor.operator) return () => true
  const verbs = placeId === null ? new Set<string>() : await verbsAt(actor, { areaId, placeId }, db)
  return (dataClass) => verbs.has(DATA_CLASSES[dataClass].verb)
}

async function openAtEach(actor: Actor, areaId: number, db: Reader, placeIds: readonly number[]) {
  return new Map(await Promise.all([...new Set(placeIds)].map(async (placeId) => [placeId, await openAt(actor, { areaId, placeId }, db)] as const)))
}

const lineFor = (isOpen: (dataClass: DataClass) => boolean) => (line: NumberLine): NumberLine => {
  if (isOpen(SPEC.numbers[line.name] ?? 'ordinary')) return line
  return { ...line, before: isSmall(line.before) ? null : line.before, now: isSmall(line.now) ? null : line.now }
}

/** The numbers of a setting's returns as somebody sees them. */
export async function numbersCounted<One extends { lines: NumberLine[] }>(actor: Actor, at: At, db: Reader, numbers: One[]): Promise<One[]> {
  const counted = lineFor(await openAt(actor, at, db))
  return numbers.map((one) => ({ ...one, lines: one.lines.map(counted) }))
}

/** What a batch's page says of a return, as somebody sees it. */
export async function returnCounted(actor: Actor, batch: { areaId: number; place_id: number | null }, db: Reader, told: OfReturn | null): Promise<OfReturn | null> {
  if (told === null) return null
  const counted = lineFor(await openAt(actor, { areaId: batch.areaId, placeId: batch.place_id }, db))
  return { ...told, together: told.together.map(counted), bySetting: told.bySetting.map((one) => ({ ...one, lines: one.lines.map(counted) })) }
}

/** Findings of checks across returns: how few children one is about is for who reads the class of the check at the setting. */
export async function findingsCounted<One extends { check: string; placeId: number; children: number | null; message: string; fix: string }>(actor: Actor, areaId: number, db: Reader, findings: One[]): Promise<One[]> {
  const open = await openAtEach(actor, areaId, db, findings.map(({ placeId }) => placeId))
  return findings.map((one) => (!isSmall(one.children) || open.get(one.placeId)!(SPEC.checks[one.check] ?? 'ordinary') ? one : { ...one, children: null, message: FEW, fix: '' }))
}

const FEW = 'Fewer than ten children are concerned. Who reads this of them at the setting sees how many.'

/** Shares of so few children that one of them would be known stay away from who does not read the class of the field. */
export async function sharesCounted<One extends { field: string; placeId: number; have: number; of: number }>(actor: Actor, areaId: number, db: Reader, shares: One[]): Promise<One[]> {
  const open = await openAtEach(actor, areaId, db, shares.map(({ placeId }) => placeId))
  return shares.filter(({ field, placeId, of }) => !isSmall(of) || open.get(placeId)!(SPEC.fields[field] ?? 'ordinary'))
}
