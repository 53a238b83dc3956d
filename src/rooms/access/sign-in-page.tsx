import { setCookie, deleteCookie, getCookie } from 'hono/cookie'
import { Refusal } from '#kernel'
import { drawPage, Opening, Page, Section } from '#design'
import { type House, type Pages, reading, sentForm, type WebContext } from '#platform'
import { ROLES, CHILD_VERBS, VERBS } from './verbs.ts'
import { readStanding } from './standing.ts'
import { CAST } from './cast.ts'
import { cookieName } from './identify.ts'
import { peekLink, useLink } from './links.ts'
import { findPerson } from './people.ts'
import { closeSession, openSession, switchArea } from './sessions.ts'

export const accessPages: Pages = (web, house) => {
  web.get('/sign-in', async (c) => {
    const hasArea = house.settings.demo || (await reading(house.common).selectFrom('places.area_home').select('area_id').limit(1).execute()).length > 0
    return c.html(drawPage(<SignIn nonce={c.get('nonce')} demo={house.settings.demo} hasArea={hasArea} next={safeNext(c.req.query('next'))} />))
  })

  web.post('/sign-in/demo', async (c) => {
    if (!house.settings.demo) throw new Refusal('missing', 'There is nothing at this address')
    const form = await sentForm(c)
    const person = typeof form['person'] === 'string' ? await findPerson(reading(house.door), form['person']) : undefined
    if (!person?.demo) throw new Refusal('invalid', 'Choose one of the people of the demo', { person: 'Choose one of the people of the demo' })
    await begin(c, house, person.slug, person.home_area_id, 'demo')
    return c.redirect(safeNext(form['next']), 303)
  })

  // A link is opened by looking (mail scanners do) and used up by pressing: so it is a page with a button.
  web.get('/sign-in/link/:secret', async (c) => {
    const link = await peekLink(reading(house.door), c.req.param('secret'), 'sign-in', new Date())
    if (!link) throw new Refusal('missing', 'This link has been used, or is over. Ask for another')
    return c.html(drawPage(<UseLink nonce={c.get('nonce')} secret={c.req.param('secret')} />))
  })

  web.post('/sign-in/link/:secret', async (c) => {
    const person = await house.door.transaction().execute(async (tx) => {
      const link = await useLink(tx, c.req.param('secret'), 'sign-in', new Date())
      return link?.person ? findPerson(tx as never, link.person) : undefined
    })
    if (!person) throw new Refusal('missing', 'This link has been used, or is over. Ask for another')
    await begin(c, house, person.slug, person.home_area_id, 'link')
    return c.redirect('/', 303)
  })

  web.post('/sign-out', async (c) => {
    const secret = getCookie(c, cookieName(house))
    if (secret) await closeSession(house.door, secret, new Date())
    deleteCookie(c, cookieName(house), { path: '/', secure: house.settings.baseUrl.startsWith('https:') })
    return c.redirect('/sign-in', 303)
  })

  web.post('/area', async (c) => {
    const viewer = c.get('viewer')
    const form = await sentForm(c)
    const area = viewer?.areas.find(({ slug }) => slug === form['area'])
    const secret = getCookie(c, cookieName(house))
    if (!area || !secret) throw new Refusal('missing', 'There is no such area for you')
    await switchArea(house.door, secret, area.areaId)
    return c.redirect('/', 303)
  })
}

/** Signs a person in on this browser: a fresh session each time, so that a cookie planted before is worth nothing. */
export async function begin(c: WebContext, house: House, person: string, areaId: number, method: string) {
  const standing = await readStanding(reading(house.door), { slug: person, name: person, operator: false, areaId })
  const reachesChildren = standing.held.some(({ verb }) => (CHILD_VERBS as readonly string[]).includes(verb))
  const { secret, seconds } = await openSession(house.door, { person, areaId, method, device: c.req.header('user-agent') ?? '', reachesChildren, now: new Date() })
  setCookie(c, cookieName(house), secret, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: seconds, secure: house.settings.baseUrl.startsWith('https:') })
}

/** Only an address of our own, or home: a link must not carry people off after they sign in. */
function safeNext(next: unknown) {
  return typeof next === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/'
}

function SignIn({ nonce, demo, hasArea, next }: { nonce: string; demo: boolean; hasArea: boolean; next: string }) {
  return (
    <Page title="Sign in" viewer={null} path="/sign-in" nonce={nonce}>
      <Opening
        heading={demo ? 'Look around as somebody' : hasArea ? 'Sign in' : 'No area has been made yet'}
        standfirst={demo ? 'This is the demo. The figures are published and real; the people below are invented. Choose whom to be.' : hasArea ? 'Open the sign-in link you were sent. If it is over, ask whoever looks after Belong for another.'
          : 'The first area is made from a setup link, which was printed where Belong was started. It works once; starting Belong again prints another.'}
      />
      {demo ? (
        <Section heading="The cast">
          <form method="post" action="/sign-in/demo">
            <input type="hidden" name="next" value={next} />
            <ul class="rows cast">
              {CAST.map(({ slug, name, roleTitle, role }) => (
                <li>
                  <button class="govuk-button govuk-button--secondary" name="person" value={slug}>{name}<span class="quiet">, {roleTitle}</span></button>
                  <br /><span class="small quiet">{mayDo(role)}</span>
                </li>
              ))}
            </ul>
          </form>
        </Section>
      ) : null}
    </Page>
  )
}

/** What a role lets a person do beyond seeing published figures, which everybody may. */
function mayDo(role: string) {
  const more = (ROLES[role]?.verbs ?? []).filter((verb) => verb !== 'published:read')
  return more.length ? VERBS[more[0]!] : 'May look at everything that is published'
}

function UseLink({ nonce, secret }: { nonce: string; secret: string }) {
  return (
    <Page title="Sign in" viewer={null} path="/sign-in" nonce={nonce}>
      <Opening heading="You are one press from signed in" standfirst="This link works once." />
      <Section heading="Sign in">
        <form method="post" action={`/sign-in/link/${secret}`}><button class="govuk-button">Sign in</button></form>
      </Section>
    </Page>
  )
}
