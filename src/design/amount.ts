/** How a measure's values are written: its unit as the measure book has it ("%", "£", "days", "") and how many decimals. */
export interface AmountStyle {
  unit: string
  decimals: number
}

/** A value with its unit: 14.0%, £1,234, 12.5 days. */
export function showAmount(value: number, { unit, decimals }: AmountStyle) {
  return withUnit(grouped(value, decimals), unit)
}

/** A value without its unit, for tables whose heading has it. */
export function showBare(value: number, { decimals }: AmountStyle) {
  return grouped(value, decimals)
}

/** How far apart two values are, without a sign: percentages differ by points, all else by its own unit. */
export function showDifference(difference: number, { unit, decimals }: AmountStyle) {
  const size = grouped(Math.abs(difference), decimals)
  return unit.startsWith('%') ? `${size} ${size === '1' ? 'point' : 'points'}` : withUnit(size, unit)
}

/** A change with its sign: +3.2, −8.6. */
export function showChange(change: number, { decimals }: AmountStyle) {
  const shown = grouped(change, decimals)
  return change > 0 && Number(shown.replaceAll(',', '')) !== 0 ? `+${shown}` : shown
}

/** For an axis: as short as it can be without becoming another number (1.5m, 250,000, 0.25). `step` is the distance between ticks. */
export function showTick(value: number, step: number, unit: string, isTop: boolean) {
  const [size, word] = Math.abs(value) >= 1e9 || step >= 1e9 ? [1e9, 'bn'] : Math.abs(value) >= 1e6 || step >= 1e6 ? [1e6, 'm'] : [1, '']
  const decimals = Math.min(4, Math.max(0, -Math.floor(Math.log10(step / size) + 1e-9)))
  const number = `${grouped(value / size, value === 0 ? 0 : decimals)}${value === 0 ? '' : word}`
  if (unit.startsWith('£')) return number.startsWith('−') ? `−£${number.slice(1)}` : `£${number}`
  return isTop && unit.startsWith('%') ? `${number}%` : number
}

function withUnit(number: string, unit: string) {
  if (!unit) return number
  if (unit.startsWith('%')) return `${number}${unit}`
  if (!unit.startsWith('£')) return `${number} ${unit}`
  const pounds = number.startsWith('−') ? `−£${number.slice(1)}` : `£${number}`
  return `${pounds}${unit.slice(1)}`
}

/** One formatter for each number of decimals: making one costs 20 µs, using it 0.5. */
const formatters: ((value: number) => string)[] = []

/** A page shows each figure several times, in its charts, tables and sentences; writing one is slow enough to be done once. */
function formatterWith(decimals: number) {
  const formatter = new Intl.NumberFormat('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  const written = new Map<number, string>()
  return (value: number) => {
    const before = written.get(value)
    if (before !== undefined) return before
    if (written.size >= 1000) written.clear()
    const text = formatter.format(value)
    written.set(value, text)
    return text
  }
}

function grouped(value: number, decimals: number) {
  const formatter = (formatters[decimals] ??= formatterWith(decimals))
  const shown = formatter(Math.abs(value))
  return value < 0 && /[1-9]/.test(shown) ? `−${shown}` : shown
}
