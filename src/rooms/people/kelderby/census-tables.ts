import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type CensusTerm, censusPeriod } from '#kernel'
import { layoutOf } from '../census/layout.ts'
import { type Day, isoOf } from './calendar.ts'
import { CensusXml } from './census-xml.ts'
import type { Asked } from './counts.ts'
import { Lines } from './lines.ts'

type Cell = string | number | null
export type Row = Record<string, Cell>

/** Which census, and the one before: what has ended since is told of too. */
export interface CensusDay {
  term: CensusTerm
  year: number
  day: Day
  before: Day
}

/** The tables of one census as COLLECT exports them, in the layout of its year; where asked for, the same as XML, a file for each school. */
export class CensusTables {
  readonly census: CensusDay
  readonly period: string
  readonly xml: CensusXml | null
  readonly asks: Asked
  private readonly tables = new Map<string, { lines: Lines; columns: readonly string[]; rows: number }>()

  constructor(folder: string, census: CensusDay, withXml: boolean) {
    const { term, year } = census
    this.census = census
    this.period = censusPeriod(term, year)
    this.xml = withXml ? new CensusXml(folder, census) : null
    mkdirSync(join(folder, 'census'), { recursive: true })
    const layout = layoutOf(term, year)
    const has = (column: string) => layout.get('pupilonroll')!.has(column)
    this.asks = { ethnicity: has('ethnicity'), needs: layout.has('senneeds'), youngCarers: has('youngcarer') }
    for (const [name, columns] of Object.entries(COLUMNS)) {
      const table = layout.get(name)
      // What has had several names is written under the newest of this census; the second half of summer belongs to autumn alone.
      if (!table || OTHER_NAMES.some((names) => names.includes(name) && names.find((one) => layout.has(one)) !== name)) continue
      if (name.startsWith('summerhalfterm2') && term !== 'autumn') continue
      const known = columns.filter((column) => table.has(column) && !(column === 'sessions' && table.has('absencesessions') && name.includes('sessiondetails')))
      const lines = new Lines(join(folder, 'census', `${year}_${term}_${name}.csv`))
      lines.row(known)
      this.tables.set(name, { lines, columns: known, rows: 0 })
    }
  }

  /** Writes a row of a table, where this census has it: only the columns of its layout. */
  put(name: string, row: Row) {
    const table = this.tables.get(name)
    if (!table) return
    table.rows += 1
    this.xml?.take(name, row, table.columns)
    const own: Row = { [`${name}tableid`]: tableId(table.rows, name.length, this.census.day), [`${name}orderseqcolumn`]: table.rows }
    table.lines.row(table.columns.map((column) => row[column] ?? own[column] ?? null))
  }

  close() {
    for (const { lines } of this.tables.values()) lines.close()
    this.xml?.close()
  }
}

/** Tables that have gone by several names, newest first. */
export const MEALS = ['fsmperiod', 'fsmperiods', 'fsmperiodsonroll']
export const ADDRESSES = ['addressesonroll', 'addresses']
const OTHER_NAMES = [MEALS, ADDRESSES]

