import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type House, type Pages, reader, typedWords, type WebContext } from '#platform'
import { begin, peekLink } from '#rooms/access'
import { directory } from '#rooms/places'
import { authoritiesOf, setUp, SPENT } from './set-up.ts'
import { SetUpPage } from './set-up-page.tsx'

export const setUpPages: Pages = (web, house) => {
  web.get('/setup/:secret', async (c) => {
    await refuseSpent(house, c.req.param('secret'))
    return c.html(await draw(c, house, {}, {}))
  })

  web.post('/setup/:secret', async (c) => {
    const secret = c.req.param('secret')
    await refuseSpent(house, secret)
    const typed = await typedWords(c)
    try {
      const { person, areaId } = await setUp(house.db, secret, typed, new Date())
      await begin(c, house, person, areaId)
      return c.redirect('/', 303)
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.kind === 'missing') throw refusal
      const errors = Object.keys(refusal.fields).length ? refusal.fields : { name: refusal.message }
      return c.html(await draw(c, house, typed, errors), refusal.status)
    }
  })
}

async function refuseSpent(house: House, secret: string) {
  if (!(await peekLink(reader(house), secret, 'setup', new Date()))) throw new Refusal('missing', SPENT)
}

async function draw(c: WebContext, house: House, typed: Record<string, string>, errors: Record<string, string>) {
  const authorities = authoritiesOf((await directory(reader(house))).all(), new Date()).map(({ code, name }) => ({ code, name }))
  return drawPage(<SetUpPage nonce={c.get('nonce')} secret={c.req.param('secret') ?? ''} authorities={authorities} typed={typed} errors={errors} />)
}
