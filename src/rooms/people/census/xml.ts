import { type GivenFile, readXml } from '#platform'
import type { CodeBook } from './code-book.ts'
import { Once, type Part, Parts } from './parts.ts'
import { type CensusPupil, type Cells, type Group, type PupilField } from './pupil.ts'
import { type SaidOfReturn, saidOfReturn } from './school-census-table.ts'
import type { NamedSetting } from './settings.ts'
import type { CensusReading, Reading } from './tables.ts'
import { LEAVERS_FROM } from './tables.ts'
import { FIELDS, GROUPS, HEADER, PUPIL, SCHOOL } from './xml-names.ts'

/** What the header of a census in XML says; ends before the first pupil. */
export async function headerOfXml(file: GivenFile): Promise<SaidOfReturn> {
  const said = { term: '', year: '', day: '', lea: '' }
  let isDone = false
  await readXml(file.path, {
    open: (name) => { isDone ||= PUPIL.has(name.toLowerCase()) },
    close(name, text) {
      if (isDone) return
      const field = HEADER.get(name.toLowerCase())
      if (field) said[field] ||= text
      if (SCHOOL.get(name.toLowerCase()) === 'lea') said.lea ||= text
    },
    stop: () => isDone,
  })
  return saidOfReturn(said)
}

/** Reads a census in XML as it comes: of one school, or of several one after the other. */
export async function readCensusXml(file: GivenFile, book: CodeBook, how: Reading): Promise<CensusReading> {
  const taken: CensusReading = { pupils: [], parts: new Parts(), holds: new Set(book.holds), named: new Map(), read: 0, rejected: 0 }
  for (const [group, fields] of Object.entries(FIELDS)) if (group !== 'pupil') taken.parts.begin(group as Group, [...new Set(fields.values())])
  const reader = new PupilsOfXml(taken, book, how)
  await readXml(file.path, {
    open: (name, path, line) => reader.open(name.toLowerCase(), path, line),
    close: (name, text) => reader.close(name.toLowerCase(), text),
    ...(how.progress ? { progress: how.progress } : {}),
  })
  return taken
}

class PupilsOfXml {
  private readonly taken: CensusReading
  private readonly empty: Cells<PupilField>
  private readonly how: Reading
  private readonly texts = new Once()
  private school: NamedSetting = {}
  /** Whether the school's own data has ended, so that the next of it is another school's. */
  private hadPupils = false
  private pupil: CensusPupil | null = null
  private group: { is: Group; part: Part<string>; element: string } | null = null
  private element = ''
  private lastRow = 0
  private placeId: number | null = null

  constructor(taken: CensusReading, { collects }: CodeBook, how: Reading) {
    this.taken = taken
    this.how = how
    // What a census collects and a pupil has not is an empty cell, as it is in a table.
    this.empty = Object.fromEntries([...collects].map((field) => [field, '']))
  }

  open(name: string, path: readonly string[], line: number) {
    if (!this.pupil) {
      const is = PUPIL.get(name)
      if (is === 'on' || is === 'off') this.begin(name, is === 'on' && !path.some((one) => PUPIL.get(one.toLowerCase()) === 'offWithin'), line)
      return
    }
    const group = this.group ? undefined : GROUPS.get(name)
    if (!group) return
    this.group = { is: group, element: name, part: { row: line, cells: {} } }
  }

  close(name: string, text: string) {
    if (!this.pupil) return this.ofSchool(name, text)
    if (name === this.element) return this.end()
    if (this.group?.element === name) {
      this.taken.parts.add(this.pupil, this.group.is, this.group.part.row, this.group.part.cells)
      this.group = null
      return
    }
    const field = FIELDS[this.group?.is ?? 'pupil'].get(name)
    if (field === undefined) return
    const cells = (this.group?.part.cells ?? this.pupil.cells) as Record<string, string>
    cells[field] ||= this.texts.of(text)
  }

  private ofSchool(name: string, text: string) {
    const field = SCHOOL.get(name)
    if (!field || text === '') return
    if (this.hadPupils) this.school = {}
    this.hadPupils = false
    this.placeId = null
    this.school = { ...this.school, [field]: field === 'lea' ? text.padStart(3, '0') : field === 'estab' ? text.replace(/^\d{3}[/ ]?(?=\d{4}$)/, '').padStart(4, '0') : text }
  }

  private begin(element: string, isOnRoll: boolean, line: number) {
    this.hadPupils = true
    this.placeId ??= this.how.settings.place(this.school)
    // Several pupils may begin on one line.
    this.lastRow = Math.max(line, this.lastRow + 1)
    this.element = element
    this.pupil = { row: isOnRoll ? this.lastRow : LEAVERS_FROM + this.lastRow, isOnRoll, tableId: null, placeId: this.placeId ?? 0, cells: isOnRoll ? { ...this.empty } : {}, parts: null }
  }

  private end() {
    const pupil = this.pupil!
    this.pupil = null
    this.group = null
    this.taken.read += 1
    const { settings, findings } = this.how
    const at = { column: 'Estab', row: this.lastRow, value: `${this.school.lea ?? ''}${this.school.estab ?? ''}` || null }
    if (this.placeId !== null && settings.isMine(this.placeId)) {
      if (this.placeId < 0) settings.tellUnknown(this.placeId, findings, at)
      this.taken.pupils.push(pupil)
      return
    }
    this.taken.rejected += 1
    findings.find(this.placeId === null ? 'setting-missing' : 'setting-not-yours', at)
  }
}
