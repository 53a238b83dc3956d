import { showAmount, showDifference } from '#design'
import { MISSING_IN_WORDS } from '#kernel'
import { compareAddress } from './addresses.ts'
import { type Comparison, gapInWords, isBetter, type Standing } from './compare.ts'
import type { View } from './compare-views.ts'
import { capital, inWords, listed, ordinal } from './sentence.ts'

export const QUARTERS = { A: 'top quarter', B: 'second quarter', C: 'third quarter', D: 'bottom quarter' } as const

/** The page's one sentence that could be wrong. */
export function headingOf(compared: Comparison) {
  const { us, place, england, style, of } = compared
  if (us.figure.value === null) return `${place.name} has no figure for ${compared.period.label}: ${MISSING_IN_WORDS[us.figure.missing ?? 'not-reported']}`
  if (us.rank !== null) return `${place.name} is ${ordinal(us.rank)} of ${of}${shared(compared)}${amongThem(compared)}`
  const gap = england ? gapInWords(us.figure.value, england.figure.value, style, showDifference) : null
  return `${place.name}: ${showAmount(us.figure.value, style)}${gap ? `, ${gap === 'the same' ? 'the same as' : gap} England` : ''}`
}

/** The address of a comparison, whichever way it was asked for; `codes` are the places as they were named, `view` how it is looked at. */
export function addressOf({ measureId, place, series, period, chosen }: Comparison, codes: string, view?: View) {
  return compareAddress({ measure: measureId, place: place.code, group: series.group.id, period: period.label, with: chosen.with, ...(chosen.with === 'codes' ? { codes } : {}), view: view === 'chart' ? undefined : view })
}

/** What stands behind it: how many of those beside it do better, and how far their mean is. */
export function standfirstOf(compared: Comparison) {
  const { place, us, comparators, chosen, style, mean } = compared
  const sentences: string[] = []
  if (place.level !== 'authority') sentences.push('Ranks and quarters are among authorities only.')
  else if (style.polarity === 'none') sentences.push('Neither end of this measure is better, so there is no rank and no quarter.')
  if (!comparators.length && chosen.none) sentences.push(chosen.none)
  const beside = us.figure.value !== null && comparators.length ? besideThem(compared) : []
  sentences.push(...beside)
  const gap = gapInWords(us.figure.value, mean.value, style, showDifference)
  if (gap && mean.value !== null) sentences.push(`${beside.length ? 'Their mean' : `The mean of the ${inWords(comparators.length)} ${chosen.word}`} is ${showAmount(mean.value, style)}; ${place.name} is ${gap === 'the same' ? 'the same' : gap}.`)
  return sentences.join(' ')
}

/** "57.2%, Derby is 43.2 points below". */
export function besideWords(value: number | null, missing: Standing['figure']['missing'], compared: Comparison) {
  if (value === null) return capital(MISSING_IN_WORDS[missing ?? 'not-reported'])
  const gap = gapInWords(compared.us.figure.value, value, compared.style, showDifference)
  return `${showAmount(value, compared.style)}${gap ? `, ${compared.place.name} is ${gap}` : ''}`
}

const shared = ({ all, us }: Comparison) => (all.filter(({ figure }) => figure.value === us.figure.value).length > 1 ? ' (shared)' : '')

function amongThem({ us, comparators, style, chosen }: Comparison) {
  const values = comparators.map(({ figure }) => figure.value).filter((value) => value !== null)
  if (chosen.with === 'all' || values.length < 2) return ''
  const better = values.filter((value) => isBetter(value, us.figure.value, style.polarity)).length
  const worse = values.filter((value) => isBetter(us.figure.value, value, style.polarity)).length
  const whom = chosen.word === 'statistical neighbours' ? 'its neighbours' : chosen.with === 'region' ? 'its region' : 'those it is compared with'
  if (better === 0 && worse) return `, and first among ${whom}`
  if (worse === 0 && better) return `, and last among ${whom}`
  return ''
}

function besideThem({ us, comparators, chosen, style, place }: Comparison): string[] {
  const reporting = comparators.filter(({ figure }) => figure.value !== null)
  if (!reporting.length) return [`None of the ${inWords(comparators.length)} ${chosen.word} has a figure.`]
  const silent = comparators.length - reporting.length
  const said = silent ? [`${capital(inWords(silent))} of the ${inWords(comparators.length)} ${chosen.word} ${silent === 1 ? 'has' : 'have'} no figure.`] : []
  if (style.polarity === 'none') return said
  const better = reporting.filter(({ figure }) => isBetter(figure.value, us.figure.value, style.polarity))
  const many = inWords(reporting.length)
  const who = silent ? 'that have one' : chosen.word
  if (!better.length) return [...said, `None of the ${many} ${who} did better than ${place.name}.`]
  const best = better.slice(0, 3).map((one) => `${one.place.name} (${showAmount(one.figure.value!, style)})`)
  const count = better.length === reporting.length ? (reporting.length === 1 ? `The one ${silent ? 'that has one' : chosen.word} did better` : `All ${many} ${who} did better`) : `${capital(inWords(better.length))} of the ${many} ${who} did better`
  return [...said, `${count}: ${listed(best)}${better.length > 3 ? ' lead' : ''}.`]
}

/** "Derby and its ten neighbours". */
export function tableHeading({ place, chosen, comparators }: Comparison) {
  if (!comparators.length) return place.name
  if (chosen.word === 'statistical neighbours') return `${place.name} and its neighbours`
  return chosen.with === 'all' ? `${place.name} and every authority` : chosen.with === 'region' ? `${place.name} and its region` : `${place.name} and chosen places`
}
