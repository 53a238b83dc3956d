import type { CodeRow } from './code-rows.ts'

export interface HeldCode {
  scheme: string
  code: string
  starts: string | null
  ends: string | null
}

export interface HeldPlace {
  placeId: number
  level: string
  name: string
  alsoCalled: string[]
  codes: HeldCode[]
  within: { parentId: number; hierarchy: string }[]
}

/** What a row of a code list adds. A place still to be made is known by its three-digit code. */
export type CodeChange =
  | {
      kind: 'place'
      row: number
      place: number | string
      name: string
      starts: string | null
      ends: string | null
      within: { hierarchy: string; parentId: number }[]
    }
  | { kind: 'code'; row: number; place: number | string; scheme: 'ons' | 'dfe'; code: string; starts: string | null; ends: string | null }
  | {
      kind: 'dates'
      row: number
      place: number | string
      scheme: string
      code: string
      starts: string | null
      ends: string | null
      before: { starts: string | null; ends: string | null }
    }
  | { kind: 'alias'; row: number; place: number | string; name: string }

export interface SetAside {
  rule: string
  row: number
  column: string
  value: string
  message: string
  fix: string | null
}

/** Holds a code list against the places we hold: what it adds, what it repeats, and which rows are set aside because they cannot both be true. */
export function changesOf(list: CodeRow[], held: HeldPlace[]) {
  const world = new World(held)
  const changes: CodeChange[] = []
  const aside: SetAside[] = []
  let same = 0
  for (const row of list) {
    const outcome = world.take(row)
    if (!Array.isArray(outcome)) aside.push(outcome)
    else if (outcome.length === 0) same += 1
    else changes.push(...outcome)
  }
  return { changes, aside, same }
}

/** What we hold, with what the rows so far have added. */
class World {
  private readonly held: HeldPlace[]
  private readonly made = new Map<string, { name: string; codes: Set<string> }>()

  constructor(held: HeldPlace[]) {
    this.held = held
  }

  take(row: CodeRow): CodeChange[] | SetAside {
    if (!/^\d{3}$/.test(row.number)) return this.withoutNumber(row)
    const byNumber = this.by('dfe', row.number) ?? this.by('lait', row.number)
    const byOns = row.ons === null ? undefined : this.by('ons', row.ons)
    if (byOns && byNumber && byOns !== byNumber)
      return contradicts(row, 'new_la_code', row.ons!, `${row.ons} is ${byOns.name} to us, and ${row.number} is ${byNumber.name}`)
    const place = byNumber ?? byOns
    return place ? this.known(row, place) : this.unknown(row)
  }

  /** A row without one three-digit code is only of use where its other code is known already. */
  private withoutNumber(row: CodeRow): CodeChange[] | SetAside {
    const known = row.ons === null ? undefined : this.by('ons', row.ons)
    if (known) return this.known(row, known)
    return {
      rule: 'codes-no-authority',
      row: row.row,
      column: row.ons === null ? 'LA Number' : 'old_la_code',
      value: row.number,
      message: `${row.name || 'The row'} has no three-digit code of one authority; it is set aside.`,
      fix: null,
    }
  }

  private known(row: CodeRow, place: HeldPlace): CodeChange[] | SetAside {
    const elsewhere = row.region && place.level === 'authority' ? this.otherRegion(row, place) : null
    if (elsewhere) return elsewhere
    const changes: CodeChange[] = []
    const names = [place.name, ...place.alsoCalled].map(plain)
    if (row.name !== '' && !names.includes(plain(row.name))) changes.push({ kind: 'alias', row: row.row, place: place.placeId, name: row.name })
    if (row.ons !== null) {
      const code = place.codes.find((one) => one.scheme === 'ons' && one.code === row.ons)
      if (!code) changes.push({ kind: 'code', row: row.row, place: place.placeId, scheme: 'ons', code: row.ons, starts: row.starts, ends: row.ends })
      else if ((code.starts !== null && row.starts !== null && code.starts !== row.starts) || (code.ends !== null && code.ends !== row.ends)) {
        return contradicts(
          row,
          'date_of_termination',
          row.ends ?? '',
          `${row.ons} stands from ${code.starts ?? 'before 2009'} to ${code.ends ?? 'today'} with us`,
        )
      } else if ((code.starts === null && row.starts !== null) || (code.ends === null && row.ends !== null)) {
        changes.push({
          kind: 'dates',
          row: row.row,
          place: place.placeId,
          scheme: 'ons',
          code: row.ons,
          starts: row.starts ?? code.starts,
          ends: row.ends ?? code.ends,
          before: { starts: code.starts, ends: code.ends },
        })
      }
    }
    return changes
  }

  private unknown(row: CodeRow): CodeChange[] | SetAside {
    const region = this.region(row.region)
    const isAuthority = Number(row.number) < 970 && (row.ons === null || /^E(06|08|09|10)\d{6}$/.test(row.ons))
    if (!isAuthority || !region)
      return {
        rule: 'codes-unknown',
        row: row.row,
        column: row.ons === null ? 'LA Number' : 'new_la_code',
        value: row.ons ?? row.number,
        message: `${row.name} (${row.ons ?? row.number}) is no authority of England we can place; it is set aside.`,
        fix: null,
      }
    const made = this.made.get(row.number)
    const code =
      row.ons === null
        ? []
        : [{ kind: 'code' as const, row: row.row, place: row.number, scheme: 'ons' as const, code: row.ons, starts: row.starts, ends: row.ends }]
    if (made) return row.ons !== null && made.codes.has(row.ons) ? [] : code
    this.made.set(row.number, { name: row.name, codes: new Set(row.ons === null ? [] : [row.ons]) })
    return [
      { kind: 'place', row: row.row, place: row.number, name: row.name, starts: row.starts, ends: row.ends, within: this.within(region) },
      { kind: 'code', row: row.row, place: row.number, scheme: 'dfe', code: row.number, starts: row.starts, ends: row.ends },
      ...code,
    ]
  }

  /** Inner London says London too. */
  private within(region: HeldPlace) {
    const london = region.within.find(({ hierarchy }) => hierarchy === 'london')
    return london
      ? [
          { hierarchy: 'regions', parentId: london.parentId },
          { hierarchy: 'london', parentId: region.placeId },
        ]
      : [{ hierarchy: 'regions', parentId: region.placeId }]
  }

  private otherRegion(row: CodeRow, place: HeldPlace) {
    const region = this.region(row.region)
    if (region && place.within.some(({ parentId }) => parentId === region.placeId)) return null
    return contradicts(row, 'Region', row.region, `${place.name} lies in another region with us`)
  }

  private region(name: string) {
    return this.held.find(
      (place) =>
        place.level === 'region' &&
        (place.codes.some(({ code }) => code === name) || [place.name, ...place.alsoCalled].some((one) => plain(one) === plain(name))),
    )
  }

  private by(scheme: string, code: string) {
    return this.held.find((place) => place.codes.some((one) => one.scheme === scheme && one.code === code))
  }
}

function contradicts(row: CodeRow, column: string, value: string, message: string): SetAside {
  return {
    rule: 'codes-contradict',
    row: row.row,
    column,
    value,
    message: `${message}; the row is set aside.`,
    fix: 'Ask which is right before changing either.',
  }
}

const plain = (name: string) => name.toLowerCase().replaceAll(/\s+/g, ' ').trim()
