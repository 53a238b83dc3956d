import { Issues } from '#kernel'
import { type Checked, type CheckOptions, fileKind, type FileKind, type GivenFile, isWorkbook, type Reader, readSheets, type Unit } from '#platform'
import { nothingSaid, wholeArea } from './area-return.ts'
import { Grouped } from './grouped.ts'
import { findColumns, firstRows, type Found, type ListColumns, namesOf, readList } from './list-file.ts'
import { authorityIn, ListSettings, SETTING_COLUMNS } from './list-settings.ts'
import { ListWho, WHO_COLUMNS } from './list-who.ts'
import type { ReturnContent, Said, Who } from './said.ts'
import { returnOf } from './take-return.ts'

/** A row of a list that says whose it is and who it is about. */
export interface ListRow<Name extends string> {
  row: number
  key: string
  who: Who
  /** The setting; null where the row names none and the list may do without. */
  placeId: number | null
  /** Whose return it is: the setting, else the authority. */
  reportedBy: number
  /** A cell without the blanks around it; '' where the file has no such column. */
  cell: (name: Name) => string
  /** Every cell as it is written. */
  cells: readonly string[]
}

/** Reads the rows of one file: `row` answers whether anything of it was taken, `end` what all of them came to. */
export interface ListReader<Name extends string> {
  begin?: (at: Found<Name>, names: readonly string[]) => void
  row: (one: ListRow<Name>) => boolean
  /** `places`: the settings whoever gives the list speaks for, where not for all. */
  end: (db: Reader, areaId: number, issues: Issues, places?: ReadonlySet<number>) => Promise<Said[]> | Said[]
}

export interface ListOf<Name extends string> {
  name: string
  label: string
  calledAs?: string
  /** Besides those of setting and child. */
  columns: ListColumns<Name>
  /** Whether a file's columns are this list's. */
  knows: (at: Found<Name>, names: readonly string[]) => boolean
  /** What to say where somebody named this kind and the columns are not there. */
  columnsNeeded: string
  /** The column that says of which day or school year a row is. */
  day?: Name
  /** A list that may be of children without a setting is then the authority's. */
  mayBeOfAuthority?: true
  reader: (grouped: Grouped, issues: Issues) => ListReader<Name>
}

/** A kind of return that is a list, as CSV or workbook: a row names its setting and child, and each row or several of them are a record. */
export function listKind<Name extends string>(list: ListOf<Name>): FileKind<ReturnContent> {
  const columns = { ...SETTING_COLUMNS, ...WHO_COLUMNS, ...list.columns } as ListColumns<Name | 'laestab' | 'urn' | keyof typeof WHO_COLUMNS>
  const isList = (names: readonly string[]) => {
    const at = findColumns(columns, names)
    const saysWhose = at.laestab >= 0 || at.urn >= 0 || list.mayBeOfAuthority === true
    const saysWho = at.upn >= 0 || at.localId >= 0 || (at.forename >= 0 && at.surname >= 0 && at.dob >= 0)
    return saysWhose && saysWho && list.knows(at, names)
  }
  return fileKind<ReturnContent>({
    name: list.name,
    ...(list.calledAs === undefined ? {} : { calledAs: list.calledAs }),
    label: list.label,
    ...returnOf(list.name),
    saysAuthority: async (unit) => {
      const rows = await firstRows(unit.parts['data']!)
      return authorityIn(rows, findColumns(columns, rows[0] ?? []).laestab)
    },
    async recognise(files: GivenFile[], as: boolean) {
      const units: Unit[] = []
      for (const file of files) if (as || isList(await namesOf(file))) units.push({ kind: list.name, file: file.name, parts: { data: file } })
      return units
    },
    check: (db, unit, options) => checkList(db, unit.parts['data']!, options, list, columns, isList),
  })
}

async function checkList<Name extends string>(
  db: Reader, file: GivenFile, options: CheckOptions, list: ListOf<Name>, columns: ListColumns<Name | keyof typeof SETTING_COLUMNS | keyof typeof WHO_COLUMNS>,
    isList: (names: readonly string[]) => boolean,
): Promise<Checked<ReturnContent>> {
  const issues = options.issues ?? new Issues()
  if (!isList(await namesOf(file))) {
    // A workbook that cannot be read says itself why.
    if (await isWorkbook(file.path)) await readSheets(file.path)
    issues.error('columns', {}, `The file has not the columns of this list.`, list.columnsNeeded)
    return { content: nothingSaid(), issues, blocks: true, rows: { read: 0, rejected: 0 } }
  }
  const grouped = new Grouped()
  const settings = await ListSettings.load(db, options, grouped)
  const children = new ListWho(grouped)
  const reader = list.reader(grouped, issues)
  let at: Found<Name | keyof typeof SETTING_COLUMNS | keyof typeof WHO_COLUMNS>
  let home: number | null | undefined
  let [rejected, came] = [0, 0]
  const rowsOfAuthority: number[] = []
  // Asked once, before the first row that names no setting can come.
  if (list.mayBeOfAuthority) home = await wholeArea(db, options, new Issues(), list.label)

  const lost = await readList(file, {
    columns, issues, progress: options.progress,
    head(found, names) {
      at = found
      reader.begin?.(found, names)
    },
    row(cells, row) {
      came += 1
      const cell = (name: keyof typeof at) => (at[name] < 0 ? '' : cells[at[name]]!.trim())
      const setting = cell('laestab') || cell('urn')
      const isOfAuthority = setting === '' && typeof home === 'number'
      const placeId = isOfAuthority ? null : settings.placeOf(setting, row, list.day && cell(list.day))
      if (isOfAuthority) rowsOfAuthority.push(row)
      const said = placeId === null && !isOfAuthority ? null : children.read({ upn: cell('upn'), uln: cell('uln'), localId: cell('localId'), forename: cell('forename'), surname: cell('surname'),
        dob: cell('dob') }, setting || 'authority', row)
      if (!said || !reader.row({ row, ...said, placeId, reportedBy: placeId ?? home!, cell, cells })) rejected += 1
    },
  })
  grouped.tell(issues)
  if (rowsOfAuthority.length) issues.query('no-setting', { row: rowsOfAuthority[0]!, column: 'laestab' },
    `${rowsOfAuthority.length.toLocaleString('en-GB')} rows name no setting and stand as the authority's own.`, 'Nothing to do.')
  const said = await reader.end(db, options.areaId ?? 0, issues, options.places)
  if (!came) issues.error('no-rows', {}, 'The list has no row below its header.', 'If there is nothing to give, say so on the page of expected returns; else see whether the right file was chosen.')
  const last = said.reduce<Said | null>((latest, one) => (latest === null || one.asAt! > latest.asAt! ? one : latest), null)
  return {
    content: { period: last?.period ?? '', asAt: last?.asAt ?? '', said, unknownSettings: settings.unknown }, issues, blocks: !said.length,
      rows: { read: said.length + rejected + lost, rejected: rejected + lost },
  }
}
