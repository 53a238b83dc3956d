import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type Action, ask, fileName, type House, newId, onceKey, type Pages, perform, ProveAgain, readerOf, readWork, sentForm, typedWords, viewerOfPage, type WebContext } from '#platform'
import { personNames } from '../people.ts'
import { copyZip } from './copy.ts'
import { type Erased, eraseSubjectOf } from './erasure.ts'
import { decidePassages, fetchCopy, gather, readPassages } from './gather.ts'
import { readGathered } from './gathered-file.ts'
import { PassagesPage, RequestPage, RightsPage, type Sent } from './rights-page.tsx'
import { closeRequest, extendRequest, listRequests, readRequest, takeRequest } from './rights-requests.ts'

const DONE: Record<string, string> = { entered: 'The request is entered, and its clock runs.', closed: 'The request is closed.', extended: 'It has two further months. Tell them why.', decided: 'Your decisions are kept.', erasing: 'It is being erased. The list of what went comes on the page for retention.' }

/** The register of requests, one request, and the passages of others in what was gathered for it. */
export const requestPages: Pages = (web, house) => {
  web.get('/rights', async (c) => c.html(await drawList(c)))
  web.post('/rights', async (c) => {
    const typed = await typedWords(c)
    const { once, ...words } = typed
    return send(c, takeRequest, { ...words, askedOn: typedDay(words, 'askedOn'), born: typedDay(words, 'born') }, once, (sent) => drawList(c, { ...sent, typed }), ({ id }) => `/rights/${id}?done=entered`)
  })
  web.get('/rights/:id{[0-9a-f-]{36}}', async (c) => c.html(await drawRequest(c, house)))
  for (const [word, action, done] of [['close', closeRequest, 'closed'], ['extend', extendRequest, 'extended'], ['gather', gather, '']] as const) {
    web.post(`/rights/:id{[0-9a-f-]{36}}/${word}`, async (c) => {
      const { once, ...typed } = await typedWords(c)
      return send(c, action as Action, { ...typed, id: c.req.param('id') }, once, (sent) => drawRequest(c, house, sent), async (made) => {
        const { work, areaId } = made as { work?: string; areaId: number }
        if (work) await house.workshop?.nudge(areaId, work).catch(() => {})
        return `/rights/${c.req.param('id')}${done ? `?done=${done}` : ''}`
      })
    })
  }
  web.post('/rights/:id{[0-9a-f-]{36}}/erase', async (c) => {
    const form = await sentAll(c)
    const { once, ...typed } = form.words
    return send(c, eraseSubjectOf, { ...typed, id: c.req.param('id'), records: form.list('records') }, once, (sent) => drawRequest(c, house, sent), async (made) => {
      await house.workshop?.nudge(made.areaId, made.work).catch(() => {})
      return `/rights/${c.req.param('id')}?done=erasing`
    })
  })
  web.post('/rights/:id{[0-9a-f-]{36}}/copy', (c) => sendCopy(c, house))
  web.get('/rights/:id{[0-9a-f-]{36}}/passages', async (c) => c.html(await drawPassages(c, house)))
  web.post('/rights/:id{[0-9a-f-]{36}}/passages', async (c) => {
    const { words: { once, passages = '', from = '0', reason }, list } = await sentAll(c)
    const input = { id: c.req.param('id'), passages: passages.split(' ').filter(Boolean), shown: list('shown'), reason }
    return send(c, decidePassages, input, once, (sent) => drawPassages(c, house, sent), () => `/rights/${c.req.param('id')}/passages?done=decided&from=${encodeURIComponent(from)}`)
  })
}

