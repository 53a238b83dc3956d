import { Refusal } from '#kernel'
import type { SheetRows } from './workbook.ts'
import { Room, SheetGrid } from './sheet-grid.ts'
import { readXml } from './xml.ts'

/** The sheets of an Excel workbook from its unpacked parts, in the workbook's own order (ECMA-376, part 1, 18). */
export async function readXlsxSheets(parts: ReadonlyMap<string, string>): Promise<SheetRows[]> {
  const { sheets, from1904 } = await workbookOf(parts)
  const words: Words = { strings: await sharedStrings(parts.get('xl/sharedStrings.xml')), dated: await datedStyles(parts.get('xl/styles.xml')), from1904 }
  const room = new Room()
  const read: SheetRows[] = []
  for (const { name, part } of sheets) {
    const path = parts.get(part)
    // A chart can be a sheet too, and has no cells.
    if (path) read.push({ name, rows: await rowsOf(path, words, room) })
  }
  return read
}

/** What cells refer to: texts held once for all, and which styles show a number as a day. */
interface Words {
  strings: string[]
  dated: Set<number>
  from1904: boolean
}

async function workbookOf(parts: ReadonlyMap<string, string>) {
  const targets = new Map<string, string>()
  const rels = parts.get('xl/_rels/workbook.xml.rels')
  if (rels) {
    await readXml(rels, {
      open: (name, _, __, { Id, Target }) => {
        if (name === 'Relationship' && Id && Target) targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
      },
      close: () => {},
    })
  }
  const sheets: { name: string; part: string }[] = []
  let from1904 = false
  await readXml(parts.get('xl/workbook.xml')!, {
    open(name, _, __, attributes) {
      if (name === 'sheet') sheets.push({ name: attributes['name'] ?? '', part: targets.get(Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '') ?? '' })
      else if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '')
    },
    close: () => {},
  })
  return { sheets, from1904 }
}

async function sharedStrings(path: string | undefined) {
  const strings: string[] = []
  if (!path) return strings
  let text = ''
  let isText = false
  await readXml(path, {
    open(name, path) {
      if (name === 'si') text = ''
      isText = name === 't' && !path.includes('rPh')
    },
    text: (piece) => {
      if (isText) text += piece
    },
    close(name) {
      isText = false
      if (name === 'si') strings.push(text)
    },
  })
  return strings
}

/** Which cell styles show days or times: by the number of a built-in format (18.8.30), or the letters of one of the workbook's own. */
async function datedStyles(path: string | undefined) {
  const dated = new Set<number>()
  if (!path) return dated
  const formats = new Map<number, string>()
  let style = 0
  await readXml(path, {
    open(name, path, _, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      else if (name === 'xf' && path.at(-2) === 'cellXfs') {
        const id = Number(attributes['numFmtId'] ?? 0)
        const own = formats.get(id)
        if (own === undefined ? isBuiltInDay(id) : showsDay(own)) dated.add(style)
        style += 1
      }
    },
    close: () => {},
  })
  return dated
}

const isBuiltInDay = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** Days, months, years, hours and seconds are letters that stand outside quotes, brackets and behind no backslash; "General" has none of them. */
const showsDay = (format: string) => /[dmyhs]/i.test(format.replace(/"[^"]*"|\\.|_.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '').replace(/general/gi, '').split(';')[0]!)

async function rowsOf(path: string, words: Words, room: Room) {
  const grid = new SheetGrid(room)
  let row = -1
  let column = -1
  let cell = { kind: 'n', style: 0, text: '' }
  let isText = false
  await readXml(path, {
    open(name, path, _, attributes) {
      isText = (name === 'v' || name === 't') && path.includes('c') && !path.includes('rPh')
      if (name === 'row') {
        row = attributes['r'] ? Number(attributes['r']) - 1 : row + 1
        column = -1
      } else if (name === 'c') {
        column = attributes['r'] ? columnOf(attributes['r']) : column + 1
        cell = { kind: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), text: '' }
      }
    },
    text: (piece) => {
      if (isText) cell.text += piece
    },
    close(name) {
      isText = false
      if (name === 'c') grid.put(row, column, cellText(cell, words).trim())
    },
  })
  return grid.rows
}

/** `AB12` is column 27. */
function columnOf(address: string) {
  const letters = /^[A-Z]{1,3}/.exec(address)?.[0]
  if (!letters) throw new Refusal('invalid', `The workbook names a cell "${address.slice(0, 20)}", which no sheet has.`)
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function cellText({ kind, style, text }: { kind: string; style: number; text: string }, { strings, dated, from1904 }: Words) {
  if (text === '') return ''
  if (kind === 's') return unescaped(strings[Number(text)] ?? '')
  if (kind === 'b') return text.trim() === '1' || /^true$/i.test(text) ? 'TRUE' : 'FALSE'
  if (kind === 'd') return text.replace(/T00:00:00(\.0+)?Z?$/, '')
  if (kind !== 'n') return unescaped(text)
  const number = Number(text)
  if (!Number.isFinite(number)) return text
  return dated.has(style) ? momentOf(number, from1904) : String(number)
}

/** Excel counts days from 1900, whose February it gives 29 days, or from 1904. Less than a day is a time alone; what no calendar has stays a number. */
function momentOf(serial: number, from1904: boolean) {
  const days = from1904 ? serial + 1462 : serial
  if (days < 0 || days > 2_958_465.999_99) return String(serial)
  const moment = new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + Math.round(days * 86_400) * 1000).toISOString()
  if (serial < 1 && !from1904) return moment.slice(11, 19)
  return moment.slice(11, 19) === '00:00:00' ? moment.slice(0, 10) : moment.slice(0, 19)
}

/** Signs that XML can't hold are written `_x000D_`. */
const unescaped = (text: string) => (text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text)
