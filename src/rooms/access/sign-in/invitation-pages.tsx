import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type House, type Pages, typedWords, understand, type WebContext, writtenText } from '#platform'
import * as z from 'zod'
import { providersOf } from '../outside/providers.ts'
import { accountByEmail, accountOf } from './account.ts'
import { begin, knowDevice } from './begin.ts'
import { acceptInvitation, invitationOver, readInvitation } from './invitation.ts'
import { InvitationPage } from './invitation-page.tsx'
import { countedLook } from './sender.ts'
import { drawRefused } from './sign-in-pages.tsx'

const Name = z.object({ name: writtenText('Give your name', 100) })

/** Where somebody reads what they are invited to, and accepts it. */
export const invitationPages: Pages = (web, house) => {
  web.get('/invitation/:secret', async (c) => c.html(await draw(c, house, await read(c, house))))

  web.post('/invitation/:secret', async (c) => {
    const [invited, typed, secret] = [await read(c, house), await typedWords(c), c.req.param('secret')]
    try {
      if (invited.reader === 'owner') {
        await acceptInvitation(house.door, { secret, person: { slug: invited.owner!.slug }, now: new Date() })
        return c.redirect('/', 303)
      }
      if (invited.reader !== 'new') throw new Refusal('conflict', 'Sign in first with the account this was sent to')
      const { name } = understand(Name, typed)
      const { slug, areaId } = await acceptInvitation(house.door, { secret, person: { name, password: typed['password'] ?? '' }, now: new Date() })
      await begin(c, house, slug, areaId, 'invitation')
      knowDevice(c, house, (await accountOf(house.door, slug))!)
      return c.redirect('/', 303)
    } catch (refusal) {
      return drawRefused(c, refusal, (errors) => draw(c, house, invited, typed, errors))
    }
  })
}

type Invited = Awaited<ReturnType<typeof read>>

/** The invitation of an address, and who stands before it. */
async function read(c: WebContext, house: House) {
  const invitation = await countedLook(c, house, () => readInvitation(house.door, c.req.param('secret') ?? '', new Date()))
  const [owner, viewer] = [await accountByEmail(house.door, invitation.emailKey), c.get('viewer')]
  if (owner?.demo) throw invitationOver()
  const reader = viewer ? (viewer.slug === owner?.slug ? 'owner' : 'other') : owner ? 'known' : 'new'
  return { invitation, owner, reader } as const
}

async function draw(c: WebContext, house: House, { invitation, reader }: Invited, typed: Record<string, string> = {}, errors: Record<string, string> = {}) {
  return drawPage(<InvitationPage nonce={c.get('nonce')} viewer={c.get('viewer')} invitation={invitation} secret={c.req.param('secret') ?? ''} reader={reader} providers={providersOf(house)} typed={typed} errors={errors} />)
}
