import type { GivenFile } from '#platform'
import type { Findings } from './findings.ts'
import type { Layout } from './layout.ts'
import { Parts } from './parts.ts'
import { type CensusPupil, COLLECT, type Group } from './pupil.ts'
import type { NamedSetting, Settings } from './settings.ts'
import { cellAt, fieldsOf, readTable } from './table.ts'

/** What a census comes to before it is understood. */
export interface CensusReading {
  pupils: CensusPupil[]
  parts: Parts
  /** What was collected of pupils besides their own row, by the tables there were. */
  holds: Set<Group>
  /** The table, or element, that a kind of part stands in, for its address in findings: `needs on`. */
  named: Map<string, string>
  read: number
  rejected: number
}

export interface Reading {
  layout: Layout
  findings: Findings
  settings: Settings
  progress?: ((share: number) => void) | undefined
  /** How far the table being read is. */
  within?: (share: number) => void
}

/** Rows of those no longer on roll are numbered from here on, so that no two pupils of a return have the same. */
export const LEAVERS_FROM = 5_000_000

/** Reads the tables of one census: schools, then pupils, then what belongs to pupils. */
export async function readTables(tables: ReadonlyMap<string, GivenFile>, asked: Reading): Promise<CensusReading> {
  const taken: CensusReading = { pupils: [], parts: new Parts(), holds: new Set(), named: new Map(), read: 0, rejected: 0 }
  let done = 0
  const how: Reading = { ...asked, within: (share) => asked.progress?.(Math.min(1, (done + share) / tables.size)) }
  const schools = await readSchools(tables, asked)
  const told = () => void (done += 1)
  const pupils = { on: new Map<string, CensusPupil>(), off: new Map<string, CensusPupil>() }
  for (const [of, table] of [['on', 'pupilonroll'], ['off', 'pupilnolongeronroll']] as const) {
    if (!tables.has(table)) continue
    await readPupils(tables.get(table)!, table, schools, how, taken, pupils[of])
    told()
  }
  for (const [table, file] of tables) {
    const kind = COLLECT.tables[table]
    if (kind) await readParts(file, table, pupils[kind.of], how, taken)
    else if (!how.layout.has(table) && !COLLECT.left.includes(table)) how.findings.find('table-unknown', { table })
    told()
  }
  return taken
}

interface Schools {
  byCensus: Map<string, NamedSetting>
  byNative: Map<string, NamedSetting>
}

/** Which school each return of the export is of, where the tables that say so were given. */
async function readSchools(tables: ReadonlyMap<string, GivenFile>, how: Reading): Promise<Schools> {
  const schools: Schools = { byCensus: new Map(), byNative: new Map() }
  const census = tables.get('schoolcensus')
  if (!census) return schools
  await readTable(census, 'schoolcensus', how, (at) => {
    const [id, native, lea, estab, urn] = [at('schoolcensustableid'), at('NativeId'), at('lea'), at('estab'), at('urn')]
    return (cells) => {
      const setting = { lea: cellAt(cells, lea)?.padStart(3, '0'), estab: cellAt(cells, estab)?.padStart(4, '0'), urn: cellAt(cells, urn), native: cellAt(cells, native) }
      schools.byCensus.set(cellAt(cells, id) ?? '', setting)
      schools.byNative.set(setting.native ?? '', setting)
    }
  })
  const school = tables.get('school')
  if (school) {
    await readTable(school, 'school', how, (at) => {
      const [id, name] = [at('schoolcensustableid'), at('schoolname')]
      return (cells) => {
        const setting = schools.byCensus.get(cellAt(cells, id) ?? '')
        if (setting) setting.name = cellAt(cells, name)
      }
    })
  }
  return schools
}

async function readPupils(file: GivenFile, table: 'pupilonroll' | 'pupilnolongeronroll', schools: Schools, how: Reading, taken: CensusReading, byId: Map<string, CensusPupil>) {
  const { findings, settings } = how
  const isOnRoll = table === 'pupilonroll'
  await readTable(file, table, how, (at) => {
    const [id, native, census] = [at(`${table}tableid`), at('NativeId'), at('schoolcensustableid')]
    const fields = fieldsOf(COLLECT.columns.pupil, at)
    return (cells, row) => {
      taken.read += 1
      const code = cellAt(cells, native)
      const placeId = settings.place(schools.byCensus.get(cellAt(cells, census) ?? '') ?? schools.byNative.get(code ?? '') ?? { native: code })
      if (placeId === null || !settings.isMine(placeId)) {
        taken.rejected += 1
        return findings.find(placeId === null ? 'setting-missing' : 'setting-not-yours', { table, column: 'NativeId', row, value: code ?? null })
      }
      if (placeId < 0) settings.tellUnknown(placeId, findings, { table, column: 'NativeId', row })
      const pupil: CensusPupil = { row: isOnRoll ? row : LEAVERS_FROM + row, isOnRoll, tableId: cellAt(cells, id) ?? null, placeId, cells: fields(cells), parts: null }
      taken.pupils.push(pupil)
      if (pupil.tableId !== null) byId.set(pupil.tableId, pupil)
    }
  }, () => {
    taken.read += 1
    taken.rejected += 1
  })
}

async function readParts(file: GivenFile, table: string, pupils: Map<string, CensusPupil>, how: Reading, taken: CensusReading) {
  const { holds, of } = COLLECT.tables[table]!
  const owner = of === 'on' ? 'pupilonroll' : 'pupilnolongeronroll'
  taken.holds.add(holds)
  taken.named.set(`${holds} ${of}`, table)
  await readTable(file, table, how, (at) => {
    const id = at(`${owner}tableid`)
    const fields = fieldsOf(COLLECT.columns[holds] as Record<string, string[]>, at)
    taken.parts.begin(holds, Object.keys(COLLECT.columns[holds]))
    return (cells, row) => {
      const pupil = pupils.get(cellAt(cells, id) ?? '')
      if (!pupil) return how.findings.find('without-pupil', { table, row, value: cellAt(cells, id) ?? '' }, { table: owner })
      taken.parts.add(pupil, holds, row, fields(cells))
    }
  })
}
