import type * as z from 'zod'
import { Refusal } from '#kernel'

/** The input does not have the shape that was asked for: words are missing or odd. Nobody has looked yet at what they mean. */
export class NotUnderstood extends Refusal {
  override name = 'NotUnderstood'

  constructor(fields: Record<string, string>) {
    super('invalid', Object.values(fields)[0] ?? 'There is a problem', fields)
  }
}

export function understand<Input>(shape: z.ZodType<Input>, raw: unknown): Input {
  const parsed = shape.safeParse(wellFormed(raw))
  if (parsed.success) return parsed.data

  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= issue.message
  throw new NotUnderstood(fields)
}

/** Half of a pair that stands for one letter beyond the first 65,536 is no text, and the database would refuse it. No input of ours lies deeper than a few lists. */
function wellFormed(raw: unknown, depth = 4): unknown {
  if (typeof raw === 'string') return raw.toWellFormed()
  if (typeof raw !== 'object' || raw === null || depth === 0) return raw
  if (Array.isArray(raw)) return raw.map((one) => wellFormed(one, depth - 1))
  if (Object.getPrototypeOf(raw) !== Object.prototype) return raw
  return Object.fromEntries(Object.entries(raw).map(([name, one]) => [name.toWellFormed(), wellFormed(one, depth - 1)]))
}
