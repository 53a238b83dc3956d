import type { Page } from 'playwright-core'

/** What a first visit costs: bytes as they are sent, of everything the page asks for, and of scripts alone. */
export async function weightOf(page: Page, address: string): Promise<{ all: number; script: number; parts: string[] }> {
  const wire = await page.context().newCDPSession(page)
  await wire.send('Network.enable')
  await wire.send('Network.clearBrowserCache')
  const asked = new Map<string, { url: string; type: string }>()
  const came = new Map<string, number>()
  wire.on('Network.requestWillBeSent', ({ requestId, request, type }) => asked.set(requestId, { url: request.url, type: type ?? '' }))
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => came.set(requestId, encodedDataLength))
  await page.goto(address, { waitUntil: 'networkidle' })
  await wire.detach()
  const sizes = [...came].map(([id, bytes]) => ({ bytes, ...asked.get(id)! }))
  const sum = (some: { bytes: number }[]) => some.reduce((total, { bytes }) => total + bytes, 0)
  return { all: sum(sizes), script: sum(sizes.filter(({ type }) => type === 'Script')), parts: sizes.map(({ url, bytes }) => `${new URL(url).pathname.slice(0, 60)} ${bytes}`) }
}
