import { sql } from 'kysely'
import { Refusal } from '#kernel'
import * as z from 'zod'
import { type Action, type FileKind, type GivenFile, type House, newId, type Pages, perform, readerOf, type Reader, readWork, refuseWithoutRoom, rows, sentForm, viewerOfPage, type WebContext } from '#platform'
import { personNames } from '#rooms/access'
import { batchSeen, cancelCheck, checkAgain, commitBatchAction, discardBatch, mayImport, undoBatch } from './batch-actions.ts'
import { type BatchPageProps, drawBatchPage, MOST_CHANGES, type Standing } from './batch-page.tsx'
import { allFindings, findingGroups, queriesToAnswer } from './batch-report.ts'
import { HEAVY, UNDO } from './batch-work.ts'
import { type Batch, batchOf, type BatchReach, countBatches, listBatches, sameContent, spokenOf } from './batches.ts'
import { type BatchLine, drawDataPage } from './data-page.tsx'
import { cellsSeen, findingsSeen, groupsSeen } from './cells-seen.ts'
import { withFindings } from './findings-file.ts'
import { incomingFolder, keptPlace, withKept } from './kept-files.ts'
import { clearLeftovers } from './leftovers.ts'
import { MAPPED } from './mapping/mapped-kind.ts'
import { namesOf, readOfReturn, seriesLabel } from './of-return.ts'
import { returnsInBrief } from './calendar/brief.ts'
import { rowPages } from './lineage/row-pages.ts'
import { withUpload } from './upload.ts'
import { wordsOf } from './refused-files.ts'
import { returnCounted } from './small-numbers.ts'
import { batchReach, type GivesIn, givesHere, givesIn } from './whose-return.ts'
import { nudge, receiveUnits } from './receive.ts'

/** Files in, their checks, reports, decisions and undos, under /data. None needs a script; a page of work that goes on looks again by itself. */
export const collectionPages: Pages = (web, house) => {
  web.get('/data', async (c) => c.html(await listPage(c, house, {})))
  web.post('/data', async (c) => giveFiles(c, house))
  web.get('/data/:batch{[0-9]+}', async (c) => showBatch(c, house))
  web.get('/data/:batch{[0-9]+}/findings.csv', async (c) => sendFindings(c, house))

  const undo = undoBatch(house.kinds)
  web.post('/data/:batch{[0-9]+}/commit', (c) => decide(c, house, commitBatchAction))
  web.post('/data/:batch{[0-9]+}/discard', (c) => decide(c, house, discardBatch))
  web.post('/data/:batch{[0-9]+}/stop', (c) => decide(c, house, cancelCheck))
  web.post('/data/:batch{[0-9]+}/check', (c) => decide(c, house, checkAgain))
  web.post('/data/:batch{[0-9]+}/undo', (c) => decide(c, house, undo, withReason))
  rowPages(web, house)
}

/** A small file is checked within a second, a large one is worth a look now and then. */
const looksAgain = (asked: Date) => (Date.now() - asked.getTime() < 2000 ? 1 : 5)

async function listPage(c: WebContext, house: House, more: { errors?: Record<string, string>; problems?: { field: string; text: string }[]; given?: readonly number[] }) {
  const db = readerOf(c)
  const names = await personNames(db)
  const { actor } = c.get('caller')()
  const mayPublish = (await mayImport(actor, null, db)) === true
  const here = (await givesIn(actor, db)).find(({ areaId }) => areaId === actor.areaId)
  const mayGive = here !== undefined
  const why = mayPublish || mayGive ? null : 'Your role does not let you take files in'
  const reach = await batchReach(actor, db, mayPublish)
  const lined = (some: Awaited<ReturnType<typeof listBatches>>) => some.map((one) => lineOf(one, names, house.kinds))
  const published = { ...reach, areas: [] }
  const given: BatchReach = { everyPublished: 'none', areas: reach.areas.filter(({ areaId }) => areaId === actor.areaId) }
  const series = SERIES.safeParse(c.req.query('series')).data || undefined
  // Which return a list is that a recipe reads is known once it has been read: all of them are found by how they came.
  const only = series === MAPPED ? { kind: MAPPED } : { series }
  const lines = lined(await listBatches(db, published))
  const returns = mayGive ? { batches: lined(await listBatches(db, given, 100, only)), of: await countBatches(db, given, only), area: viewerOfPage(c).areaName, series, known: seriesKnown(house.kinds), settings: await settingsToChoose(db, here), brief: await returnsInBrief(db, actor, c.get('caller')().now, viewerOfPage(c)) } : null
  const { given: justGiven = (c.req.query('taken') ?? '').split(',').map(Number), ...wrong } = more
  const taken = new Set(justGiven)
  return drawDataPage({
    viewer: viewerOfPage(c), nonce: c.get('nonce'), batches: lines, of: await countBatches(db, published), returns, kinds: house.kinds.filter(({ series }) => (series === undefined ? mayPublish : mayGive)),
    periodTypes: [...new Set(house.kinds.flatMap((kind) => kind.periodTypes ?? []))], mayNot: why, underWay: mayGive ? await workUnderWay(db, actor.areaId) : [],
    taken: [...lines, ...(returns?.batches ?? [])].filter(({ batchId }) => taken.has(batchId)), ...wrong,
  })
}

