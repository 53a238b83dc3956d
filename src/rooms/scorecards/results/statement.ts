/** Words with which something is wanted done, or counted: what stands in a strategy or beneath a measure. */
const DIRECTIONS = /\b(increas(e|es|ed|ing)|reduc(e|es|ed|ing|tion)|decreas(e|es|ed|ing)|improv(e|es|ed|ing|ement)|minimi[sz](e|es|ed|ing)|maximi[sz](e|es|ed|ing))\b/i
const COUNTS = /\b(per ?cent(age)?|proportion|number of|rate of|score|target)\b/i

/**
 * Why a sentence is no result: a result is a condition of well-being in words anybody understands. What counts it is an indicator;
 * what is done for it is a strategy. Null where nothing speaks against it.
 */
export function whyNoResult(body: string): string | null {
  if (/\p{Nd}|[%٪]/u.test(body)) return 'A result is how we want life to be, in plain words: “Children are safe”. Leave numbers and percentages to its indicators, and ages to the population'
  const direction = DIRECTIONS.exec(body)?.[0]
  if (direction) return `A result is how we want life to be, not what is done about it. “${direction}” says what should happen to a figure: say instead how it is when it is right, as in “Children are in school and belong there”`
  const count = COUNTS.exec(body)?.[0]
  if (count) return `A result is how we want life to be, not how it is counted. “${count}” belongs to an indicator: say the result in words a child would use, and add the indicator to it`
  return null
}
