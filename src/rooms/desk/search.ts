import { type Reader, snapshot } from '#platform'
import { book, labelOf } from '#rooms/measures'
import { directory } from '#rooms/places'

export type Kind = 'measure' | 'group' | 'place' | 'strategy' | 'priority' | 'promise' | 'action' | 'result' | 'wanted' | 'service' | 'view'

/** Something that can be found, with the words it is found by. */
export interface Findable {
  kind: Kind
  title: string
  /** A line under it. */
  about: string
  href: string
  /** Words of its name, which count most, and other words it is known by. */
  names: string[]
  others: string[]
  /** Exact codes and short names. */
  codes: string[]
  /** What there is more to see of comes first among equals. */
  weight: number
  /** The place it is to be shown for, where one was named. */
  place?: { code: string; name: string }
}

export interface Hit {
  item: Findable
  score: number
}

/** Words people use, by the words our texts use: search understands both. */
const SYNONYMS: [RegExp, string][] = [
  [/\behc\s?ps?\b/g, 'ehc plan'], [/\bstatements?( of sen)?\b/g, 'ehc plan'], [/\bl\.?a\.?c\b|\bcla\b|\bchildren in care\b|\blooked after\b/g, 'looked after'],
  [/\bfixed[ -](term|period) exclusions?\b/g, 'suspensions'], [/\bexclu(sions?|ded)\b/g, 'suspensions permanent exclusions'], [/\btruancy\b|\battendance\b/g, 'absence'],
  [/\b20 weeks?\b|\btimeliness\b/g, '20 weeks'], [/\bgcses?\b/g, 'attainment 8 key stage 4'], [/\bsats\b/g, 'key stage 2'], [/\bgld\b/g, 'good level of development'],
  [/\bappeals?\b/g, 'tribunal appeals'], [/\bfsm\b/g, 'free school meals'], [/\bks ?([1-5])\b/g, 'key stage $1'], [/\bsend\b/g, 'sen'], [/\beal\b/g, 'english additional language'],
  [/\bcin\b/g, 'children in need'], [/\bcpp?\b/g, 'child protection'],
  [/\bspend(s|ing)?\b|\bspent\b|\bexpenditure\b/g, 'cost'],
]

/** Everything published that can be found; what is written belongs to an area and is given at each search. */
export const findables = snapshot(async (db: Reader) => {
  const [held, places] = [await book(db), await directory(db)]
  const measures = held.measures.map((measure): Findable => {
    const series = held.seriesOf(measure.id)
    return {
      kind: 'measure', title: measure.label, about: `${measure.topic}${measure.unit ? `, ${measure.unit}` : ''}${series.some(({ periods }) => periods.length) ? '' : '. No figures yet'}`, href: `/measures/${encodeURIComponent(measure.id)}`,
      names: wordsOf(`${measure.label} ${measure.id}`), others: wordsOf([measure.topic, ...series.map(labelOf), ...series.map(({ label }) => label)].join(' ')),
      weight: series.some(({ periods }) => periods.length) ? 0.03 : 0,
      codes: [measure.id, ...series.flatMap(({ source, code }) => [code.toLowerCase(), `${source}:${code}`.toLowerCase()])],
    }
  })
  const found = places.all().map((place): Findable => ({
    kind: 'place', title: place.name, about: `${place.level}, ${place.code}${place.ends ? `, until ${place.ends.slice(0, 4)}` : ''}`, href: `/places/${encodeURIComponent(place.code)}`,
    names: wordsOf(place.name), others: [], weight: place.ends === null && place.level !== 'school' ? 0.03 : 0, codes: place.codes.map(({ code }) => code.toLowerCase()),
  }))
  const groups = [...held.groups.values()].filter(({ id }) => id !== 'all').map(({ id, label }): Findable => ({
    kind: 'group', title: label, about: 'Group: the measures published for it', href: `/measures?${new URLSearchParams({ group: id, figures: 'yes' })}`, names: wordsOf(`${label} ${id}`), others: [], weight: 0, codes: [id],
  }))
  return [...measures, ...groups, ...found]
})

