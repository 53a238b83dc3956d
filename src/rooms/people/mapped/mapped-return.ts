import type { MapOptions, MappedReturn, MappedRow, Reader } from '#platform'
import type { Fact, ReturnContent, Said } from '../returns/said.ts'
import { returnOf } from '../returns/take-return.ts'
import { MappedSettings } from './mapped-settings.ts'
import { MappedWho } from './mapped-who.ts'

/** What one row comes to, besides who it is about. */
export interface RowFacts {
  facts: Fact[]
  /** The setting whose return it is; left out, that of whoever gives the file. */
  reportedBy?: number
  /** What tells this row from others about the same child: the day a suspension began. */
  own?: string
  /** Of a file about several periods, this row's. */
  period?: string
  asAt?: string
}

/**
 * Reads the rows of a mapped file one after another: who it is about, then what `read` makes of the rest. A row that cannot be placed, or of
 * which `read` makes nothing (having said why), is left out.
 */
export async function mappedReturn(
  db: Reader, rows: readonly MappedRow[], options: MapOptions, series: string, read: (row: MappedRow, settings: MappedSettings) => RowFacts | null,
): Promise<{ content: ReturnContent; rejected: number }> {
  const settings = await MappedSettings.load(db, options)
  const who = new MappedWho(options, series)
  const times = new Map<string, number>()
  const said: Said[] = []
  for (const one of rows) {
    const about = who.read(one.row, one.values)
    const what = about && read(one, settings)
    const reportedBy = what?.reportedBy ?? settings.whole
    if (!about || !what) continue
    if (reportedBy === null) {
      options.issues.error('no-setting', { row: one.row }, 'The row does not say at which school or setting it is, and you give returns for several.', 'Choose the column of the school or setting.')
      continue
    }
    const key = [about.key, what.own].filter(Boolean).join(' ')
    const before = times.get(`${reportedBy} ${what.period ?? ''} ${key}`) ?? 0
    times.set(`${reportedBy} ${what.period ?? ''} ${key}`, before + 1)
    if (before) options.issues.query('same-child-twice', { row: one.row }, 'The same child stands in this file more than once. Each row was kept.',
      'Look whether one of them is somebody else, or an old row.')
    said.push({
      row: one.row, key: before ? `${key} ${before + 1}` : key, reportedBy, who: about.who, facts: what.facts,
      ...(what.period === undefined ? {} : { period: what.period, asAt: what.asAt ?? options.asAt }),
    })
  }
  return { content: { period: options.asAt, asAt: options.asAt, said, unknownSettings: settings.unknown }, rejected: rows.length - said.length }
}

/** How every mapped return about children is compared, taken in and taken back. */
export const asReturn = (series: string): MappedReturn<ReturnContent> => returnOf(series)
