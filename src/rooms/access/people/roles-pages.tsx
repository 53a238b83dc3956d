import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type Action, answerSheet, ask, type Pages, readerOf, sheetAsked, viewerOfPage, type WebContext } from '#platform'
import { holdsInArea } from '../grants.ts'
import { personNames } from '../people.ts'
import { dayOf } from './days.ts'
import { deskOf } from './people-pages.tsx'
import { post, type Sent } from './posted.ts'
import { addRole, changeRole, roleTable, setCell } from './role-table.ts'
import { RolePage, RolesPage, roleAddress } from './roles-page.tsx'
import { rolesSheet } from './roles-sheet.ts'

const DONE: Record<string, string> = { cell: 'The role is changed from the day you said.', change: 'The role has its new words.', add: 'The role is there. Say now what it may do.' }

const FORMS: Record<string, Action> = { cell: setCell, change: changeRole }

/** The table of roles, and each of them. */
export const rolesPages: Pages = (web) => {
  web.get('/roles', async (c) => drawAll(c, null))
  web.post('/roles', async (c) => {
    const { sent, outcome } = await post(c, { form: 'add', action: addRole })
    return sent ? drawAll(c, sent) : c.redirect(`${roleAddress(outcome.role)}?done=add`, 303)
  })
  web.get('/roles/:role', async (c) => c.html(await drawOne(c, null)))
  for (const [form, action] of Object.entries(FORMS)) {
    web.post(`/roles/:role/${form}`, async (c) => {
      const role = c.req.param('role')
      const { sent } = await post(c, { form, action, more: { role } })
      return sent ? c.html(await drawOne(c, sent)) : c.redirect(`${roleAddress(role)}?done=${form}`, 303)
    })
  }
}

async function drawAll(c: WebContext, sent: Sent | null) {
  const table = await ask(roleTable, c.get('caller')(), {})
  const { origin, pathname, searchParams } = new URL(c.req.url)
  const format = sheetAsked(c)
  if (format) return answerSheet(c, rolesSheet(table, viewerOfPage(c).areaName, dayOf(new Date()), `${origin}${pathname}`), format)
  return c.html(drawPage(<RolesPage {...await around(c, sent)} table={table} />, { isPrint: searchParams.get('print') === 'yes' }))
}

async function drawOne(c: WebContext, sent: Sent | null) {
  const table = await ask(roleTable, c.get('caller')(), {})
  const role = table.roles.find((one) => one.role === c.req.param('role'))
  if (!role) throw new Refusal('missing', 'There is no such role in this area')
  return drawPage(<RolePage {...await around(c, sent)} table={table} role={role} names={await personNames(readerOf(c))} />)
}

async function around(c: WebContext, sent: Sent | null) {
  return { desk: await deskOf(c, sent, DONE[c.req.query('done') ?? ''] ?? null), mayChange: (await holdsInArea(c.get('caller')().actor, 'role:change', readerOf(c))) === true, today: dayOf(new Date()) }
}
