/** The longest text a cell of Excel holds. */
const LONGEST = 32_767
/** What XML 1.0 has no way to write, and half letters. */
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** A text as a spreadsheet can hold it. */
export function cellText(text: string) {
  const written = text.toWellFormed().replace(UNWRITABLE, '').replace(/\r\n?/g, '\n')
  return written.length > LONGEST ? `${written.slice(0, LONGEST - 4)} […]` : written
}

/** How wide each column wants to be, in characters: its longest value, within reason; a heading may wrap at its longest word. */
export function columnWidths([head = [], ...lines]: readonly (readonly (string | number | null)[])[]) {
  return head.map((label, at) => {
    const word = Math.max(...String(label ?? '').split(/\s+/).map(({ length }) => length))
    const value = lines.reduce((most, line) => Math.max(most, String(line[at] ?? '').length), 0)
    return Math.max(9, Math.min(60, Math.max(word, value, Math.min(22, String(label ?? '').length)) + 2))
  })
}
