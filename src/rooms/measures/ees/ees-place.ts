import type { PlaceOfFile } from '../published-set.ts'
import { EES, type Level } from './ees-book.ts'
import type { Found } from './ees-findings.ts'

/** How places are found: what this room needs of the places it does not own. */
export interface KnownPlaces {
  find: (scheme: 'ons' | 'dfe' | 'urn' | 'laestab', code: string) => number | undefined
  level: (placeId: number) => string | undefined
  /** The name and other names of a place. */
  names: (placeId: number) => readonly string[]
}

/** The cells of a row that say where it is, by harmonised column; '' where the file has no such column. */
export type PlaceCells = (column: string) => string

export interface Placed {
  place: PlaceOfFile | null
  found: Found[]
}

/** Which place a row is for. A code says which; a name is only compared. */
export function placeOf(level: Level, cell: PlaceCells, has: (column: string) => boolean, known: KnownPlaces): Placed {
  const found: Found[] = []
  const place = PLACE[level.level as keyof typeof PLACE](cell, has, known, found)
  if (place) found.push(...strayCells(level, cell, has))
  return { place, found }
}

const PLACE = { country, region, authority, school }

const ENGLAND = 'E92000001'
/** What stands for a place that is not known or not one of ours. */
const NO_PLACE = new Set(['', 'x', 'z', 'c', 'u', ':', '.', '..', '-', '~', 'na', 'n/a', 'null'])
const isNone = (code: string) => NO_PLACE.has(code.toLowerCase())

function country(cell: PlaceCells, has: (column: string) => boolean, known: KnownPlaces, found: Found[]): PlaceOfFile | null {
  const code = cell('country_code')
  const name = cell('country_name')
  const england = known.find('ons', ENGLAND)
  if (england === undefined)
    return lost(
      found,
      'country_code',
      ENGLAND,
      'England is not among the places held, so the row cannot be loaded.',
      'Load the places first.',
      'error',
    )
  // Without any column of countries, a National row of these English statistics is England's; that the columns lack is found elsewhere.
  if (!has('country_code') && !has('country_name')) return { placeId: england }
  if (code === ENGLAND || (code === '' && alike(name, 'England'))) {
    if (name !== '' && !alike(name, 'England'))
      found.push(mismatch('country_name', name, `The country code ${ENGLAND} is England, the name says "${name}"; the code was taken.`))
    if (code === '') found.push(mismatch('country_code', code, 'The country code is blank; the name says England, which was taken.'))
    return { placeId: england }
  }
  const what = code === '' && name === '' ? 'The row names no country' : `"${name}" with country_code "${code}" is not England`
  return lost(found, 'country_code', code, `${what}, and is no place we hold: set aside, not loaded.`, `England is ${ENGLAND}.`)
}

function region(cell: PlaceCells, has: (column: string) => boolean, known: KnownPlaces, found: Found[]): PlaceOfFile | null {
  const code = cell('region_code')
  const name = cell('region_name')
  if (!has('region_code') && !has('region_name')) {
    return lost(
      found,
      'region_code',
      '',
      'The file has Regional rows but no column region_code or region_name, so their place is not known.',
      'Add both columns.',
      'error',
    )
  }
  const byCode = atLevel('region', known.find('ons', code), known)
  if (byCode !== undefined) return withName(byCode, 'region_name', name, code, known, found)
  const named = regionNamed(name)
  const byName = named && known.find('ons', named)
  if (byName) {
    found.push(
      mismatch(
        'region_code',
        code,
        `${code ? `region_code "${code}" is not known` : has('region_code') ? 'region_code is blank' : 'The file has no column region_code'}; the name "${name}" was taken.`,
      ),
    )
    return { placeId: byName }
  }
  return unknown(found, 'region_code', code, name, 'Regional')
}

