/** How a promise can be judged on published figures, with what each says and what it needs. */
export const RULES = {
  'better-than-england': { words: 'Better than England in each period', needs: { from: 'may', value: false } },
  'not-above-lower-of': { words: 'Not above England or the mean of its neighbours, whichever is lower', needs: { from: 'may', value: false } },
  'falls-each-year': { words: 'Falls from each period to the next', needs: { from: 'must', value: false } },
  'rises-each-year': { words: 'Rises from each period to the next', needs: { from: 'must', value: false } },
  'at-least': { words: 'At least the value promised', needs: { from: 'may', value: true } },
  'at-most': { words: 'At most the value promised', needs: { from: 'may', value: true } },
  'falls-by-share': { words: 'Falls by the share promised, from the first period to the last', needs: { from: 'must', value: true } },
} as const satisfies Record<string, { words: string; needs: { from: 'must' | 'may'; value: boolean } }>

export type Rule = keyof typeof RULES
export const RULE_NAMES = Object.keys(RULES) as [Rule, ...Rule[]]

/** What is asked of a curve, in words: "Better than England in each period, 2015/16 to 2017/18". */
export function ruleInWords({ rule, value, from, to }: { rule: Rule; value: number | null; from: string | null; to: string }, show: (value: number) => string) {
  const span = from === null || from === to ? `in ${to}` : `${from} to ${to}`
  switch (rule) {
    case 'better-than-england': return from === null || from === to ? `Better than England ${span}` : `Better than England in each period, ${span}`
    case 'not-above-lower-of': return `Not above England or the mean of its neighbours, whichever is lower, ${span}`
    case 'falls-each-year': return `Falls from each period to the next, ${span}`
    case 'rises-each-year': return `Rises from each period to the next, ${span}`
    case 'at-least': return `At least ${show(value ?? 0)} ${span}`
    case 'at-most': return `At most ${show(value ?? 0)} ${span}`
    case 'falls-by-share': return `Falls by at least ${value ?? 0}% of what it was, ${span}`
  }
}
