/** A count as people read it: 1,204. */
export const count = (number: number) => number.toLocaleString('en-GB')

/** "1 row", "1,204 rows". */
export const counted = (number: number, one: string, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`

const SMALL = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

/** The beginning of a sentence: "Three things", "41 things". */
export const things = (number: number) => `${SMALL[number] ?? count(number)} ${number === 1 ? 'thing' : 'things'}`

const WHEN = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit', hour12: true, timeZone: 'Europe/London' })

/** "20 March 2026, 10:42am", in the time of England. */
export function moment(at: Date) {
  const part = Object.fromEntries(WHEN.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part['day']} ${part['month']} ${part['year']}, ${part['hour']}:${part['minute']}${part['dayPeriod']?.toLowerCase().replaceAll(' ', '')}`
}

/** "18.4 MB". */
export function size(bytes: number) {
  return bytes < 1000 ? counted(bytes, 'byte') : bytes < 1e6 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** A rule's name as a heading: `column-twice` is "Column twice". */
export const spoken = (rule: string) => (rule.charAt(0).toUpperCase() + rule.slice(1)).replaceAll('-', ' ')
