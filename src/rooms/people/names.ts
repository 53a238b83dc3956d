import { plainName } from '#kernel'

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
