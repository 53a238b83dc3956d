/** A name as it is put in order by and looked for: plain small letters and digits, one space between words. */
export function plainName(...names: string[]) {
  return names.map((name) => name.normalize('NFKD').toLowerCase().replace(/[ıłøđħ]/g, (letter) => PLAIN[letter]!).replace(/[^\p{L}\p{N}\s-]/gu, '').replace(/[\s-]+/g, ' ').trim()).filter(Boolean).join(' ')
}

/** Letters that do not come apart into a plain one and its mark. */
const PLAIN: Record<string, string> = { ı: 'i', ł: 'l', ø: 'o', đ: 'd', ħ: 'h' }

/** The two columns of a child that names are put in order by. */
export function nameColumns(givenName: string, familyName: string) {
  return { by_family: plainName(familyName, givenName), by_given: plainName(givenName, familyName) }
}

const ORDER = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true })

/** As people expect a list of names: by family name, then by given name. */
export function byName(a: { familyName: string; givenName: string }, b: { familyName: string; givenName: string }) {
  return ORDER.compare(a.familyName, b.familyName) || ORDER.compare(a.givenName, b.givenName)
}

/** "Sorrel Candlewick", with the name they go by where that is another. */
export function fullName({ givenName, familyName, knownAs }: { givenName: string; familyName: string; knownAs: string | null }) {
  return `${givenName}${knownAs && knownAs !== givenName ? ` (${knownAs})` : ''} ${familyName}`
}
