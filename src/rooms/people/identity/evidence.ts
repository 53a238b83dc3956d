import { dayInWords } from '#kernel'
import { birthLikeness, familyLikeness, givenLikeness } from './likeness.ts'
import type { KnownChild } from './match.ts'

/** What speaks for two records being one child and what against it, each a sentence. */
export interface Evidence {
  for: string[]
  against: string[]
}

/** What two children have in common beyond their names. */
export interface Together {
  /** Identifiers both were given, as words: "UPN X383400624001". */
  identifiers: string[]
  /** Settings both were or are on roll at. */
  places: string[]
  /** Returns that name both, each by a record of its own: "Alder Row, 16 January 2025". */
  returns: string[]
}

/**
 * Weighs two children. Null where it is not likely enough for a person to look at: a shared identifier always is; so are the same names with the
 * same day of birth, or with day and month swapped; the rest needs something more, and two records of one return are two children unless their
 * names and birth are the same: twins stay apart.
 */
export function weigh(one: KnownChild, other: KnownChild, together: Together): Evidence | null {
  if (one.isAdopted || other.isAdopted) return null
  const like = { given: givenLikeness(one, other), family: familyLikeness(one.familyName, other.familyName), born: birthLikeness(one.born, other.born) }
  return isLikely(like, one, other, together) ? { for: speaksFor(like, one, other, together), against: speaksAgainst(like, one, other, together) } : null
}

interface Alike {
  given: ReturnType<typeof givenLikeness>
  family: ReturnType<typeof familyLikeness>
  born: ReturnType<typeof birthLikeness>
}

function isLikely({ given, family, born }: Alike, one: KnownChild, other: KnownChild, { identifiers, places, returns }: Together) {
  if (identifiers.length) return true
  const isNamedSame = given === 'same' && family === 'same'
  if (isNamedSame && born === 'same') return true
  if (returns.length) return false
  if (isNamedSame && born === 'swapped') return true
  const differInUpn = one.upns.length > 0 && other.upns.length > 0
  if (isNamedSame && born === 'slip') return !differInUpn || places.length > 0
  if (born !== 'same') return false
  if (family === 'same') return given === 'like'
  if (given !== 'same') return false
  return family === 'like' || (places.length > 0 && !isOtherSex(one, other))
}

function speaksFor({ given, family, born }: Alike, one: KnownChild, other: KnownChild, { identifiers, places }: Together) {
  return [
    ...identifiers.map((id) => `Both were given the ${id}.`),
    ...(given === 'same' && family === 'same' ? ['The names are the same.'] : []),
    ...(given === 'like' ? [`The given names may be one: ${named(one)} and ${named(other)}.`] : []),
    ...(given === 'same' && family !== 'same' ? ['The given name is the same.'] : []),
    ...(family === 'like' ? [`The family names share a part: ${one.familyName} and ${other.familyName}.`] : []),
    ...(family === 'same' && given !== 'same' ? ['The family name is the same.'] : []),
    ...(born === 'same' ? [`Both were born on ${dayInWords(one.born)}.`] : []),
    ...(born === 'swapped' ? [`Day and month of birth may have changed places: ${dayInWords(one.born)} and ${dayInWords(other.born)}.`] : []),
    ...places.map((place) => `Both are or were on roll at ${place}.`),
  ]
}

function speaksAgainst({ given, family, born }: Alike, one: KnownChild, other: KnownChild, { returns }: Together) {
  const differ = one.upns.length && other.upns.length && !one.upns.some((upn) => other.upns.includes(upn))
  return [
    ...(differ ? [`Each has a UPN of their own, right by its check letter: ${one.upns.join(', ')} and ${other.upns.join(', ')}.`] : []),
    ...(given === 'other' ? [`The given names are different: ${one.givenName} and ${other.givenName}.`] : []),
    ...(family === 'other' ? [`The family names are different: ${one.familyName} and ${other.familyName}.`] : []),
    ...(born === 'slip' || born === 'other' ? [`The days of birth are different: ${dayInWords(one.born)} and ${dayInWords(other.born)}.`] : []),
    ...(isOtherSex(one, other) ? ['One is given as a girl, the other as a boy.'] : []),
    ...returns.map((one_) => `One return names both, each by a record of their own: ${one_}.`),
  ]
}

const named = ({ givenName, knownAs }: KnownChild) => (knownAs && knownAs !== givenName ? `${givenName} (${knownAs})` : givenName)
const isOtherSex = (one: KnownChild, other: KnownChild) => one.sex !== null && other.sex !== null && one.sex !== other.sex
