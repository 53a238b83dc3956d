import * as z from 'zod'
import { action, reading, type Sheet, writtenText } from '#platform'
import { byName } from './names.ts'
import { CHOSEN, childrenIn, type ListedChild, namedIn } from './children.ts'
import { reachOf } from './reach.ts'

/** More than a city has: a list is never cut short unsaid. */
const MOST = 200_000

/** Carries the list of children away. It is sensitive, so it is proved once more and stands in the audit with what it was for. */
export const exportChildren = action({
  name: 'people.export-children',
  summary: 'Take the list of children in your reach away as a table, with what it is for',
  aboutChildren: true,
  asksAgain: true,
  input: z.object({ ...CHOSEN, reason: writtenText('Write what you need this list for', 500) }),
  async may(actor, { area }, db) {
    await reachOf(actor, area, db)
    return true
  },
  areaOf: async ({ area }, db, actor) => (await reachOf(actor, area, db)).areaId,
  // The list itself is kept nowhere, and taken twice it is two lines of the audit.
  keeps: () => null,
  async run({ actor, db, tell }, { area, words, school }) {
    const reach = await reachOf(actor, area, reading(db))
    const children = await namedIn(reading(db), reach, await childrenIn(reading(db), reach, { words, school, from: 0, most: MOST }))
    tell({ subject: `/children (${children.length})` })
    return { children: children.sort(byName) }
  },
})

/** The list as a table to take away. */
export function childrenSheet(children: ListedChild[], area: string, today: string): Sheet {
  return {
    file: `children-${area}-${today}`, title: `Children of ${area} in your reach, ${today}`,
    head: ['id', 'family name', 'given name', 'known as', 'born', 'on roll at', 'not on a roll, named in'],
    lines: children.map((one) => [one.id, one.familyName, one.givenName, one.knownAs, one.born, one.schools.map(({ name }) => name).join('; '), one.namedIn?.join('; ') ?? '']),
    key: [['Personal data of children: keep it where only those who need it can open it, and delete it when it has served.'], [`Children on roll on ${today} where the role of whoever took it reaches, and those worked with by name.`]],
  }
}