/** Work of an area on no one file; what is done with a file shows at the file. */
const workUnderWay = (db: Reader, areaId: number) => rows(db, sql<{ id: string; title: string; stage: string | null; share: number }>`
  select work_id as id, title, stage, share from platform.work where area_id = ${areaId} and state in ('waiting', 'running') and kind like 'people.seed%' order by asked_at limit 3`)

/** Who gives returns for several settings, and not for all, says which a file is for. */
async function settingsToChoose(db: Reader, { places }: GivesIn) {
  if (places === 'all' || places.size < 2) return []
  return [...(await namesOf(db, [...places]))].map(([value, text]) => ({ value: String(value), text })).sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))
}

const SERIES = z.string().regex(/^[a-z0-9-]{1,60}$/)

const seriesKnown = (kinds: FileKind[]) => [...Map.groupBy(new Set(kinds.flatMap(({ series }) => series ?? [])), (series) => (series === MAPPED ? labelOf(kinds, MAPPED) : seriesLabel(series)))]
  // Two ways of giving one return are told apart by the last word of their names: daily, weekly.
  .flatMap(([label, some]) => some.map((series) => ({ value: series, text: some.length > 1 ? `${label} (${series.slice(series.lastIndexOf('-') + 1)})` : label }))).sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))

function lineOf(batch: Awaited<ReturnType<typeof listBatches>>[number], names: Map<string, string>, kinds: FileKind[]): BatchLine {
  return {
    batchId: batch.batch_id, file: batch.file, kind: labelOf(kinds, batch.kind), givenBy: names.get(batch.given_by) ?? batch.given_by, givenAt: batch.given_at,
    state: batch.state as BatchLine['state'], series: batch.series, rows: { new: batch.rows_new, changed: batch.rows_changed, same: batch.rows_same, rejected: batch.rows_rejected },
  }
}

const labelOf = (kinds: FileKind[], name: string) => kinds.find((kind) => kind.name === name)?.label ?? name


/** Takes files in from the form: what they are, kept; each data set a batch whose check begins at once. */
async function giveFiles(c: WebContext, house: House) {
  const { actor } = c.get('caller')()
  if ((await mayImport(actor, null, readerOf(c))) !== true) await givesHere(actor, readerOf(c))
  const { dataFolder } = house.settings
  await clearLeftovers(readerOf(c), dataFolder)
  if (Number(c.req.header('content-length')) > HEAVY) house.workshop?.expectHeavy()
  try {
    refuseWithoutRoom(dataFolder, Number(c.req.header('content-length')) || 0)
    const { given, refused } = await withUpload(c, incomingFolder(dataFolder), (upload) => receiveUnits(c, house, upload))
    if (refused.length) {
      const { problems, fields: errors } = wordsOf(refused)
      return c.html(await listPage(c, house, { errors, problems, given }), refused[0]!.why.status)
    }
    return c.redirect(given.length === 1 ? `/data/${given[0]}` : `/data?taken=${given.join(',')}`, 303)
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    const errors = Object.keys(fault.fields).length ? fault.fields : { files: fault.message }
    return c.html(await listPage(c, house, { errors }), fault.status)
  }
}