/** Performs what a form asks; what is refused comes back on its page, who must prove who they are is led there. */
export async function send<Input, Outcome>(c: WebContext, action: Action<Input, Outcome>, input: Record<string, unknown>, once: string | undefined, draw: (sent: Sent) => Promise<string>, next: (made: Outcome) => string | Promise<string>) {
  try {
    const made = await perform(action, c.get('caller')(), input, onceKey(once, input))
    return c.redirect(await next(made), 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal instanceof ProveAgain || refusal.kind === 'missing' || refusal.kind === 'forbidden') throw refusal
    const typed = Object.fromEntries(Object.entries(input).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
    return c.html(await draw({ typed, errors: Object.keys(refusal.fields).length ? refusal.fields : { main: refusal.message } }), refusal.status)
  }
}

/** A day typed in three boxes, as an ISO day; undefined where it is none. */
export function typedDay(words: Record<string, string>, prefix: string): string | undefined {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => (words[`${prefix}-${part}`] ?? '').trim())
  return day || month || year ? `${year!.padStart(4, '0')}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : undefined
}

/** A form's words, and its boxes of which several may be ticked. */
async function sentAll(c: WebContext) {
  const form = await c.req.parseBody({ all: true }).catch(() => sentForm(c) as never)
  const words = Object.fromEntries(Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) as Record<string, string>
  return { words, list: (name: string) => [form[name] ?? []].flat().filter((one): one is string => typeof one === 'string') }
}

async function frame(c: WebContext, sent?: Sent) {
  return { viewer: viewerOfPage(c), nonce: c.get('nonce'), once: newId(), names: await personNames(readerOf(c)), sent, done: sent ? undefined : DONE[c.req.query('done') ?? ''] }
}

async function drawList(c: WebContext, sent?: Sent) {
  const requests = await ask(listRequests, c.get('caller')(), {})
  return drawPage(<RightsPage {...await frame(c, sent)} requests={requests} today={new Date().toISOString().slice(0, 10)} />)
}

async function drawRequest(c: WebContext, { settings }: House, sent?: Sent) {
  const request = await ask(readRequest, c.get('caller')(), { id: c.req.param('id') })
  const work = request.workId ? await readWork(readerOf(c), request.areaId, request.workId) : undefined
  const file = request.file ? await readGathered(settings.dataFolder, request.file).catch(() => null) : null
  const decided = file ? (await readerOf(c).selectFrom('access.passage').select('passage').where('area_id', '=', request.areaId).where('request_id', '=', request.id).execute()).length : 0
  const outcome = work?.outcome as ({ refusal?: string } & Partial<Erased>) | null | undefined
  return drawPage(<RequestPage {...await frame(c, sent)} request={request} work={work ? { state: work.state, stage: work.stage, refusal: outcome?.refusal ?? null, erased: outcome?.kinds ? (outcome as Erased) : null } : null} passages={file ? { found: file.passages.length, decided } : null} />)
}

const MOST = 50

async function drawPassages(c: WebContext, { settings }: House, sent?: Sent) {
  const { request, decided } = await ask(readPassages, c.get('caller')(), { id: c.req.param('id') })
  const { passages } = await readGathered(settings.dataFolder, request.file)
  const from = Math.max(0, Math.min(passages.length, Number.parseInt(c.req.query('from') ?? '0', 10) || 0))
  return drawPage(<PassagesPage {...await frame(c, sent)} request={request} passages={passages} decided={new Map(decided.map(({ passage, ...one }) => [passage, one]))} from={from} most={MOST} />)
}

/** The copy, made as it is taken: what is withheld is not in it. */
async function sendCopy(c: WebContext, { settings }: House) {
  const caller = c.get('caller')()
  const { id, file } = await perform(fetchCopy, caller, { id: c.req.param('id') })
  const { decided } = await ask(readPassages, caller, { id })
  const bytes = await copyZip(await readGathered(settings.dataFolder, file), new Set(decided.filter(({ isShown }) => isShown).map(({ passage }) => passage)))
  c.header('Content-Type', 'application/zip')
  c.header('Content-Disposition', `attachment; filename="${fileName(`what-is-held-${id.slice(-12)}`)}.zip"`)
  return c.body(bytes)
}
