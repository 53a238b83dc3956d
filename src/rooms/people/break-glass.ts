import { sql } from 'kysely'
import * as z from 'zod'
import { plainName } from '#kernel'
import { action, type Actor, reading, type Reader, rows, type Verdict, type Writer, writtenText } from '#platform'
import { giveRole, standingOf, toldOfGlass } from '#rooms/access'
import { nothingHere } from './reach.ts'

const HOUR = 60 * 60_000

/**
 * Opens the record of a child out of reach to whoever asks, for an hour. All three of the child's words must be exact, and where no
 * child of the area has them it says so and no more. What was asked for and why is a line of the audit either way.
 */
export const breakGlass = action({
  name: 'people.break-glass',
  summary: 'Open the record of a child out of your reach for an hour, with a reason the data protection officer reads',
  aboutChildren: true,
  asksAgain: true,
  input: z.object({
    givenName: writtenText('Write the given name', 100),
    familyName: writtenText('Write the family name', 100),
    born: z.iso.date('Give the day of birth, like 2015-08-20'),
    reason: writtenText('Write why you must see this record now', 500).refine((text) => text.length >= 20, 'Write the reason in a sentence, of 20 characters or more'),
  }),
  may: mayBreakGlass,
  async run({ actor, db, now, areaId, tell, afterwards }, { givenName, familyName, born, reason }) {
    const childId = await childKnownAs(db, { areaId, givenName, familyName, born })
    if (!childId) return { child: null, until: null }
    tell({ childId })
    afterwards(async ({ db: data, mail }) => {
      for (const to of await toldOfGlass(reading(data), areaId)) await mail?.send({ to, ...noticeOf(mail.link('/deeds?action=people.break-glass')) })
    })
    const until = (await openUntil(db, { areaId, person: actor.slug, childId, now })) ?? (await openFor(db, { areaId, person: actor.slug, childId, reason, now }))
    return { child: childId, until: until.toISOString() }
  },
})

/** Whether somebody may break the glass in the area they act for; where they may not, the page for it is not there. */
export async function mayBreakGlass(actor: Actor, _input: unknown, db: Reader): Promise<Verdict> {
  if (actor.operator) return 'Break the glass as the person who must see the record'
  const { held } = await standingOf(actor, db)
  if (!held.some(({ verb, areaId, placeId }) => verb === 'child:break-glass' && areaId === actor.areaId && placeId !== null)) throw nothingHere()
  return true
}

/** Those who read the audit of the area are told at once; of whom and by whom stands in the audit alone. */
const noticeOf = (link: string) => ({ subject: 'A record was opened out of reach', paragraphs: ['Somebody in your area opened the record of a child out of their reach, for one hour, and gave a reason.', 'Who, whose record and why stand in the audit:', link] })

/** The database looks behind its own wall and answers an id or nothing. */
async function childKnownAs(db: Writer, { areaId, givenName, familyName, born }: { areaId: number; givenName: string; familyName: string; born: string }) {
  const [found] = await rows(db, sql<{ id: string | null }>`select people.child_known_as(${areaId}, ${plainName(givenName)}, ${plainName(familyName)}, ${born}::date) as id`)
  return found?.id ?? null
}

interface Opening {
  areaId: number
  person: string
  childId: string
  now: Date
}

/** Until when the record is open to them already, where it is. */
async function openUntil(db: Writer, { areaId, person, childId, now }: Opening) {
  const { appointments } = await standingOf({ slug: person, name: '', operator: false, areaId }, db as unknown as Reader)
  const open = appointments.find((one) => one.areaId === areaId && one.role === 'break-glass' && one.childId === childId && one.until !== null && one.until > now)
  return open?.until ?? null
}

async function openFor(db: Writer, { reason, now, ...opening }: Opening & { reason: string }) {
  const until = new Date(now.getTime() + HOUR)
  await giveRole(db, { ...opening, role: 'break-glass', from: now, until, source: 'break-glass', reason, givenBy: opening.person, now })
  return until
}
