import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Issues } from '#kernel'
import { type Caller, fileKind, type FileKind, perform } from '#platform'
import { importFiles, undoBatch } from '#rooms/collection'
import type { testHouse } from '../../../../test/house-kit.ts'
import { readUpn } from '../identity/identifiers.ts'
import { type Fact, fact, ON_ROLL, type ReturnContent, type Said, STATEMENT, type Who } from './said.ts'
import { returnOf } from './take-return.ts'

/** A return as lines of JSON, a child each: enough to go the whole way of every return. */
export interface Line {
  place: number
  reportedBy?: number
  upn?: string | null
  formerUpn?: string
  uln?: string
  nhs?: string
  local?: string
  /** Whose id that is; `lines` where nothing is said. */
  scheme?: string
  given?: string | null
  family?: string | null
  knownAs?: string
  born?: string | null
  sex?: string
  since?: string
  until?: string | null
  status?: string
  /** Topic and value from the day of the return on, or from and to the days given. */
  says?: [topic: string, value: string, starts?: string, ends?: string | null][]
}

interface Written { day: string; lines: Line[] }

/** A kind of return of a series, written in lines. */
export const linesKind = (series: string) => fileKind<ReturnContent>({
  name: `lines-${series}`, label: 'Lines', ...returnOf(series),
  recognise: async (files) => files.filter(({ name }) => name.startsWith(series)).map((file) => ({ kind: `lines-${series}`, file: file.name, parts: { data: file } })),
  async check(_db, unit) {
    const { day, lines } = JSON.parse(await readFile(unit.parts['data']!.path, 'utf8')) as Written
    const said = lines.map((line, at) => saidOf(line, day, at + 2))
    return { content: { period: day, asAt: day, said, unknownSettings: new Map() }, issues: new Issues(), blocks: false, rows: { read: said.length, rejected: 0 } }
  },
})

function saidOf(line: Line, day: string, row: number): Said {
  const { upn, state } = readUpn(line.upn ?? null)
  const who: Who = {
    upn, upnState: state, uln: line.uln ?? null, localScheme: line.local ? (line.scheme ?? 'lines') : null, localId: line.local ?? null,
    givenName: line.given ?? null, familyName: line.family ?? null, knownAs: line.knownAs ?? null, born: line.born ?? null, sex: line.sex ?? null,
    ...(line.formerUpn ? { formerUpn: line.formerUpn } : {}), ...(line.nhs ? { nhsNumber: line.nhs } : {}),
  }
  const facts: Fact[] = [
    ...(line.since ? [fact(ON_ROLL, { placeId: line.place, starts: line.since, ends: line.until ?? null, status: line.status ?? 'C', asAt: day })] : []),
    ...(line.says ?? []).map(([topic, value, starts = day, ends = null]) => fact(STATEMENT, { topic, value, starts, ends })),
  ]
  return { row, key: line.local ?? line.upn ?? `${line.family} ${line.given} ${line.since ?? ''}`, reportedBy: line.reportedBy ?? line.place, who, facts }
}

/** Gives and takes back returns of lines, of as many series as there are. */
export function linesOf(house: Awaited<ReturnType<typeof testHouse>>, folder: string, series: readonly string[] = ['school-census']) {
  const kinds = series.map(linesKind) as FileKind[]
  let given = 0
  return {
    async give(day: string, lines: Line[], one = series[0]!, by: Caller = { ...house.operator(), now: new Date() }) {
      const path = join(folder, `${++given}.json`)
      await writeFile(path, JSON.stringify({ day, lines }))
      const [report] = await importFiles(by, kinds, join(folder, 'kept'), [{ name: `${one}-${given}.json`, path }], { area: 'Kelderby' })
      return report!
    },
    undo: (batch: number) => perform(undoBatch(kinds), house.operator(), { batch, reason: 'a test' }),
    rowsOf: async (text: string, values: unknown[] = []) => (await house.pool.query(text, values)).rows,
    async schools() {
      const { rows } = await house.pool.query<{ place_id: number }>(`select place_id from places.place_code where scheme = 'urn' and code like '89900%' order by code`)
      return rows.map(({ place_id }) => place_id)
    },
  }
}
