/** What goes wrong with returns: lines, cells, elements and parts of zips that were lost, doubled, swapped, misspelt or put there to harm. */
import { type Chance, mutated, NASTY } from './chance.ts'
import { type Entries, entriesOf, zipOf } from './workbooks.ts'

type Spoil = (chance: Chance, bytes: Buffer) => Buffer

/** Cells as they have come: days of every order and of none, identifiers that spreadsheets changed, signs for what is not told. */
const ODD_CELLS = [
  ...NASTY, '00/00/0000', '31/02/2025', '2025-02-31', '02/13/2025', '13/02/2025', '29/02/2023', '45673', '45673.5', '0000-00-00', '0001-01-01', '9999-12-31', '10000-01-01', '2025-01-16T00:00:00Z',
  '16 January 2025', '2025-Jan-16 00:00:00', '16-01-25', '1899-12-30', '1E+12', '2147483648', '-2147483649', '1e5', '12.5', '1,234', '8994001', '899/4001', '9999999', '899', '0', 'c', 'z', 'low', '#N/A', '#REF!',
  'X383400624001', 'x383400624001 ', 'A000000000000', 'X3834006240', 'X38340062400A', '9434765919', 'O’Brien', 'Åsa', 'Zoë\u0301', 'Ivy\u0000', 'E', 'K', 'N', 'ASD', 'SUSP', 'PERM', '/', '\\', 'C2', '/'.repeat(500),
]

/** One file spoilt at a level that fits what it is: bytes for any, besides lines and cells of text, elements of XML, entries of a zip. */
export async function spoilt(chance: Chance, bytes: Buffer): Promise<Buffer> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return chance.share() < 0.15 ? mutated(chance, bytes) : spoiltZip(chance, bytes)
  const isXml = /^\s*</.test(bytes.toString('latin1', 0, 100))
  return several(chance, bytes, isXml ? [...OF_ELEMENTS, ...OF_ELEMENTS, ...OF_LINES, mutated] : [...OF_CELLS, ...OF_CELLS, ...OF_LINES, mutated])
}

function several(chance: Chance, given: Buffer, ways: readonly Spoil[]) {
  let bytes = given
  for (let times = 1 + chance.below(1 + chance.below(4)); times > 0; times -= 1) bytes = chance.of(ways)(chance, bytes)
  return bytes
}

async function spoiltZip(chance: Chance, bytes: Buffer): Promise<Buffer> {
  const entries = await entriesOf(bytes)
  const at = chance.below(entries.length)
  const [name, held] = entries[at]!
  const put = (...now: Entries) => zipOf(entries.toSpliced(at, 1, ...now))
  switch (chance.below(10)) {
    case 0: return put()
    case 1: return put([name, held], [name, held])
    case 2: return put([chance.of(['xl/workbook.xml', 'content.xml', 'a.csv', 'xl/worksheets/sheet9.xml', 'ﷺ']), held])
    case 3: return put([name, held], ['inner.zip', bytes])
    default: return put([name, await spoilt(chance, Buffer.from(held))])
  }
}

/** Bytes are kept as they are in latin1, so that what is not touched stays what it was. */
const onText = (change: (chance: Chance, text: string) => string): Spoil => (chance, bytes) => Buffer.from(change(chance, bytes.toString('latin1')), 'latin1')
const inBytes = (text: string) => Buffer.from(text).toString('latin1')
const oddCell = (chance: Chance) => inBytes(chance.of(ODD_CELLS))

const onLines = (change: (chance: Chance, lines: string[]) => string[]) => onText((chance, text) => change(chance, text.split('\n')).join('\n'))

const OF_LINES: Spoil[] = [
  onLines((chance, lines) => lines.toSpliced(chance.below(lines.length), 1)),
  onLines((chance, lines) => lines.toSpliced(chance.below(lines.length), 0, chance.of(lines))),
  onLines((chance, lines) => lines.toSpliced(1 + chance.below(lines.length), 0, lines[0]!)),
  onLines((_, lines) => lines.toSpliced(0, 0, 'Spring return', '')),
  onLines((chance, lines) => lines.toSpliced(chance.below(lines.length), 0, ',,,,,')),
  onLines((chance, lines) => [lines[0]!, ...lines.slice(1).map((line) => ({ line, at: chance.share() })).sort((a, b) => a.at - b.at).map(({ line }) => line)]),
  onLines((_, lines) => lines.flatMap((line, at) => (at ? [line, line] : [line]))),
  onText((chance, text) => text.replaceAll(/\r?\n/g, chance.of(['\r\n', '\r', '\n\n', '\n\r']))),
  onText((chance, text) => text.replaceAll(chance.of([',', '/', '-', '20', 'a', '0']), () => chance.of([';', '\t', '/', '.', '', '1']))),
  (chance, bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le').subarray(chance.below(2)),
  (_, bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]),
  (_, bytes) => Buffer.from(bytes.toString('utf8').toUpperCase()),
]