async function showBatch(c: WebContext, house: House, wrong?: { fields: Record<string, string>; status: 409 | 422 }) {
  const props = await batchPage(c, house)
  // A file whose columns are still to be matched leads on to where that is done.
  if (props.standing === 'unmapped') return c.redirect(`/data/mapping/${props.batchId}`, 303)
  if (props.working?.looksAgain) c.header('Refresh', String(props.working.looksAgain))
  return c.html(drawBatchPage({ ...props, ...(wrong ? { wrong: wrong.fields } : {}) }), wrong?.status ?? 200)
}

async function batchPage(c: WebContext, house: House): Promise<BatchPageProps> {
  const db = readerOf(c)
  const { batch, work, isImporter } = await batchAndWork(c, db, numberOf(c))
  const why = isImporter ? null : 'Your role does not let you do this: take files of published figures in, and undo them'
  const standing = standingOf(batch.state, work?.state)
  const goesOn = isOpen(batch.state) && (work?.state === 'waiting' || work?.state === 'running')
  const kind = house.kinds.find(({ name }) => name === batch.kind)
  const names = await personNames(db)
  const name = (slug: string | null) => (slug === null ? '' : (names.get(slug) ?? slug))
  const rule = c.req.query('rule')
  const same = standing === 'unchanged' ? await sameContent(db, batch.areaId, batch.kind, batch.content_hash) : undefined
  return {
    viewer: viewerOfPage(c), nonce: c.get('nonce'), batchId: batch.batch_id, file: batch.file, kind: labelOf(house.kinds, batch.kind), release: batch.release,
    publisher: batch.publisher, givenBy: name(batch.given_by), givenAt: batch.given_at, bytes: Object.values(batch.parts).reduce((sum, { bytes }) => sum + bytes, 0),
    standing, blocks: batch.blocks, rows: { read: batch.rows_read, new: batch.rows_new, changed: batch.rows_changed, same: batch.rows_same, rejected: batch.rows_rejected }, putAside: batch.options.putAside ?? null,
    errors: batch.errors, queries: await queriesToAnswer(db, batch), groups: isSettled(standing) || (goesOn && standing === 'checking') ? await groupsSeen(c.get('caller')().actor, batch, db, await findingGroups(db, batch, rule)) : [], rule,
    working: goesOn && work ? { stage: work.stage, share: work.share, isStopping: work.cancel_asked, isWaiting: work.state === 'waiting', looksAgain: c.req.query('look') === 'once' ? null : looksAgain(work.asked_at) } : null,
    why: whyOfBatch(batch.state, work),
    sameAs: same?.batch_id ?? null, periodTypes: kind?.periodTypes ?? [], committedAt: batch.committed_at,
    undone: batch.undone_at ? { by: name(batch.undone_by), at: batch.undone_at, reason: batch.options.undoReason ?? null } : null,
    acknowledged: batch.acknowledged_at ? { by: name(batch.acknowledged_by), at: batch.acknowledged_at } : null,
    changes: standing === 'committed' && batch.rows_changed ? ((await kind?.changes?.(db, batch.batch_id, MOST_CHANGES)) ?? []) : [],
    speaks: await speaksOf(db, kind, batch, standing), isReference: batch.options.reference === true, mayNot: why, ofReturn: isSettled(standing) ? await returnCounted(c.get('caller')().actor, batch, db, await readOfReturn(db, batch, c.get('caller')().now.toISOString().slice(0, 10))) : null, filesGone: batch.options.filesGone ?? null, matchedAt: batch.kind === MAPPED ? `/data/mapping/${batch.batch_id}` : undefined, once: newId(),
  }
}

/** What a batch speaks of: once it is in, what it brought; before, what its check found. */
async function speaksOf(db: Reader, kind: FileKind | undefined, batch: Batch, standing: Standing) {
  if (standing === 'committed' && kind?.brought) return spokenOf(await kind.brought(db, batch.batch_id))
  return standing === 'checked' ? (batch.options.speaks ?? null) : null
}

