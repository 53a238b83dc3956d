/** 1st, 2nd, 3rd, 11th. */
export function ordinal(number: number) {
  const ending = number % 100 > 10 && number % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}

/** Small numbers as words, as people read them in a sentence. */
export function inWords(number: number) {
  return ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][number] ?? String(number)
}

/** "Derby", "Derby and Leeds", "Derby, Leeds and York". */
export function listed(names: string[]) {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

export const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Names in the order people expect. */
export const byName = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true }).compare
