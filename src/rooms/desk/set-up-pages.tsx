import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type House, type Pages, readerOf, reading, typedWords, type WebContext } from '#platform'
import { begin, countedLook, peekLink } from '#rooms/access'
import { directory } from '#rooms/places'
import { authoritiesOf, setUp, SPENT } from './set-up.ts'
import { SetUpPage } from './set-up-page.tsx'

export const setUpPages: Pages = (web, house) => {
  web.get('/setup/:secret', async (c) => {
    await refuseSpent(c, house, c.req.param('secret'))
    return c.html(await draw(c, {}, {}))
  })

  web.post('/setup/:secret', async (c) => {
    const secret = c.req.param('secret')
    await refuseSpent(c, house, secret)
    const typed = await typedWords(c)
    try {
      const { person, areaId } = await setUp(house.keeper, secret, typed, new Date())
      await begin(c, house, person, areaId, 'link')
      return c.redirect('/', 303)
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.kind === 'missing') throw refusal
      const errors = Object.keys(refusal.fields).length ? refusal.fields : { name: refusal.message }
      return c.html(await draw(c, typed, errors), refusal.status)
    }
  })
}

function refuseSpent(c: WebContext, house: House, secret: string) {
  return countedLook(c, house, async () => {
    if (!(await peekLink(reading(house.door), secret, 'setup', new Date()))) throw new Refusal('missing', SPENT)
  })
}

async function draw(c: WebContext, typed: Record<string, string>, errors: Record<string, string>) {
  const authorities = authoritiesOf((await directory(readerOf(c))).all(), new Date()).map(({ code, name }) => ({ code, name }))
  return drawPage(<SetUpPage nonce={c.get('nonce')} secret={c.req.param('secret') ?? ''} authorities={authorities} typed={typed} errors={errors} />)
}