/** A batch and its latest work. Work that ended after the batch was looked at had written there first, so it is looked at again. */
async function batchAndWork(c: WebContext, db: Reader, batchId: number) {
  const { held: batch, isImporter } = await batchSeen(c.get('caller')().actor, batchId, db)
  const work = batch.work_id ? await readWork(db, batch.areaId, batch.work_id) : undefined
  const hasEnded = isOpen(batch.state) && work?.state !== 'waiting' && work?.state !== 'running'
  return { batch: hasEnded ? await batchOf(db, batchId, [batch.areaId]) : batch, work, isImporter }
}

/** A number that no batch can have is an address at which there is nothing, and no question for the database. */
function numberOf(c: WebContext) {
  const number = Number(c.req.param('batch'))
  if (number > 2_147_483_647) throw new Refusal('missing', 'There is no batch of this number')
  return number
}

/** States in which work is expected to go on. */
const isOpen = (state: string) => state === 'received' || state === 'checking' || state === 'committing' || state === 'undoing'

const isSettled = (standing: Standing) => ['checked', 'committed', 'rejected', 'undone'].includes(standing)

/** The state of a batch, unless its work ended without being able to say so there. */
function standingOf(state: Standing, work: string | undefined): Standing {
  if (!isOpen(state) || work === 'waiting' || work === 'running') return state
  return work === 'failed' ? 'failed' : 'stopped'
}

function whyOfBatch(state: Standing, work: Awaited<ReturnType<typeof readWork>>) {
  if (isOpen(state) || state === 'checked' || state === 'failed') return whyOf(work)
  const why = state === 'committed' && work?.kind === UNDO ? whyOf(work) : null
  return why && `It was not undone. ${why}`
}

function whyOf(work: Awaited<ReturnType<typeof readWork>>): string | null {
  if (work?.state !== 'failed') return null
  const { refusal } = (work.outcome ?? {}) as { refusal?: string }
  return refusal ?? `Something went wrong at our end. It has been recorded as ${work.fault_reference}`
}

/** Does what a form on a batch's page asks, then shows the page again; what is missing on the form is said there. */
async function decide(c: WebContext, house: House, action: Action, refuse?: (form: Record<string, unknown>) => void) {
  const form = await sentForm(c)
  const batch = numberOf(c)
  const { once, ...input } = form
  try {
    refuse?.(input)
    const outcome = (await perform(action, c.get('caller')(), { ...input, batch }, typeof once === 'string' ? once : undefined)) as { work?: string } | null
    if (outcome?.work) await nudge(house, (await batchSeen(c.get('caller')().actor, batch, readerOf(c))).held.areaId, outcome.work)
  } catch (fault) {
    if (!(fault instanceof Refusal) || fault.kind !== 'invalid') throw fault
    return showBatch(c, house, { fields: fault.fields, status: 422 })
  }
  return c.redirect(action === discardBatch ? '/data' : `/data/${batch}`, 303)
}

/** The command line may leave the reason out; a person at a page is asked for it. */
function withReason({ reason }: Record<string, unknown>) {
  if (typeof reason !== 'string' || reason.trim() === '') throw new Refusal('invalid', 'Say why', { reason: 'Say why this is undone' })
}

async function sendFindings(c: WebContext, house: House) {
  const db = readerOf(c)
  const { held: batch, isImporter } = await batchSeen(c.get('caller')().actor, numberOf(c), db)
  // What stood in the cells of somebody's file is for those who take files in.
  if (!isImporter) throw new Refusal('missing', 'There is nothing at this address')
  const { name, bytes, stream } = await withKept(keptPlace(house.settings), batch, async (unit) => {
    const file: GivenFile | undefined = unit.parts['data'] ?? Object.values(unit.parts)[0]
    if (!file) throw new Refusal('missing', 'No file is kept of this batch')
    const isOwn = batch.given_by === c.get('caller')().actor.slug
    return withFindings(file, await findingsSeen(c.get('caller')().actor, batch, db, await allFindings(db, batch)), incomingFolder(house.settings.dataFolder), isOwn ? () => true : await cellsSeen(c.get('caller')().actor, batch, db))
  })
  c.header('Content-Type', 'text/csv; charset=utf-8')
  c.header('Content-Length', String(bytes))
  c.header('Content-Disposition', `attachment; filename="${name.replace(/[^\w.() -]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)}`)
  return c.body(stream)
}
