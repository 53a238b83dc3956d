import * as z from 'zod'

/** A box left empty on a form is missing, not zero. `Number('')` disagrees. */
export function unlessBlank<Shape extends z.ZodType>(shape: Shape) {
  return z.preprocess((typed) => (typed === '' ? undefined : typed), shape)
}

/** A number as a person types it: commas between thousands and a percent sign are understood, anything else is not. */
export function typedNumber(sentence: string) {
  return z.preprocess((typed) => {
    if (typeof typed !== 'string') return typed
    const bare = typed.trim().replace(/^£/, '').replace(/\s*%$/, '').replace(/,(?=\d{3}(\D|$))/g, '').replace('−', '-')
    return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(bare) ? Number(bare) : undefined
  }, z.number(sentence))
}

/** A line or paragraph a person writes; too long is said, never cut. */
export function writtenText(sentence: string, most = 20_000) {
  return z.string(sentence).trim().min(1, sentence).max(most, `Use ${most.toLocaleString('en-GB')} characters or fewer`)
}
