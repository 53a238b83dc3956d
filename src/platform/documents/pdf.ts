import type { Chromium } from './chromium.ts'
import { type Send, withChromium } from './chromium-run.ts'

/** A page of HTML that needs nothing from elsewhere as a tagged PDF, with its headings as outline; its own print style says the paper's size. */
export async function pdfOf(chromium: Chromium, html: string): Promise<Buffer> {
  return withChromium(chromium, async (send) => {
    await load(send, html)
    const { data } = await send<{ data: string }>('Page.printToPDF', { generateTaggedPDF: true, generateDocumentOutline: true, preferCSSPageSize: true, printBackground: true, displayHeaderFooter: false })
    return Buffer.from(data, 'base64')
  })
}

/** Puts HTML into the page that is open, and waits until its typeface is there. */
export async function load(send: Send, html: string) {
  const { frameTree } = await send<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree')
  await send('Page.setDocumentContent', { frameId: frameTree.frame.id, html })
}
