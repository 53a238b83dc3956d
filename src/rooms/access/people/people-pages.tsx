import { chosenFilters, drawPage, inOrder } from '#design'
import { type Action, answerSheet, ask, newId, type Pages, readerOf, sheetAsked, viewerOfPage, type WebContext } from '#platform'
import { holdsInArea } from '../grants.ts'
import { personNames } from '../people.ts'
import type { Desk } from './access-frame.tsx'
import { accessLinks } from './access-links.ts'
import { dayOf } from './days.ts'
import { giverAt, rolesOf, whyNotGive } from './giving.ts'
import { type Managed, managedBy } from './ground.ts'
import { comeBack, leave, signOutPerson } from './leaving.ts'
import { chosenPeople, peopleFilters, peopleSheet } from './people-list.ts'
import { PeoplePage, personAddress } from './people-page.tsx'
import { people, person } from './people-read.ts'
import { type Choices, PersonPage } from './person-page.tsx'
import { post, type Sent } from './posted.ts'
import { endRole, giveRoleToPerson, moveRole } from './role-actions.ts'

const FORMS: Record<string, { action: Action; done: string; aboutField?: string }> = {
  give: { action: giveRoleToPerson, done: 'The role is given.' },
  end: { action: endRole, done: 'The role ends as you said.', aboutField: 'id' },
  move: { action: moveRole, done: 'They move as you said.', aboutField: 'id' },
  leave: { action: leave, done: 'They leave as you said.' },
  'come-back': { action: comeBack, done: 'They are back.' },
  'sign-out': { action: signOutPerson, done: 'They are signed out everywhere.' },
}

/** People: the list of those one looks after, and each of them. */
export const peoplePages: Pages = (web) => {
  web.get('/people', (c) => drawList(c))
  web.get('/people/:person', async (c) => c.html(await drawOne(c, null)))
  for (const [form, { action, aboutField }] of Object.entries(FORMS)) {
    web.post(`/people/:person/${form}`, async (c) => {
      const slug = c.req.param('person')
      const { sent } = await post(c, { form, action, more: { person: slug }, ...(aboutField ? { aboutField } : {}) })
      return sent ? c.html(await drawOne(c, sent)) : c.redirect(`${personAddress(slug)}?done=${form}`, 303)
    })
  }
}

async function drawList(c: WebContext) {
  const { actor } = c.get('caller')()
  const all = await ask(people, c.get('caller')(), {})
  const { search, origin, pathname } = new URL(c.req.url)
  const query = new URLSearchParams(search)
  const filters = peopleFilters(all)
  const shown = chosenPeople(all, chosenFilters(query, filters))
  const managed = await managedBy(actor, readerOf(c))
  const where = managed.whole || managed.places.size > 1 ? managed.name : [...managed.places.values()][0]?.name ?? managed.name
  const format = sheetAsked(c)
  if (format) return answerSheet(c, peopleSheet(inOrder(shown, ({ name }) => name, 'ascending'), where, new Date(), `${origin}${pathname}`), format)
  return c.html(drawPage(<PeoplePage desk={await deskOf(c, null)} all={all} shown={shown} filters={filters} search={query} where={where} />, { isPrint: query.get('print') === 'yes' }))
}

async function drawOne(c: WebContext, sent: Sent | null) {
  const found = await ask(person, c.get('caller')(), { person: c.req.param('person') })
  const done = FORMS[c.req.query('done') ?? '']?.done ?? null
  const mayAudit = (await holdsInArea(c.get('caller')().actor, 'audit:read', readerOf(c))) === true
  return drawPage(<PersonPage mayAudit={mayAudit} desk={await deskOf(c, sent, done)} person={found} names={await personNames(readerOf(c))} {...await choicesOf(c)} today={dayOf(new Date())} />)
}

export async function deskOf(c: WebContext, sent: Sent | null, done: Desk['done'] = null): Promise<Desk> {
  return { viewer: viewerOfPage(c), nonce: c.get('nonce'), once: newId(), links: await accessLinks(c.get('caller')().actor, readerOf(c)), sent, done: sent ? null : done }
}

/** The roles somebody may give at any of their places, and those places. */
export async function choicesOf(c: WebContext): Promise<Choices> {
  const { actor } = c.get('caller')()
  const db = readerOf(c)
  const managed: Managed = await managedBy(actor, db)
  const places = [...managed.places.values()]
  const [roles, giver] = await Promise.all([rolesOf(db, managed.areaId), places[0] ? giverAt(actor, db, managed, places[0].placeId) : null])
  return { roles: roles.filter((role) => giver && whyNotGive(giver, role) === null), places }
}
