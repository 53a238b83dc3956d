import type { PaperAsked } from './papers.ts'

export const FORMAT: Record<PaperAsked['format'], string> = { docx: 'Word document', pdf: 'PDF' }

/** "1.2 MB", "84 KB". */
export const size = (bytes: number) => (bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`)

/** What came of a paper, for somebody who looks at it. */
export type Standing = 'waiting' | 'making' | 'ready' | 'failed' | 'gone'

export function standingOf({ goneAt, madeAt, state }: PaperAsked): Standing {
  if (goneAt) return 'gone'
  if (madeAt) return 'ready'
  return state === 'waiting' ? 'waiting' : state === 'running' ? 'making' : 'failed'
}

/** Why it was not made. */
export function whyNot({ outcome, reference, state }: PaperAsked) {
  if (outcome?.refusal) return outcome.refusal
  if (state === 'cancelled') return 'It was stopped'
  return reference ? `Something went wrong at our end. It has been recorded as ${reference}` : 'Its making broke off'
}

const AT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit', hour12: true, timeZone: 'Europe/London' })

/** "22 November 2026 at 5:18am" */
export const moment = (date: Date) => AT.format(date).replace(/\s(?=[ap]m$)/, '')
