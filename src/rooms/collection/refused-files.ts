import { Refusal } from '#kernel'

/** Files of an upload or an import that could not be taken in, and why: the others go on without them. */
export interface Refused {
  files: string[]
  why: Refusal
}

/** What is wrong with what was sent: a sentence for each reason that names its files, and the fields of the form they belong to. */
export function wordsOf(refused: readonly Refused[]): { problems: { field: string; text: string }[]; fields: Record<string, string> } {
  const byWords = Map.groupBy(refused, ({ why }) => why.message)
  const problems = [...byWords].map(([words, some]) => ({ field: Object.keys(some[0]!.why.fields)[0] ?? 'files', text: named(some.flatMap(({ files }) => files), words) }))
  const fields = Object.fromEntries([...Map.groupBy(problems, ({ field }) => field)].map(([field, some]) => [field, some.map(({ text }) => text).join(' ')]))
  return { problems, fields }
}

/** Runs a step for one file; a refusal is kept with its name, and answers null. */
export async function orRefused<Result>(file: string, refused: Refused[], step: () => Promise<Result>): Promise<Result | null> {
  try {
    return await step()
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    refused.push({ files: [file], why: fault })
    return null
  }
}

/** A sentence that does not name its files is led by their names. */
function named(files: readonly string[], words: string) {
  if (files.every((file) => words.includes(file))) return words
  return `${files.slice(0, MOST_NAMED).join(', ')}${files.length > MOST_NAMED ? ` and ${files.length - MOST_NAMED} more` : ''}: ${words}`
}

const MOST_NAMED = 5
