/** A name as it is put in order by and looked for: plain small letters and digits, one space between words. */
export function plainName(...names: string[]) {
  return names.map(plainOne).filter(Boolean).join(' ')
}

function plainOne(name: string) {
  // Most names are, and a city's return asks for each of them ten times.
  if (/^[A-Za-z]+$/.test(name)) return name.toLowerCase()
  return name.normalize('NFKD').toLowerCase().replace(/[ıłøđħ]/g, (letter) => PLAIN[letter]!).replace(/[^\p{L}\p{N}\s-]/gu, '').replace(/[\s-]+/g, ' ').trim()
}

/** Letters that do not come apart into a plain one and its mark. */
const PLAIN: Record<string, string> = { ı: 'i', ł: 'l', ø: 'o', đ: 'd', ħ: 'h' }
