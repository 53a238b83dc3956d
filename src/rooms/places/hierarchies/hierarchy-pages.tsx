import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawPage } from '#design'
import { Refusal } from '#kernel'
import { ask, csvOut, isWorkbook, newId, page, type Pages, readerOf, readSheets, readText, sentForm, viewerOfPage, type WebContext } from '#platform'
import { directory } from '../directory.ts'
import { attempt, type Sent } from '../settings/sent.ts'
import type { SettingDeeds } from '../settings/setting-doors.ts'
import { mayKeepHere } from '../settings/setting-pages.tsx'
import { HierarchiesPage, HierarchyPreview } from './hierarchies-page.tsx'
import { areaIdAsked, ownHierarchies } from './own.ts'
import { treeOn } from './tree.ts'

const MOST_BYTES = 5_000_000

/** An area's own hierarchies: looked at, made on screen, and brought as a list. */
export const hierarchyPages = (deeds: SettingDeeds): Pages => (web, house) => {
  web.get('/places/hierarchies', (c) => page(c, house, () => draw(c, deeds, null)))

  web.post('/places/hierarchies/check', async (c) => {
    const form = await sentForm(c)
    const hierarchy = typeof form['hierarchy'] === 'string' ? form['hierarchy'] : ''
    try {
      const rows = await listIn(form['file'])
      return c.html(await preview(c, deeds, hierarchy, rows, null))
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.kind === 'forbidden') throw refusal
      c.status(refusal.status)
      return c.html(await draw(c, deeds, { form: 'bring', typed: { hierarchy, file: '' }, message: refusal.message, fields: { file: refusal.message } }))
    }
  })

  web.post('/places/hierarchies', async (c) => {
    const { sent } = await attempt(c, 'take', deeds.bring)
    if (!sent) return c.redirect('/places/hierarchies?done=yes', 303)
    return c.html(await preview(c, deeds, sent.typed['hierarchy'] ?? '', sent.typed['rows'] ?? '', sent))
  })

  web.post('/places/hierarchies/group', async (c) => {
    const { sent } = await attempt(c, 'group', deeds.makeGroup)
    return sent ? c.html(await draw(c, deeds, sent)) : c.redirect('/places/hierarchies?done=yes', 303)
  })
}

async function preview(c: WebContext, deeds: SettingDeeds, hierarchy: string, rows: string, sent: Sent | null) {
  const found = await ask(deeds.check, c.get('caller')(), { hierarchy, rows })
  return drawPage(<HierarchyPreview viewer={viewerOfPage(c)} nonce={c.get('nonce')} once={newId()} rows={rows} found={found} sent={sent} />)
}

/** The list in a file as CSV text. */
async function listIn(file: unknown): Promise<string> {
  if (!(file instanceof File) || !file.size) throw new Refusal('invalid', 'Choose a file', { file: 'Choose a file' })
  if (file.size > MOST_BYTES) throw new Refusal('invalid', `The list is larger than ${MOST_BYTES / 1e6} MB`, { file: 'The list is too large' })
  const folder = await mkdtemp(join(tmpdir(), 'belong-list-'))
  const path = join(folder, 'list')
  try {
    await writeFile(path, Buffer.from(await file.arrayBuffer()), { mode: 0o600 })
    if (!(await isWorkbook(path))) return (await readText(path)).text
    const [sheet] = await readSheets(path)
    return csvOut(sheet?.rows ?? [])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function draw(c: WebContext, deeds: SettingDeeds, sent: Sent | null) {
  const db = readerOf(c)
  const { actor } = c.get('caller')()
  const areaId = await areaIdAsked({}, db, actor)
  const places = await directory(db)
  const today = new Date().toISOString().slice(0, 10)
  const home = places.homeOf(areaId)!
  const settings = places.all().filter(({ level, placeId, ends }) => level === 'school' && ends === null && places.everWithin(placeId, home)).map(({ placeId }) => placeId)
  const all = (await ownHierarchies(db, areaId)).map((own) => {
    const tree = treeOn(places, own.hierarchy, today)
    const groups = places.all().filter(({ placeId, level }) => level !== 'school' && placeId !== home && places.parentOn(placeId, own.hierarchy, today) !== null && places.everWithin(placeId, home))
    return {
      ...own, groups: groups.map(({ placeId, code, name, level }) => ({
        code, name, level, within: places.byId(places.parentOn(placeId, own.hierarchy, today)!)?.name ?? '', settings: tree.among(settings, placeId).length,
      })),
    }
  })
  return drawPage(<HierarchiesPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} all={all} mayKeep={await mayKeepHere(c,
    deeds)} once={newId()} sent={sent} isDone={c.req.query('done') !== undefined} />)
}
