import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { paperHtml, readyPaper, typeCss } from '#design'
import { Refusal } from '#kernel'
import { type Actor, type House, docxOf, findChromium, logFault, type Paper, type PaperKind, pdfOf, picturesOf, reading, type Running, whyNoPdf, type WorkKind, workKind } from '#platform'
import { databasesFor, standingOf } from '#rooms/access'
import { looks } from '#rooms/places'
import { PAPER_WORK, type PaperInput, subjectOf } from './make-paper.ts'
import { type PaperAsked, paperOf, papersFolder } from './papers.ts'

/** Makes papers in the background, as the person who asked: what they may not see refuses the paper as it refuses the page. */
export function paperWork(kinds: PaperKind[], house: House): WorkKind[] {
  return [workKind<PaperInput>({ name: PAPER_WORK, run: (work) => make(work, kinds, house) })]
}

async function make(work: Running<PaperInput>, kinds: PaperKind[], house: House) {
  const { dataFolder, baseUrl } = house.settings
  const { db, areaId, input, askedBy, progress } = work
  const actor: Actor = { slug: askedBy, name: askedBy, operator: false, areaId }
  const asked = await paperOf(actor, input.paper, reading(db))
  // Begun again after its process was lost: it had come to its end.
  if (asked.madeAt) return { paper: asked.paperId }

  await progress('Reading the figures', 0.05)
  const paper = readyPaper(await compose(asked, actor, work, kinds, house))
  await progress('Drawing the charts', 0.5)
  const bytes = await bytesOf(paper, asked.format, { baseUrl, made: new Date(), progress: (share) => progress('Writing the document', share) })
  await progress('Keeping it', 0.95)
  const file = `${asked.paperId}.${asked.format}`
  await keep(papersFolder(dataFolder), file, bytes)
  await db
    .updateTable('platform.paper').set({ title: [paper.about, paper.title].filter(Boolean).join(': ').slice(0, 500), file, bytes: bytes.length, pages: asked.format === 'pdf' ? pagesIn(bytes) : null, made_at: new Date() })
    .where('area_id', '=', areaId).where('paper_id', '=', asked.paperId)
    .execute()
  return { paper: asked.paperId }
}

async function compose(asked: PaperAsked, actor: Actor, { db, progress }: Running<PaperInput>, kinds: PaperKind[], house: House): Promise<Paper> {
  const { url, kind } = subjectOf(asked.subject, kinds)
  const area = (await looks(reading(db))).find(({ areaId }) => areaId === asked.areaId)
  if (!area) throw new Refusal('missing', 'The area this paper was asked for in is no longer here')
  // As whoever asked: what their pages would not show them, no paper shows them either.
  const seen = databasesFor(house, actor, await standingOf(actor, reading(house.door)))
  return kind.compose({
    db: reading(seen.db), actor, now: new Date(), areaName: area.name, areaColour: area.colour, placeCode: area.placeCode, progress: (share) => progress('Reading the figures', 0.05 + 0.45 * share),
  }, url)
}

interface Making {
  baseUrl: string
  made: Date
  progress: (share: number) => Promise<void>
}

async function bytesOf(paper: Paper, format: PaperAsked['format'], { baseUrl, made, progress }: Making) {
  const chromium = findChromium()
  if (format === 'pdf') {
    if (!chromium) throw new Refusal('invalid', whyNoPdf()!)
    await progress(0.6)
    return pdfOf(chromium, paperHtml(paper, { baseUrl, made })).catch((fault: unknown) => {
      const reference = logFault(fault, 'pdf of a paper')
      throw new Refusal('conflict', `Chromium could not draw this PDF; why is recorded as ${reference}. Ask for a Word document, or print the page and choose “Save as PDF”`)
    })
  }
  const drawings = paper.blocks.flatMap((block) => (block.kind === 'figure' ? [block.svg] : []))
  // Word draws the SVG; the pictures are for programs that cannot, and without them the document is whole.
  const pictures = chromium ? await picturesOf(chromium, drawings, typeCss()).catch((fault: unknown) => void logFault(fault, 'pictures of a paper')) : undefined
  await progress(0.75)
  return docxOf(paper, { baseUrl, made, ...(pictures ? { pictures } : {}) })
}

/** Written beside and renamed: a file of that name is whole. */
async function keep(folder: string, file: string, bytes: Buffer) {
  await mkdir(folder, { recursive: true })
  const beside = join(folder, `${file}.part`)
  try {
    await writeFile(beside, bytes, { mode: 0o600 })
    await rename(beside, join(folder, file))
  } catch (fault) {
    await rm(beside, { force: true })
    throw fault
  }
}

/** Chromium names each page in the open. */
function pagesIn(pdf: Buffer) {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? null
}