function authority(cell: PlaceCells, has: (column: string) => boolean, known: KnownPlaces, found: Found[]): PlaceOfFile | null {
  const old = cell('old_la_code')
  const ons = cell('new_la_code')
  const name = cell('la_name')
  if (!has('old_la_code') && !has('new_la_code')) {
    return lost(
      found,
      'new_la_code',
      '',
      'The file has Local authority rows but no column new_la_code or old_la_code, so their place is not known.',
      'Add the columns new_la_code, old_la_code and la_name.',
      'error',
    )
  }
  const byOld = isNone(old) ? undefined : atLevel('authority', known.find('dfe', old), known)
  const byOns = isNone(ons) ? undefined : atLevel('authority', known.find('ons', ons), known)
  const id = byOld === undefined || byOns === undefined || byOld === byOns ? (byOld ?? byOns) : between(byOld, byOns, cell, known, found)
  if (id === null) return null
  if (id === undefined) return unknown(found, isNone(ons) ? 'old_la_code' : 'new_la_code', isNone(ons) ? old : ons, name, 'Local authority')
  if (byOld === undefined && has('old_la_code') && old !== '')
    found.push(mismatch('old_la_code', old, `old_la_code "${old}" is no authority's; ${ons} (${known.names(id)[0] ?? name}) was taken.`))
  if (byOns === undefined && has('new_la_code') && ons !== '')
    found.push(mismatch('new_la_code', ons, `new_la_code "${ons}" is no authority's; ${old} (${known.names(id)[0] ?? name}) was taken.`))
  if (byOld !== undefined && byOns !== undefined && byOld !== byOns) return { placeId: id }
  return withName(id, 'la_name', name, byOns === undefined ? old : ons, known, found)
}

/** Two codes that say two places: the name decides, and where it fits neither the row is set aside. */
function between(byOld: number, byOns: number, cell: PlaceCells, known: KnownPlaces, found: Found[]) {
  const old = cell('old_la_code')
  const ons = cell('new_la_code')
  const name = cell('la_name')
  const says = `old_la_code ${old} is ${known.names(byOld)[0] ?? 'one authority'} and new_la_code ${ons} is ${known.names(byOns)[0] ?? 'another'}`
  const id = isNamed(byOns, name, known) ? byOns : isNamed(byOld, name, known) ? byOld : null
  if (id === null) return lost(found, 'old_la_code', old, `${says}, and la_name "${name}" fits neither: set aside, not loaded.`, 'Correct the codes.')
  found.push(mismatch('old_la_code', old, `${says}; la_name "${name}" decided.`))
  return id
}

function school(cell: PlaceCells, has: (column: string) => boolean, known: KnownPlaces, found: Found[]): PlaceOfFile | null {
  const urn = cell('school_urn')
  const laestab = cell('school_laestab').replace('/', '')
  const name = cell('school_name')
  if (!has('school_urn') && !has('school_laestab')) {
    return lost(
      found,
      'school_urn',
      '',
      'The file has School rows but no column school_urn or school_laestab, so their place is not known.',
      'Add both columns.',
      'error',
    )
  }
  const held =
    (/^\d+$/.test(urn) ? known.find('urn', urn) : undefined) ??
    (/^\d{7}$/.test(laestab) && !/^\d{5,6}$/.test(urn) ? known.find('laestab', laestab) : undefined)
  if (held !== undefined) return { placeId: held }
  if (!/^\d{5,6}$/.test(urn)) return unknown(found, has('school_urn') ? 'school_urn' : 'school_laestab', urn || laestab, name, 'School')
  return {
    school: {
      urn,
      laestab: /^\d{7}$/.test(laestab) ? laestab : null,
      name: name || `School ${urn}`,
      authorityId: authorityOfSchool(cell, laestab, known),
    },
  }
}

function authorityOfSchool(cell: PlaceCells, laestab: string, known: KnownPlaces) {
  const old = cell('old_la_code')
  const ons = cell('new_la_code')
  return (
    (isNone(old) ? undefined : known.find('dfe', old)) ??
    (isNone(ons) ? undefined : known.find('ons', ons)) ??
    (/^\d{7}$/.test(laestab) ? known.find('dfe', laestab.slice(0, 3)) : undefined) ??
    null
  )
}

