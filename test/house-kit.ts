import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHouse, openSite, operator } from '../src/app.ts'
import { prepare } from '../src/install.ts'
import { type Caller, readSettings } from '#platform'
import { testDatabase } from '../src/platform/test-database.ts'

/** A whole Belong in this process, with the demo and the reference figures, on a database of its own; with further settings as the environment gives them. */
export async function testHouse(more: Record<string, string> = {}) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'belong-house-'))
  const settings = readSettings({ BELONG_DATA: dataFolder, PORT: '3000', ...more })
  // Places, figures, demo and all are brought in once a server; each house is a copy.
  const open = await testDatabase(settings.demo ? { name: 'demo', fill: (db) => prepare(db, settings, () => {}) } : 'migrated')
  const house = openHouse(open, settings)
  await prepare(open.db, settings, () => {})
  const site = openSite(house, { isReady: () => true })

  const request = (path: string, options: RequestInit = {}) => site.request(`http://localhost:3000${path}`, options)

  async function signIn(person: string) {
    const answer = await request('/sign-in/demo', form({ person }))
    const cookie = answer.headers.get('set-cookie')?.split(';')[0]
    if (!cookie) throw new Error(`${person} could not sign in: ${answer.status}`)
    return (path: string, options: RequestInit = {}) => request(path, { ...options, headers: { cookie, origin: 'http://localhost:3000', host: 'localhost:3000', ...(options.headers as Record<string, string>) } })
  }

  const as = (slug: string, areaId = 1): Caller => ({ actor: { slug, name: slug, operator: false, areaId, provedAt: new Date() }, db: open.db, now: new Date(), door: 'page' })

  /** What people hold, changed by the hand of the test: from the next request on it counts. */
  const moveOnAll = () => open.pool.query(`update platform.data_version set version = version + 1`)
  const parts = {
    async end(person: string, areas = [1, 2, 3]) {
      await open.pool.query(`update access.appointment set ends_at = now() where person = $1 and area_id = any ($2)`, [person, areas])
      await moveOnAll()
    },
    async putOff(person: string, areas = [1, 2, 3]) {
      await open.pool.query(`update access.appointment set starts_at = now() + interval '1 day', ends_at = null where person = $1 and area_id = any ($2)`, [person, areas])
      await moveOnAll()
    },
    /** They keep all they hold but one verb. */
    async lose(person: string, verb: string, areas = [1, 2, 3]) {
      await open.pool.query(`
        insert into access.grant_held (area_id, person, verb, place_id, starts, source)
        select distinct area_id, person, verb, place_id, date '2020-01-01', 'kit' from access.held_now where person = $1 and area_id = any ($2) and verb <> $3 and place_id is not null
        on conflict do nothing`, [person, areas, verb])
      await parts.end(person, areas)
    },
    async restore() {
      await open.pool.query(`delete from access.grant_held where source = 'kit'`)
      await open.pool.query(`update access.appointment set starts_at = '2020-01-01', ends_at = null where source = 'demo'`)
      await moveOnAll()
    },
  }

  return {
    ...open, house, parts, site, request, signIn, as, operator: () => operator(house), dataFolder,
    async close() {
      await open.drop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

export const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString(),
})

/** Where the real published files are, when they are here at all. */
export const sharedData = new URL('../../shared/data/', import.meta.url).pathname
