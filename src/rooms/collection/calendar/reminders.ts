import { sql } from 'kysely'
import * as z from 'zod'
import { dayInWords, Refusal } from '#kernel'
import { action, askForWork, type Outbox, type Reader, reading, type Running, rows, type WorkKind, workKind } from '#platform'
import { whoHolds } from '#rooms/access'
import { seriesLabel } from '../of-return.ts'
import { mayKeepCalendar } from './expected-actions.ts'
import { counted } from '../words.ts'
import { calendarStanding } from './standing.ts'

const REMIND = 'collection.remind'

export const remindOf = action<{ expected: string }, { work: string }>({
  name: 'collection.remind-return',
  summary: 'Write to those who give a return for the settings that owe it',
  input: z.object({ expected: z.uuid('Say which return') }),
  may: mayKeepCalendar,
  tells: true,
  async run({ actor, db, now, areaId, tell }, { expected }) {
    const [due] = await rows(reading(db), sql<{ label: string }>`select label from collection.expected_return where area_id = ${areaId} and expected_id = ${expected} and ended_at is null`)
    if (!due) throw new Refusal('missing', 'No such return is expected')
    tell({ subject: '/returns' })
    return { work: await askForWork(db, { areaId, kind: REMIND, title: `Reminding of a return: ${due.label}`, input: { expected }, askedBy: actor.slug, now }) }
  },
})

/** Sends the letters. Who gives returns where is known to the keeper alone; a letter names the return and its day, and nobody. */
export const remindWork = (mail: Outbox): WorkKind => workKind<{ expected: string }>({ name: REMIND, run: (work) => remind(work, mail) })

async function remind({ db, areaId, input, progress }: Running<{ expected: string }>, mail: Outbox) {
  const reader = reading(db)
  const today = new Date().toISOString().slice(0, 10)
  const [named] = await rows(reader, sql<{ dueOn: string }>`select to_char(due_on, 'YYYY-MM-DD') as "dueOn" from collection.expected_return where area_id = ${areaId} and expected_id = ${input.expected}`)
  if (!named) return { sent: 0, settings: 0, nobody: [] }
  const { expected, settings } = await calendarStanding(reader, { areaId, today, from: named.dueOn, until: named.dueOn })
  const due = expected.find(({ id }) => id === input.expected)
  const owing = due?.stands.filter(({ state }) => state === 'missing' || state === 'awaited').map(({ placeId }) => placeId) ?? []
  const givers = await whoHolds(reader, areaId, 'return:give', owing)
  const known = new Map(settings.map((one) => [one.placeId, one]))
  let sent = 0
  for (const { email, placeId } of givers) {
    const setting = known.get(placeId)
    if (email === null || !setting || !due) continue
    await progress('Writing', sent / givers.length)
    await mail.send({
      to: email, subject: `${seriesLabel(due.series)}: due ${dayInWords(due.dueOn)}`,
      paragraphs: [
        `${seriesLabel(due.series)} (${due.label}) of ${setting.name} was expected by ${dayInWords(due.dueOn)} and has not been received.`,
        'Give the file, or say with one click that there is nothing to give:', mail.link(`/returns/${setting.urn}`),
      ],
    })
    sent += 1
  }
  const reached = new Set(givers.filter(({ email }) => email !== null).map(({ placeId }) => placeId))
  return { sent, settings: owing.length, nobody: owing.filter((placeId) => !reached.has(placeId)).length }
}

interface Reminded {
  expected: string
  at: Date
  isDone: boolean
  sent: number | null
  settings: number | null
  nobody: number | null
}

/** What became of the latest reminder of each return, in a sentence: settings with nobody to write to would else be waited for in vain. */
export async function remindedInWords(db: Reader, areaId: number): Promise<Map<string, string>> {
  const found = await rows(db, sql<Reminded>`
    select distinct on (input->>'expected') input->>'expected' as expected, asked_at as at, state = 'done' as "isDone",
           (outcome->>'sent')::int as sent, (outcome->>'settings')::int as settings, (outcome->>'nobody')::int as nobody
    from platform.work where area_id = ${areaId} and kind = ${REMIND} and state in ('waiting', 'running', 'done') order by input->>'expected', asked_at desc`)
  return new Map(found.map((one) => [one.expected, sentenceOf(one)]))
}

function sentenceOf({ at, isDone, sent, settings, nobody }: Reminded) {
  const day = dayInWords(at.toISOString().slice(0, 10))
  if (!isDone) return `Asked for on ${day}; the letters are being written.`
  const unreached = nobody ? ` At ${nobody} of ${counted(settings ?? 0, 'setting')} nobody who gives returns has an e-mail address here: ask whoever looks after people to invite them.` : ''
  return `Reminded on ${day}: ${sent ? counted(sent, 'letter') : 'no letter'} went out.${unreached}`
}