/** What fits some words, best first: measures for the place that is named with them, and whatever all the words fit. */
export function find(items: Findable[], asked: string): Hit[] {
  const found = findAll(items, asked)
  const places = items.filter(({ kind, weight }) => kind === 'place' && weight > 0)
  const words = wordsOf(asked)
  const named = placeNamed(places, words)
  if (!named) return found
  const rest = words.filter((word) => !named.names.includes(word))
  // Who names a place alone wants that place, and no measure that is only spelt a little like it.
  if (!rest.length) return found.filter(({ item, score }) => item.kind === 'place' || score >= EXACT)
  const place = { code: named.codes.find((code) => named.href.toLowerCase().endsWith(code)) ?? named.codes[0]!, name: named.title }
  const there = findAll(items.filter(({ kind }) => kind === 'measure'), rest.join(' ')).map(({ item, score }): Hit => ({ item: { ...item, place: { ...place, code: place.code.toUpperCase() } }, score: score - 0.01 }))
  if (!there.length) return found
  return [...there, ...found.filter(({ score }) => score >= CLOSE), { item: named, score: CLOSE }]
    .filter((hit, at, all) => all.findIndex(({ item }) => item.href === hit.item.href) === at || hit.item.place !== undefined)
    .sort(bestFirst)
}

/** The place all of whose words were typed as they are; the one with most words, so that County Durham is not Durham. */
function placeNamed(places: Findable[], words: string[]) {
  return places.filter(({ names }) => names.length && names.every((name) => words.includes(name))).sort((a, b) => b.names.length - a.names.length)[0]
}

const EXACT = 0.75
const CLOSE = 0.9

/** Every word must fit something of it, though it be spelt almost right. */
function findAll(items: Findable[], asked: string): Hit[] {
  const bare = asked.trim().toLowerCase()
  if (!bare) return []
  const readings = [...new Set([bare, understood(bare)])].map(wordsOf).filter((words) => words.length)
  const likeness = new Map<string, number>()
  return items
    .map((item) => ({ item, score: item.codes.includes(bare) ? 3 : Math.max(0, ...readings.map((words) => scoreOf(item, words, likeness))) }))
    .filter(({ score }) => score >= ENOUGH)
    .map(({ item, score }) => ({ item, score: score + item.weight }))
    .sort(bestFirst)
}

const bestFirst = (a: Hit, b: Hit) => b.score - a.score || a.item.title.length - b.item.title.length || (a.item.title < b.item.title ? -1 : 1)

/** The words as our texts put them. */
export function understood(asked: string) {
  return SYNONYMS.reduce((text, [theirs, ours]) => text.replace(theirs, ours), asked)
}

/** Letters and numbers, without accents, in lower case. */
export function wordsOf(text: string) {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/&/g, ' and ').replace(/[’']/g, '')
  return [...new Set(plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word && !SMALL.has(word)))]
}

/** A word's score against a word: 1 the same, less where it only begins so or looks like it. */
export function alike(asked: string, word: string) {
  if (asked === word) return 1
  if (asked.length > 1 && word.startsWith(asked)) return 0.9
  if (asked.length > 3 && asked.startsWith(word) && word.length > 3) return 0.8
  if (asked.length < 4 || Math.abs(asked.length - word.length) > 3) return 0
  const dice = trigramDice(asked, word)
  return dice >= 0.4 ? 0.35 + dice * 0.45 : 0
}

const SMALL = new Set(['of', 'the', 'in', 'and', 'a', 'an', 'to', 'for', 'by', 'with', 'on', 'or', 'at', 'is', 'who', 'from'])
const ENOUGH = 0.5

function scoreOf(item: Findable, words: string[], likeness: Map<string, number>) {
  let total = 0
  let matched = 0
  for (const word of words) {
    const best = Math.max(bestOf(word, item.names, likeness), 0.75 * bestOf(word, item.others, likeness))
    if (best > 0) matched += 1
    total += best
  }
  // One odd word among many must not hide what all the others name.
  if (matched < words.length && (words.length < 3 || matched < words.length - 1)) return 0
  return total / words.length
}

function bestOf(asked: string, words: string[], likeness: Map<string, number>) {
  let best = 0
  for (const word of words) {
    const key = `${asked} ${word}`
    let score = likeness.get(key)
    if (score === undefined) likeness.set(key, (score = alike(asked, word)))
    if (score > best) best = score
  }
  return best
}

function trigramDice(a: string, b: string) {
  const [one, two] = [trigrams(a), trigrams(b)]
  let shared = 0
  for (const gram of one) if (two.has(gram)) shared += 1
  return (2 * shared) / (one.size + two.size)
}

function trigrams(word: string) {
  const padded = `  ${word} `
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)))
}
