import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { type Action, ask, type House, newId, type Pages, readerOf, typedWords, viewerOfPage, type WebContext } from '#platform'
import { personNames } from '../people.ts'
import type { Erased } from './erasure.ts'
import { rightsFolder } from './gathered-file.ts'
import { endHold, listHolds, setHold } from './holds.ts'
import { readRetention, RETENTION_WORK, runRetention, setRetention, tryRetention } from './retention.ts'
import { RetentionPage } from './retention-page.tsx'
import type { Sent } from './rights-page.tsx'
import { send, typedDay } from './rights-pages.tsx'

const DONE: Record<string, string> = { set: 'The schedule is changed.', held: 'It is held: nothing of it is erased while that lasts.', ended: 'The hold ends today.' }
const PATH = '/rights/retention'

export const retentionPages: Pages = (web, house) => {
  web.get(PATH, async (c) => c.html(await draw(c)))
  post(web, house, '', setRetention, 'set')
  post(web, house, '/hold', setHold, 'held')
  post(web, house, '/end-hold', endHold, 'ended')
  post(web, house, '/try', tryRetention, '')
  post(web, house, '/run', runRetention, '')
  web.get(`${PATH}/:work{[0-9a-f-]{36}\\.csv}`, async (c) => {
    await ask(readRetention, c.get('caller')(), {})
    const run = await lastRun(c, c.req.param('work').slice(0, 36))
    const text = run && (await readFile(join(rightsFolder(house.settings.dataFolder), `due-${run.workId}.csv`), 'utf8').catch(() => null))
    if (!text) throw new Refusal('missing', 'This list is no longer kept. Look again what would go')
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', 'attachment; filename="what-is-due.csv"')
    return c.body(`\uFEFF${text}`)
  })
}

function post(web: Parameters<Pages>[0], house: House, path: string, action: Action, done: string) {
  web.post(`${PATH}${path}`, async (c) => {
    const { once, ...typed } = await typedWords(c)
    const input = path === '/hold' ? { ...typed, starts: typedDay(typed, 'starts'), ends: typedDay(typed, 'ends') } : typed
    return send(c, action, input, once, (sent) => draw(c, sent), async (made) => {
      const { work, areaId } = made as { work?: string; areaId: number }
      if (work) await house.workshop?.nudge(areaId, work).catch(() => {})
      return done ? `${PATH}?done=${done}` : PATH
    })
  })
}

async function draw(c: WebContext, sent?: Sent) {
  const caller = c.get('caller')()
  const [rules, holds, run, names] = await Promise.all([ask(readRetention, caller, {}), ask(listHolds, caller, {}), lastRun(c), personNames(readerOf(c))])
  return drawPage(<RetentionPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} once={newId()} names={names} sent={sent} done={sent ? undefined : DONE[c.req.query('done') ?? '']} rules={rules} holds={holds} run={run} today={new Date().toISOString().slice(0, 10)} />)
}

async function lastRun(c: WebContext, workId?: string) {
  const { areaId } = viewerOfPage(c)
  let asked = readerOf(c).selectFrom('platform.work').selectAll().where('area_id', '=', areaId).where('kind', '=', RETENTION_WORK)
  if (workId) asked = asked.where('work_id', '=', workId)
  const found = await asked.orderBy('asked_at', 'desc').limit(1).executeTakeFirst()
  const outcome = found?.state === 'done' ? (found.outcome as Erased | null) : null
  return found ? { workId: found.work_id, state: found.state, stage: found.stage, at: found.asked_at, outcome } : null
}
