import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, askForWork, newId, type PaperKind, query, rows, type Verdict, whyNoPdf, type Writer } from '#platform'
import { areasOf, signedIn } from '#rooms/access'
import { PAPER_FORMATS, papersOf } from './papers.ts'

/** The work that makes a paper. */
export const PAPER_WORK = 'desk.paper'

export interface PaperInput {
  paper: string
}

/** Asks for a page as a document. Whether its asker may see the page is found out when it is made, as it is for the page. */
export function makePaperOf(kinds: PaperKind[]) {
  return action({
    name: 'desk.make-paper',
    summary: 'Makes a page into a paper: a Word document or a PDF',
    input: z.object({
      subject: z.string('Name the page').trim().min(1, 'Name the page').max(2000, 'The address of the page is too long: use 2,000 characters or fewer'),
      format: z.enum(PAPER_FORMATS, 'Choose docx or pdf'),
    }),
    may: async (actor, _, db): Promise<Verdict> => {
      if (actor.operator) return 'Papers are made for a person of an area: ask for one signed in, or with their token'
      return (await areasOf(actor, db)).includes(actor.areaId) || 'You have no part in this area today, so no paper of it can be made for you'
    },
    run: async ({ actor, db, now, areaId }, { subject, format }) => {
      const { address, kind } = subjectOf(subject, kinds)
      const why = format === 'pdf' ? whyNoPdf() : null
      if (why) throw new Refusal('invalid', `${why}, or ask for a Word document`, { format: why })
      await refuseTooMany(db, areaId, actor.slug)
      const [paperId, title] = [newId(), kind.name.slice(0, 1).toUpperCase() + kind.name.slice(1)]
      const input: PaperInput = { paper: paperId }
      const workId = await askForWork(db, { areaId, kind: PAPER_WORK, title: `Making a paper: ${kind.name}`, input, askedBy: actor.slug, now })
      await db.insertInto('platform.paper').values({ area_id: areaId, paper_id: paperId, work_id: workId, kind: kind.name, subject: address, title, format, asked_by: actor.slug, asked_at: now }).execute()
      return { paper: paperId, work: workId, areaId }
    },
  })
}

/** The papers somebody asked for, for the doors. */
export const listPapers = query({
  name: 'desk.papers',
  summary: 'The papers you asked for, newest first',
  input: z.object({}),
  may: signedIn,
  read: async ({ actor, db }) => (await papersOf(actor, db)).map(({ paperId, title, subject, format, state, askedAt, madeAt, goneAt, bytes }) => ({ paper: paperId, title, subject, format, state, askedAt, madeAt, goneAt, bytes })),
})

/** The page an address means, without what only changes how it is shown, and who makes its paper. Refuses what is no page of ours, or one that makes none. */
export function subjectOf(subject: string, kinds: PaperKind[]): { address: string; url: URL; kind: PaperKind } {
  const wrong = (sentence: string) => new Refusal('invalid', sentence, { subject: sentence })
  if (!subject.startsWith('/') || !URL.canParse(subject, OURS)) throw wrong('A paper is made from a page here: give its address from the first slash on, as /compare?place=E06000015')
  const url = new URL(subject, OURS)
  // Two slashes at the front, or a backslash, would lead to another site.
  if (url.origin !== OURS) throw wrong('A paper is made from a page here, not from another site')
  url.hash = ''
  for (const name of ['as', 'print']) url.searchParams.delete(name)
  const kind = isReadable(url) ? kinds.find((one) => one.knows(url.pathname)) : undefined
  if (!kind) throw wrong('No paper can be made of this page. Print it instead')
  return { address: `${url.pathname}${url.search}`, url, kind }
}

/** Signs after a per cent that stand for no letter, or for one that is none, lead to no page. */
function isReadable({ pathname, searchParams }: URL) {
  try {
    return ![decodeURIComponent(pathname), ...searchParams.values()].some((text) => text.includes('\0'))
  } catch {
    return false
  }
}

const OURS = 'http://belong.invalid'
/** So many may wait at once for one person; each holds a core for a second or two. */
const MOST_WAITING = 10

async function refuseTooMany(db: Writer, areaId: number, person: string) {
  const waiting = await rows(db as never, sql`
    select 1 from platform.paper p join platform.work w on w.area_id = p.area_id and w.work_id = p.work_id
    where p.area_id = ${areaId} and p.asked_by = ${person} and w.state in ('waiting', 'running') limit ${MOST_WAITING}`)
  if (waiting.length >= MOST_WAITING) throw new Refusal('conflict', `${MOST_WAITING} papers of yours are being made. Wait until one of them is done, then ask again`)
}
