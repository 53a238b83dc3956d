import { drawPage } from '#design'
import { type Action, ask, type Pages, readerOf, type WebContext } from '#platform'
import { holdsInArea } from '../grants.ts'
import { personNames } from '../people.ts'
import { standingOf } from '../standing.ts'
import { dayOf } from './days.ts'
import { rolesOf } from './giving.ts'
import { managedBy } from './ground.ts'
import { deskOf } from './people-pages.tsx'
import { post, type Sent } from './posted.ts'
import { agreements, endAgreement, leaveAgreement, makeAgreement, signAgreement } from './sharing.ts'
import { SharingPage } from './sharing-page.tsx'

const FORMS: Record<string, { path: string; action: Action; done: string; aboutField?: string }> = {
  make: { path: '/sharing', action: makeAgreement, done: 'The agreement is made. It shares nothing until two places have signed.' },
  sign: { path: '/sharing/sign', action: signAgreement, done: 'The place has signed.', aboutField: 'id' },
  leave: { path: '/sharing/leave', action: leaveAgreement, done: 'The place leaves as you said.', aboutField: 'id' },
  end: { path: '/sharing/end', action: endAgreement, done: 'The agreement ends as you said.', aboutField: 'id' },
}

/** Sharing agreements of the area. */
export const sharingPages: Pages = (web) => {
  web.get('/sharing', async (c) => c.html(await draw(c, null)))
  for (const [form, { path, action, aboutField }] of Object.entries(FORMS)) {
    web.post(path, async (c) => {
      const { sent } = await post(c, { form, action, ...(aboutField ? { aboutField } : {}) })
      return sent ? c.html(await draw(c, sent)) : c.redirect(`/sharing?done=${form}`, 303)
    })
  }
}

async function draw(c: WebContext, sent: Sent | null) {
  const { actor } = c.get('caller')()
  const db = readerOf(c)
  const all = await ask(agreements, c.get('caller')(), {})
  const [roles, managed, may, names] = await Promise.all([rolesOf(db, actor.areaId), managedBy(actor, db), holdsInArea(actor, 'sharing:manage', db), personNames(db)])
  const places = [...managed.places.values()]
  // Nobody shares what they do not see themselves: who looks after a whole area signs for no place.
  const sees = new Set((await standingOf(actor, db)).below.get('child:read') ?? [])
  return drawPage(<SharingPage desk={await deskOf(c, sent, FORMS[c.req.query('done') ?? '']?.done ?? null)} all={all} roles={roles} places={places} signable={places.filter(({ placeId }) => sees.has(placeId))} mayMake={may === true} today={dayOf(new Date())} names={names} />)
}
