import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type Action, ask, onceKey, type Pages, perform, readerOf, sentForm, type WebContext } from '#platform'
import { personNames } from '../people.ts'
import { dayOf } from './days.ts'
import { invitations, inviteAgain, invitePerson, withdrawInvitation } from './invitation-actions.ts'
import { checkInvitations, inviteMany, MOST_BYTES } from './invite-many.ts'
import { CheckedListPage, InvitationsPage, InviteManyPage, InvitePage, SentListPage } from './invite-page.tsx'
import { mayManage } from './ground.ts'
import { personAddress } from './people-page.tsx'
import { choicesOf, deskOf } from './people-pages.tsx'
import { formWords, post, type Sent } from './posted.ts'

const DEEDS: Record<string, Action> = { again: inviteAgain, withdraw: withdrawInvitation }

/** Invitations: one, many, and what becomes of them. */
export const invitePages: Pages = (web) => {
  web.get('/people/invite', async (c) => c.html(await drawInvite(c, null)))
  web.post('/people/invite', async (c) => {
    const { sent, outcome } = await post(c, { form: 'invite', action: invitePerson })
    if (sent) return c.html(await drawInvite(c, sent))
    return c.redirect(outcome.person ? `${personAddress(outcome.person)}?done=give` : `/people/invitations?done=${outcome.invited}`, 303)
  })

  web.get('/people/invite/many', async (c) => c.html(await drawMany(c, null)))
  web.post('/people/invite/many', async (c) => c.html(await lookThrough(c)))
  web.post('/people/invite/many/send', async (c) => c.html(await sendMany(c)))

  web.get('/people/invitations', async (c) => c.html(await drawInvitations(c, null)))
  for (const [form, action] of Object.entries(DEEDS)) {
    web.post(`/people/invitations/${form}`, async (c) => {
      const { sent } = await post(c, { form, action })
      if (sent) return c.html(await drawInvitations(c, sent))
      const { id = '' } = await formWords(c)
      return c.redirect(`/people/invitations?done=${form === 'again' ? encodeURIComponent(id) : 'withdrawn'}`, 303)
    })
  }
}

async function drawInvite(c: WebContext, sent: Sent | null) {
  await refuseUnlessManaging(c)
  return drawPage(<InvitePage desk={await deskOf(c, sent)} {...await choicesOf(c)} today={dayOf(new Date())} />)
}

async function drawMany(c: WebContext, sent: Sent | null) {
  await refuseUnlessManaging(c)
  return drawPage(<InviteManyPage desk={await deskOf(c, sent)} {...await choicesOf(c)} />)
}

async function lookThrough(c: WebContext) {
  const people = await listSent(c)
  try {
    return drawPage(<CheckedListPage desk={await deskOf(c, null)} list={await ask(checkInvitations, c.get('caller')(), { people })} people={people} />)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind === 'forbidden') throw refusal
    c.status(refusal.status)
    return drawMany(c, { form: 'many', about: '', typed: { people }, message: refusal.message, fields: refusal.fields })
  }
}

async function sendMany(c: WebContext) {
  const { people = '', once } = await formWords(c)
  const done = await perform(inviteMany, c.get('caller')(), { people }, onceKey(once, { people }))
  return drawPage(<SentListPage desk={await deskOf(c, null)} {...done} />)
}

/** What was pasted, else the file: UTF-8, or what Excel writes in Britain. */
async function listSent(c: WebContext): Promise<string> {
  const { people, file } = await sentForm(c)
  if (typeof people === 'string' && people.trim()) return people
  if (!(file instanceof File) || file.size === 0 || file.size > MOST_BYTES) return ''
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

async function drawInvitations(c: WebContext, sent: Sent | null) {
  const all = await ask(invitations, c.get('caller')(), {})
  const done = c.req.query('done')
  const one = all.find(({ id }) => id === done)
  const words = done === 'withdrawn' ? 'The invitation is withdrawn: its link works no longer.' : one?.state === 'sent' ? (c.get('caller')().mail?.keepsFiles ? 'The invitation is made. No mail server is set here, so its mail lies as a file in the folder “mail” of Belong’s data: ask whoever runs Belong to hand it on.' : 'The invitation is on its way.') : one?.state === 'not sent' ? 'The invitation is kept, but its mail could not be sent. Send it again in a while; if that fails too, tell whoever runs Belong.' : null
  return drawPage(<InvitationsPage desk={await deskOf(c, sent, words)} invitations={all} names={await personNames(readerOf(c))} />)
}

async function refuseUnlessManaging(c: WebContext) {
  const may = await mayManage(c.get('caller')().actor, readerOf(c))
  if (may !== true) throw new Refusal('forbidden', may)
}