const onTable = (change: (chance: Chance, rows: string[][]) => string[][]) => onText((chance, text) => change(chance, text.split('\n').map((line) => line.split(','))).map((cells) => cells.join(',')).join('\n'))
const onRow = (change: (chance: Chance, cells: string[], all: string[][]) => string[]) => onTable((chance, rows) => {
  const at = chance.below(rows.length)
  return rows.with(at, change(chance, rows[at]!, rows))
})

const OF_CELLS: Spoil[] = [
  onRow((chance, cells) => cells.with(chance.below(cells.length), oddCell(chance))),
  onRow((chance, cells) => cells.with(chance.below(cells.length), oddCell(chance))),
  onRow((chance, cells, all) => {
    const at = chance.below(cells.length)
    return cells.with(at, chance.of(all)[at] ?? '')
  }),
  onRow((chance, cells) => cells.toSpliced(chance.below(cells.length), 0, chance.of(cells))),
  onRow((chance, cells) => cells.toSpliced(chance.below(cells.length), 1)),
  onRow((chance, cells) => cells.map((cell, at) => (chance.share() < 0.5 ? cell : cells.at(at - 1)!))),
  onTable((chance, rows) => {
    const [a, b] = [chance.below(rows[0]!.length), chance.below(rows[0]!.length)]
    return rows.map((cells) => cells.map((cell, at) => (at === a ? (cells[b] ?? '') : at === b ? (cells[a] ?? '') : cell)))
  }),
  onTable((chance, rows) => {
    const [at, value] = [chance.below(rows[0]!.length), oddCell(chance)]
    return rows.map((cells, row) => (row ? cells.with(Math.min(at, cells.length - 1), value) : cells))
  }),
  onTable((chance, rows) => {
    const at = chance.below(rows[0]!.length)
    return rows.map((cells) => cells.toSpliced(at, 1))
  }),
  onTable((_, rows) => rows.map((cells, row) => [...cells, ...Array.from({ length: 300 }, (_, at) => (row ? '1' : `x${at}`))])),
]

const HARMFUL = [
  '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">', '&b;', '&xxe;', '&#0;', '&#x110000;', '&#xD800;', '&amp;', '<![CDATA[]]>', '<![CDATA[<x>]]>', '<!-- -- -->', '<?php 1 ?>',
  '<a>'.repeat(60), '</a>', '<x:y xmlns:x="z"/>', '<x/>', `<x ${'a="1" '.repeat(2)}/>`, `<${'x'.repeat(500)}/>`, 'x'.repeat(120_000), '<UPN>X383400624001</UPN>', '<', '>', ']]>', '\u0001',
]

const onElement = (change: (chance: Chance, element: string, all: RegExpMatchArray[]) => string) => onText((chance, text) => {
  const all = [...text.matchAll(/<([\w:.-]+)[^<>]*>[^<>]*<\/\1>|<([\w:.-]+)[^<>]*>(?:[^<>]*<([\w:.-]+)[^<>]*>[^<>]*<\/\3>)+[^<>]*<\/\2>/g)]
  if (!all.length) return text
  const one = chance.of(all)
  return text.slice(0, one.index) + change(chance, one[0], all) + text.slice(one.index + one[0].length)
})

const OF_ELEMENTS: Spoil[] = [
  onElement((chance, element) => element.replace(/>[^<>]*</, () => `>${inBytes(chance.of(ODD_CELLS)).replaceAll(/[<&]/g, '')}<`)),
  onElement((chance, element) => element.replace(/>[^<>]*</, () => `>${inBytes(chance.of(ODD_CELLS)).replaceAll(/[<&]/g, '')}<`)),
  onElement(() => ''),
  onElement((_, element) => element + element),
  onElement((_, element) => `<z>${element}</z>`),
  onElement((chance, _, all) => chance.of(all)[0]),
  onElement((chance, element, all) => element + chance.of(all)[0]),
  onElement((chance, element) => element.replaceAll(/(<\/?)([\w:.-]+)/g, (_, before: string, name: string) => before + (chance.share() < 0.5 ? name.toLowerCase() : name))),
  onElement((_, element) => element.replace(/<\/[\w:.-]+>$/, '')),
  onElement((chance, element) => element + inBytes(chance.of(HARMFUL))),
  onText((chance, text) => text.replace(/(\?>|^)/, (all) => all + inBytes(chance.of(HARMFUL)))),
  onText((chance, text) => text.replace(/encoding="[^"]*"|version="1.0"/, () => `version="1.0" encoding="${chance.of(['UTF-16', 'windows-1252', 'utf-7', 'EBCDIC-GB', ''])}"`)),
  onText((_, text) => text.replaceAll(/\s*\n\s*/g, '')),
  onText((chance, text) => {
    const names = [...new Set(Array.from(text.matchAll(/<([\w:.-]+)/g), (found) => found[1]!))]
    const [from, to] = [chance.of(names) ?? 'x', chance.of(names) ?? 'y']
    return text.replaceAll(`<${from}>`, `<${to}>`).replaceAll(`</${from}>`, `</${to}>`)
  }),
]