/** A code of another level is not this row's: a region's figure never goes to an authority. */
function atLevel(level: string, placeId: number | undefined, known: KnownPlaces) {
  return placeId !== undefined && known.level(placeId) === level ? placeId : undefined
}

function withName(placeId: number, column: string, name: string, code: string, known: KnownPlaces, found: Found[]): PlaceOfFile {
  if (name !== '' && !isNamed(placeId, name, known)) {
    found.push(
      mismatch(column, name, `${column} says "${name}", the code ${code} is ${known.names(placeId)[0] ?? 'another place'}; the code was taken.`),
    )
  }
  return { placeId }
}

/** A row whose own place is not known: set aside where the source says so itself, else an error. */
function unknown(found: Found[], column: string, code: string, name: string, level: string): null {
  const says =
    code === '' && name === ''
      ? `A ${level} row names no place`
      : `A ${level} row ${name ? `names "${name}" with` : 'has'} ${column} "${code}", which is no place we hold`
  const saidUnknown =
    code !== '' ? isNone(code) || /^[A-DF-Z]\d{8}$/.test(code) || code.includes('/') : /^(not available|unknown|not applicable|outside)/i.test(name)
  return saidUnknown
    ? lost(found, column, code, `${says}: set aside, not loaded.`, 'Nothing to do where the figure belongs to no place of England.')
    : lost(found, column, code, `${says}, so the row is not loaded.`, 'Give the code of the place.', 'error')
}

/** Cells of other levels that hold something where they should be blank, and those of the parents that should not be. */
function strayCells(level: Level, cell: PlaceCells, has: (column: string) => boolean): Found[] {
  const stray: Found[] = []
  for (const column of BLANK_AT[level.level!] ?? []) {
    const value = cell(column)
    if (value)
      stray.push(
        mismatch(
          column,
          value,
          `${column} says "${value}" on a ${level.name} row, where it should be blank; the row was loaded as ${level.level === 'country' ? 'England' : 'its region'}.`,
        ),
      )
  }
  if (level.level === 'country') return stray
  const code = cell('country_code')
  if (has('country_code') && code !== ENGLAND) {
    stray.push(mismatch('country_code', code, `country_code "${code}" is not England's (${ENGLAND}); the row's own code says which place it is.`))
  }
  if (level.level === 'region') return stray
  for (const column of ['region_code', 'region_name']) {
    if (has(column) && cell(column) === '')
      stray.push(mismatch(column, '', `${column} is blank on ${level.name} rows; the row's own code says which place it is.`))
  }
  return stray
}

const AUTHORITY_COLUMNS = ['new_la_code', 'old_la_code', 'la_name']
const BLANK_AT: Record<string, string[]> = { country: ['region_code', 'region_name', ...AUTHORITY_COLUMNS], region: AUTHORITY_COLUMNS }

function lost(found: Found[], column: string, value: string, message: string, fix: string, severity: 'error' | 'query' = 'query'): null {
  found.push({ rule: 'place', severity, column, value, message, fix, eachRow: true })
  return null
}

function mismatch(column: string, value: string, message: string): Found {
  return { rule: 'place-mismatch', severity: 'query', column, value, message, fix: 'Correct whichever is wrong.' }
}

const REGION_CODES = new Map(Object.entries(EES.regions).map(([name, code]) => [plain(name), code]))
const regionNamed = (name: string) => REGION_CODES.get(plain(name))

const isNamed = (placeId: number, name: string, known: KnownPlaces) => known.names(placeId).some((one) => alike(one, name))
const alike = (one: string, other: string) => plain(one) === plain(other)

/** "Bristol, City of", "City of Bristol" and "Bristol" are one name; so are "St. Helens" and "St Helens", "Dorset" and "Dorset (until 2019)". */
function plain(name: string) {
  return name
    .toLowerCase()
    .replace(/\(until \d+\)/, '')
    .replaceAll('&', 'and')
    .replace(/[^a-z ]+/g, ' ')
    .split(/\s+/)
    .filter((word) => word && !['city', 'county', 'of', 'the', 'upon', 'council', 'borough', 'ua'].includes(word))
    .sort()
    .join(' ')
}
