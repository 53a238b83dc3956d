import { DataTable, drawPage, Opening, Page, Section, TakeAway } from '#design'
import { Refusal } from '#kernel'
import { answerSheet, ask, type Block, newId, type Pages, type PaperKind, paperKind, plainText, sheetAsked, type Viewer, viewerOfPage, type WebContext } from '#platform'
import { asPaper, dpiaBlocks, processingBlocks } from './dpia.ts'
import { mayReadProcessing, type Processing, processingOf, processingSheet, readProcessing } from './processing.ts'

/** The record of processing and an impact assessment to start from, both made from the catalogue. */
export const processingPages: Pages = (web) => {
  web.get('/rights/processing', async (c) => {
    const all = await ask(readProcessing, c.get('caller')(), {})
    const format = sheetAsked(c)
    if (format) return answerSheet(c, processingSheet(viewerOfPage(c).areaName, all, new Date().toISOString().slice(0, 10)), format)
    return c.html(draw(c, 'processing', all))
  })
  web.get('/rights/dpia', async (c) => c.html(draw(c, 'dpia', await ask(readProcessing, c.get('caller')(), {}))))
}

/** Both as documents. */
export const rightsPaper: PaperKind = paperKind({
  name: 'rights',
  knows: (path) => path === '/rights/processing' || path === '/rights/dpia',
  async compose({ db, actor, areaName, areaColour }, { pathname }) {
    const verdict = await mayReadProcessing(actor, db)
    if (verdict !== true) throw new Refusal('forbidden', verdict)
    return asPaper(pathname === '/rights/dpia' ? 'dpia' : 'processing', await processingOf(db, actor.areaId), { areaName, areaColour })
  },
})

function draw(c: WebContext, which: 'processing' | 'dpia', all: Processing[]) {
  return drawPage(<PaperPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} once={newId()} which={which} all={all} />, { isPrint: c.req.query('print') === 'yes' })
}

function PaperPage({ viewer, nonce, once, which, all }: { viewer: Viewer; nonce: string; once: string; which: 'processing' | 'dpia'; all: Processing[] }) {
  const isRecord = which === 'processing'
  const path = `/rights/${which}`
  const title = isRecord ? 'Record of processing' : 'Impact assessment to start from'
  return (
    <Page title={title} viewer={viewer} path={path} nonce={nonce}>
      <Opening kicker={<><a href="/rights">People’s rights</a> · <b>{title}</b></>} heading={title}
        standfirst={isRecord ? 'What is done with personal data here, why, on which basis and for how long (UK GDPR, Article 30). It is made from the catalogue each time, so it says what is held today.' : 'Filled with what Belong knows of itself: data, roles, risks and measures. What only the area can know is marked, to be filled in its document.'} />
      {sections(isRecord ? processingBlocks(all) : dpiaBlocks(all)).map(({ heading, blocks }) => <Section heading={heading} isFull={blocks.some(({ kind }) => kind === 'table')}>{blocks.map((block) => <Drawn block={block} />)}</Section>)}
      <TakeAway subject={path} sheets={isRecord} papers once={once} />
    </Page>
  )
}

function sections(blocks: Block[]) {
  const parts: { heading?: string; blocks: Block[] }[] = [{ blocks: [] }]
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === 2) parts.push({ heading: block.text, blocks: [] })
    else parts.at(-1)!.blocks.push(block)
  }
  return parts.filter((part) => part.blocks.length)
}

function Drawn({ block }: { block: Block }) {
  if (block.kind === 'paragraph') return <p>{plainText(block.words)}</p>
  if (block.kind === 'table') return <DataTable caption={block.caption} columns={block.columns.map(({ label }) => label)} rows={block.rows.map((cells) => cells.map(plainText))} />
  return null
}
