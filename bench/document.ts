/** A paper of 60 invented measures, about 40 pages with charts and tables: composed, then written as Word document and as PDF, each several times. */
import { paperHtml, readyPaper, typeCss } from '#design'
import { docxOf, findChromium, type Paper, pdfOf, picturesOf } from '#platform'
import { percentile, report, type Result } from './harness/report.ts'
import { syntheticPaper } from './synthetic-paper.tsx'

const TIMES = 7
const OPTIONS = { baseUrl: 'https://belong.example.gov.uk', made: new Date() }

const chromium = findChromium()
const docx = await timed(async () => {
  const paper = readyPaper(syntheticPaper(60))
  return docxOf(paper, { ...OPTIONS, ...(chromium ? { pictures: await picturesOf(chromium, drawingsOf(paper), typeCss()) } : {}) })
})
const pdf = chromium ? await timed(() => pdfOf(chromium, paperHtml(readyPaper(syntheticPaper(60)), OPTIONS))) : null
const pages = pdf ? `, ${pagesIn(pdf.last)} pages` : ''

report('document', [
  secondsOf(chromium ? `Word document with pictures${pages}` : 'Word document, without pictures', docx, 2),
  pdf ? secondsOf(`PDF, tagged${pages}`, pdf, 8) : { case: 'PDF, tagged', unit: 's', ours: null, yardstick: 'none', theirs: null, why: 'There is no Chromium here' },
])

/** The first is a cold one, as it is in a server that has made none yet; the slowest counts. */
async function timed(make: () => Promise<Buffer>) {
  const times: number[] = []
  let last: Buffer = Buffer.alloc(0)
  for (let at = 0; at < TIMES; at++) {
    const began = performance.now()
    last = await make()
    times.push((performance.now() - began) / 1000)
  }
  return { times, last }
}

function secondsOf(name: string, { times }: { times: number[] }, most: number): Result {
  const slowest = percentile(times, 100)
  return { case: `${name}, slowest of ${TIMES}`, unit: 's', ours: slowest, yardstick: 'itself', theirs: percentile(times, 50), goal: `≤ ${most} s`, reached: slowest <= most }
}

function drawingsOf({ blocks }: Paper) {
  return blocks.flatMap((block) => (block.kind === 'figure' ? [block.svg] : []))
}

function pagesIn(bytes: Buffer) {
  return bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
}
