import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { fileName, type House, newId, type Pages, type PaperKind, perform, readerOf, sentForm, viewerOfPage, type WebContext } from '#platform'
import { makePaperOf, subjectOf } from './make-paper.ts'
import { PaperPage, PapersPage, type PapersPageProps } from './papers-page.tsx'
import { paperOf, papersFolder, papersOf } from './papers.ts'

/** Papers: asking for one, how far it is, and fetching it. */
export function paperPagesOf(kinds: PaperKind[]): Pages {
  const makePaper = makePaperOf(kinds)
  return (web, house) => {
    web.get('/papers', async (c) => c.html(await drawPapers(c)))

    web.post('/papers', async (c) => {
      const form = await sentForm(c)
      const { subject, format, once } = form
      // One page offers both formats under one key: each is a paper of its own.
      const key = typeof once === 'string' && once ? `${once} ${String(format)}` : undefined
      try {
        const made = await perform(makePaper, c.get('caller')(), { subject, format }, key)
        await house.workshop?.nudge(made.areaId, made.work).catch(() => {})
        return c.redirect(`/papers/${made.paper}`, 303)
      } catch (refusal) {
        if (!(refusal instanceof Refusal) || refusal.kind === 'missing') throw refusal
        return c.html(await drawPapers(c, { message: refusal.message, subject: pageOf(subject, kinds) }), refusal.status)
      }
    })

    web.get('/papers/:id', async (c) => {
      const paper = await paperOf(c.get('caller')().actor, c.req.param('id'), readerOf(c))
      return c.html(drawPage(<PaperPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} paper={paper} once={newId()} />))
    })

    web.get('/papers/:id/file', (c) => sendFile(c, house))
  }
}

async function drawPapers(c: WebContext, wrong?: PapersPageProps['wrong']) {
  const papers = await papersOf(c.get('caller')().actor, readerOf(c))
  return drawPage(<PapersPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} papers={papers} {...(wrong ? { wrong } : {})} />)
}

/** The page a refused paper was asked from, to lead back to; null where it is none of ours. */
function pageOf(subject: unknown, kinds: PaperKind[]) {
  try {
    return typeof subject === 'string' ? subjectOf(subject, kinds).address : null
  } catch {
    return null
  }
}

async function sendFile(c: WebContext, house: House) {
  const { file, goneAt, title, format } = await paperOf(c.get('caller')().actor, c.req.param('id')!, readerOf(c))
  if (!file) throw new Refusal('missing', 'This paper is not made yet')
  const path = join(papersFolder(house.settings.dataFolder), file)
  const found = goneAt ? null : await stat(path).catch(() => null)
  if (!found) throw new Refusal('missing', 'This paper is no longer kept. Make it again from its page')
  c.header('Content-Type', TYPES[format])
  c.header('Content-Length', String(found.size))
  c.header('Content-Disposition', `attachment; filename="${fileName(title)}.${format}"`)
  return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>)
}

const TYPES = { docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', pdf: 'application/pdf' }
