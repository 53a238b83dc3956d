import { dayInWords, plainName } from '#kernel'

/** A child needs a name and a day of birth; who has none that can be stands under these, and a finding says so. */
export const NOT_NAMED = 'Not given'
export const NOT_BORN = '1900-01-01'

/** The two columns of a child that names are put in order by. */
export function nameColumns(givenName: string, familyName: string) {
  return { by_family: plainName(familyName, givenName), by_given: plainName(givenName, familyName) }
}

const ORDER = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true })

/** As people expect a list of names: by family name, then by given name. */
export function byName(a: { familyName: string; givenName: string }, b: { familyName: string; givenName: string }) {
  return ORDER.compare(a.familyName, b.familyName) || ORDER.compare(a.givenName, b.givenName)
}

/** "Sorrel Candlewick", with the name they go by where that is another; of who stands without a name, that. */
export function fullName({ givenName, familyName, knownAs }: { givenName: string; familyName: string; knownAs: string | null }) {
  if (givenName === NOT_NAMED && familyName === NOT_NAMED) return 'Name not given'
  return `${givenName}${knownAs && knownAs !== givenName ? ` (${knownAs})` : ''} ${familyName}`
}

/** The day of birth as people write it, where one is known. */
export const bornInWords = (born: string) => (born === NOT_BORN ? 'not given' : dayInWords(born))