/** The columns written of each table, in order; those the layout of a census does not have are left out. */
const COLUMNS: Record<string, readonly string[]> = {
  schoolcensus: [
    'schoolcensustableid', 'NativeId', 'schoolcensusorderseqcolumn', 'sourceid', 'name', 'collection', 'term', 'year', 'referencedate', 'serialno', 'sourcelevel', 'estab', 'softwarecode', 'datetime',
    'release', 'xversion', 'lea', 'urn',
  ],
  school: ['schooltableid', 'NativeId', 'schoolorderseqcolumn', 'sourceid', 'schoolcensustableid', 'schoolname', 'intake', 'phase', 'governance', 'highestncyeargroup', 'lowestncyeargroup'],
  pupilonroll: [
    'pupilonrolltableid', 'NativeId', 'dob', 'surname', 'forename', 'middlenames', 'preferredsurname', 'formersurname', 'upn', 'formerupn', 'uniquelearnernumber', 'sex', 'gender', 'entrydate',
    'pupilonrollorderseqcolumn', 'sourceid', 'schoolcensustableid',
    'schoollunchtaken', 'parttime', 'topupfunding', 'termlysessionspossible', 'summerhalfterm2sessionspossible', 'senunitindicator', 'resourcedprovisionindicator', 'ethnicity', 'servicechild',
    'language', 'classtype', 'enrolstatus', 'boarder', 'plaa', 'senprovision',
    'ncyearactual', 'youngcarer',
  ],
  pupilnolongeronroll: [
    'pupilnolongeronrolltableid', 'NativeId', 'dob', 'surname', 'forename', 'middlenames', 'preferredsurname', 'formersurname', 'upn', 'formerupn', 'uniquelearnernumber', 'sex', 'gender',
    'entrydate', 'leavingdate', 'pupilnolongeronrollorderseqcolumn', 'sourceid',
    'schoolcensustableid', 'parttime', 'termlysessionspossible', 'summerhalfterm2sessionspossible', 'ethnicity', 'boarder', 'language', 'ncyearleaving',
  ],
  senneeds: ['pupilonrolltableid', 'NativeId', 'senneedstableid', 'senneedsorderseqcolumn', 'sourceid', 'sentyperank', 'sentype'],
  fsmperiod: ['pupilonrolltableid', 'NativeId', 'fsmperiodtableid', 'fsmperiodorderseqcolumn', 'sourceid', 'fsmstartdate', 'fsmenddate', 'ukcountry'],
  fsmperiodsonroll: ['pupilonrolltableid', 'NativeId', 'fsmperiodsonrolltableid', 'fsmperiodsonrollorderseqcolumn', 'sourceid', 'fsmstartdate', 'fsmenddate', 'ukcountry'],
  fsmperiods: ['pupilonrolltableid', 'NativeId', 'fsmperiodstableid', 'fsmperiodsorderseqcolumn', 'sourceid', 'fsmstartdate', 'fsmenddate', 'ukcountry'],
  addressesonroll: ['pupilonrolltableid', 'NativeId', 'addressesonrolltableid', 'addressesonrollorderseqcolumn', 'sourceid', 'postcode', 'paon', 'street', 'town'],
  addresses: ['pupilonrolltableid', 'NativeId', 'addressestableid', 'addressesorderseqcolumn', 'sourceid', 'postcode', 'paon', 'street', 'town'],
  ...ofBoth('termlyexclusions', ['startdate', 'sessions', 'reason1', 'reason2', 'reason3', 'category', 'senprovision']),
  ...ofBoth('termlysessiondetails', ['sessions', 'absencesessions', 'attendancereason']),
  ...ofBoth('summerhalfterm2sessiondetails', ['sessions', 'absencesessions', 'attendancereason']),
}

function ofBoth(name: string, more: string[]): Record<string, string[]> {
  const table = (end: string, pupil: string): [string, string[]] => [`${name}${end}`, [`${pupil}tableid`, 'NativeId', `${name}${end}tableid`, `${name}${end}orderseqcolumn`, 'sourceid', ...more]]
  return Object.fromEntries([table('onroll', 'pupilonroll'), table('offroll', 'pupilnolongeronroll')])
}

/** Eight and three hexadecimal digits, as COLLECT's ids look. */
export function tableId(one: number, other: number, third: number) {
  let mixed = Math.imul(one ^ 0x5bd1e995, 0x85ebca6b) ^ Math.imul(other, 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) ^ third
  return `${one.toString(16).padStart(8, '0')}-${(mixed >>> 20).toString(16).padStart(3, '0')}`
}

const WRITTEN = new Map<Day, string>()
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** As COLLECT writes a day: `2025-Jan-16 00:00:00`. */
export function written(day: Day): string {
  const known = WRITTEN.get(day)
  if (known) return known
  const [year, month, date] = isoOf(day).split('-')
  const made = `${year}-${MONTHS[Number(month) - 1]}-${date} 00:00:00`
  WRITTEN.set(day, made)
  return made
}
