import { drawBytes, drawPage } from '#design'
import { Refusal } from '#kernel'
import { answerSheet, page, type Pages, readerOf, sheetAsked, viewerOfPage, type WebContext } from '#platform'
import { askedOf, type PageAsked } from './asked.ts'
import { KeptPage } from './kept-view.tsx'
import { readScorecard } from './scorecard.ts'
import { ScorecardPage } from './scorecard-view.tsx'
import { scorecardSheet } from './sheet.ts'

/** The area scorecard, and how well it is kept. */
export const areaScorecardPages: Pages = (web, house) => {
  web.get('/scorecard', async (c) => {
    const format = sheetAsked(c)
    if (format) return answerSheet(c, scorecardSheet((await read(c, askedOf(c))).card, new Date()), format)
    const asked = askedOf(c)
    return Object.keys(asked.wrong).length ? answerWrong(c, await draw(c, asked)) : page(c, house, () => draw(c, asked))
  })

  web.get('/scorecard/kept', (c) => page(c, house, async () => {
    const asked = askedOf(c)
    const { card, viewer } = await read(c, asked)
    if (!card.kept) throw new Refusal('missing', `How well a scorecard is kept is known of areas you have a part in. ${card.place.name} lies in none of them`)
    return drawPage(<KeptPage card={card} kept={card.kept} viewer={viewer} nonce={c.get('nonce')} asked={asked} />)
  }))
}

/** What was asked could not be given whole: the page says so, and has no tag to be held by. */
function answerWrong(c: WebContext, drawn: string | Buffer<ArrayBuffer>) {
  c.header('Content-Type', 'text/html; charset=UTF-8')
  return c.body(drawn, 422)
}

async function draw(c: WebContext, asked: PageAsked) {
  const now = new Date()
  const print = c.req.query('print') === 'yes' ? (c.req.query('paper') === 'a4' ? 'a4' as const : 'a3' as const) : null
  const found = await read(c, asked).catch((refusal: unknown) => {
    if (!(refusal instanceof Refusal) || refusal.kind !== 'missing' || !asked.place) throw refusal
    return null
  })
  // A place nobody knows is said beside the box it was typed in, over the area's own scorecard.
  const sent = found ? asked : { ...asked, wrong: { ...asked.wrong, place: `There is no place called ${asked.place!.slice(0, 100)}. Give its name as it stands today, or its code` } }
  if (!found) c.status(404)
  const { card, viewer } = found ?? (await read(c, { ...asked, place: undefined }))
  const drawn = <ScorecardPage card={card} viewer={viewer} nonce={c.get('nonce')} asked={sent} now={now} print={print} />
  return print ? drawPage(drawn, { isPrint: true }) : drawBytes(drawn)
}

async function read(c: WebContext, asked: PageAsked) {
  const viewer = viewerOfPage(c)
  return { viewer, card: await readScorecard(readerOf(c), c.get('caller')().actor, asked, new Date(), viewer) }
}
