/** A small school census as COLLECT writes its tables: three children invented for it, one of them at two schools under two UPNs. */
export interface SmallCensus {
  /** As the period of the return is written. */
  period: string
  term: string
  year: number
  /** What the calendar calls it here. */
  label: string
  /** The census day, ISO. */
  day: string
  family: string
  upns: readonly [string, string, string]
}

export const CENSUSES = {
  with: { period: '2025-1-spring', term: 'spring', year: 2025, label: 'The census of spring 2025', day: '2025-01-16', family: 'Quillfeather', upns: ['N899100125001', 'C899100125002', 'F899100325001'] },
  without: { period: '2025-2-summer', term: 'summer', year: 2025, label: 'The census of summer 2025', day: '2025-05-15', family: 'Thornapple', upns: ['R899100125003', 'V899100325002', 'J899100325003'] },
} satisfies Record<'with' | 'without', SmallCensus>

/** Alder Row and Moorend, by URN. */
const [ALDER_ROW, MOOREND] = ['899001', '899003']
const COLUMNS = ['pupilonrolltableid', 'NativeId', 'upn', 'surname', 'forename', 'dob', 'sex', 'entrydate', 'enrolstatus', 'senprovision', 'ncyearactual', 'ethnicity', 'language', 'termlysessionspossible']

export function censusFiles({ term, year, family, upns }: SmallCensus) {
  const pupil = (id: string, school: string, upn: string, forename: string, born: string) => [id, school, upn, family, forename, `${born} 00:00:00`, 'F', '2019-Sep-03 00:00:00', 'C', 'N', '5', 'WBRI', 'ENG', '130'].join(',')
  const rows = [COLUMNS.join(','), pupil('a', ALDER_ROW, upns[0], 'Ivy', '2014-May-03'), pupil('b', ALDER_ROW, upns[1], 'Oak', '2014-Jun-04'), pupil('c', MOOREND, upns[2], 'Ivy', '2014-May-03')]
  return [{ name: `${year}_${term}_pupilonroll.csv`, mimeType: 'text/csv', buffer: Buffer.from(`${rows.join('\n')}\n`) }]
}

/** A school's list of suspensions with a row of a school it does not speak for. */
export function suspensionFiles({ upns }: SmallCensus) {
  const rows = ['URN,UPN,startdate,sessions,reason1,category', `899001,${upns[1]},2025-06-02,2,DB,SUSP`, `899003,${upns[2]},2025-06-03,2,DB,SUSP`]
  return [{ name: `suspensions of ${upns[1]}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`${rows.join('\n')}\n`) }]
}
