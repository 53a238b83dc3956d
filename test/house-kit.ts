import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHouse, openSite, operator } from '../src/app.ts'
import { prepare } from '../src/install.ts'
import { type Caller, readSettings } from '#platform'
import { testDatabase } from '../src/platform/test-database.ts'

/** A whole Belong in this process, with the demo and the reference figures, on a database of its own. */
export async function testHouse() {
  const open = await testDatabase()
  const dataFolder = await mkdtemp(join(tmpdir(), 'belong-house-'))
  const settings = readSettings({ BELONG_DATA: dataFolder, PORT: '3000' })
  const house = openHouse(open, settings)
  await prepare(open.db, settings, () => {})
  const site = openSite(house, { isReady: () => true })

  const request = (path: string, options: RequestInit = {}) => site.request(`http://localhost:3000${path}`, options)

  async function signIn(person: string) {
    const answer = await request('/sign-in/demo', form({ person }))
    const cookie = answer.headers.get('set-cookie')?.split(';')[0]
    if (!cookie) throw new Error(`${person} could not sign in: ${answer.status}`)
    return (path: string, options: RequestInit = {}) => request(path, { ...options, headers: { cookie, ...(options.headers as Record<string, string>) } })
  }

  const as = (slug: string, areaId = 1): Caller => ({ actor: { slug, name: slug, operator: false, areaId }, db: open.db, now: new Date(), door: 'page' })

  return {
    ...open, house, site, request, signIn, as, operator: () => operator(house), dataFolder,
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
