import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testHouse } from '../../../../test/house-kit.ts'
import { type Account, browser, clientKeys, SECRET, startProvider } from './provider-test-kit.ts'

const SCHOOL = { id: 'D1', name: 'Alder Row Primary School', category: { id: '001', name: 'Establishment' }, urn: '899001', uid: null, ukprn: '10000001', establishmentNumber: '2001' }
export const ACCOUNTS: Record<string, Account> = {
  known: { email: 'known@kelderby.example' },
  trusted: { email: 'Trusted@Kelderby.example', email_verified: true },
  unproved: { email: 'unproved@kelderby.example', email_verified: false },
  newcomer: { email: 'trusted@kelderby.example', email_verified: true },
  stranger: { email: 'stranger@elsewhere.example', email_verified: true },
  wide: { email: '\uff54wice@kelderby.example', email_verified: true },
  left: { email: 'left@kelderby.example', email_verified: true },
  invited: { email: 'another@elsewhere.example', email_verified: true },
  'teacher-at-school': { organisation: SCHOOL },
  'teacher-at-council': { organisation: { ...SCHOOL, name: 'Kelderby', category: { id: '002', name: 'Local Authority' }, urn: null, establishmentNumber: '899' } },
  'teacher-elsewhere': { organisation: { ...SCHOOL, urn: '899002' } },
  'teacher-of-trust': { organisation: { ...SCHOOL, category: { id: '010', name: 'Multi-Academy Trust' }, urn: null, uid: '899001' } },
  'teacher-of-no-place': { organisation: { ...SCHOOL, category: { id: '002' }, establishmentNumber: '001' } },
  'teacher-alone': {},
  'teacher-torn': { organisation: '{"urn":' },
  parent: { email: 'parent@home.example', email_verified: true },
}

export let there: Awaited<ReturnType<typeof startProvider>>
export let families: Awaited<ReturnType<typeof startProvider>>
export let house: Awaited<ReturnType<typeof testHouse>>
const logged: string[] = []

/** A Belong that knows four providers: two of a council's, one for families, one that is down. */
export async function openAll() {
  const { pem, publicKey } = clientKeys()
  there = await startProvider(ACCOUNTS)
  families = await startProvider(ACCOUNTS, publicKey)
  const folder = mkdtempSync(join(tmpdir(), 'belong-outside-'))
  writeFileSync(join(folder, 'secret'), `${SECRET}\n`)
  writeFileSync(join(folder, 'key.pem'), pem)
  const ofCouncil = { clientId: 'belong', clientSecretFile: 'secret' }
  writeFileSync(join(folder, 'sign-in.json'), JSON.stringify({ providers: [
    { id: 'council', label: 'your council account', issuer: there.issuer, ...ofCouncil, scopes: 'openid email', trustsEmail: true },
    { id: 'dfe', preset: 'dfe-sign-in', issuer: there.issuer, ...ofCouncil },
    { id: 'one-login', preset: 'one-login', issuer: families.issuer, clientId: 'belong', privateKeyFile: 'key.pem' },
    { id: 'down', label: 'the one that is down', issuer: `http://localhost:${await unusedPort()}`, ...ofCouncil },
  ] }))
  listen()
  house = await testHouse({ BELONG_SIGN_IN: join(folder, 'sign-in.json') })
  there.tells(house.request)
  for (const slug of ['known', 'trusted', 'unproved', 'twice', 'left', 'teacher']) await person(slug)
  await house.pool.query(`update access.person set leaves_on = current_date - 1 where slug = 'left'`)
  await linked('council', 'known', 'known')
}

/** Nothing on the way is altered any longer. */
export function alterNothing() {
  there.alter({})
  families.alter({})
}

export async function closeAll() {
  await house.close()
  await Promise.all([there.close(), families.close()])
}

/** Everything that is written to standard error from here on. */
function listen() {
  const write = process.stderr.write.bind(process.stderr)
  process.stderr.write = ((text: string | Uint8Array, ...rest: never[]) => {
    logged.push(String(text))
    return write(text, ...rest)
  }) as never
}

async function unusedPort() {
  const server = createServer()
  await new Promise<void>((done) => void server.listen(0, 'localhost', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

async function person(slug: string) {
  await house.pool.query(`insert into access.person (slug, name, role_title, email, email_key, home_area_id, demo, made_at) values ($1, $2, 'Invented', $3, $3, 1, false, now())`, [slug, `${slug} Invented`, `${slug}@kelderby.example`])
  await appoint(slug, 1, 'analyst')
}

/** A role for the whole of an area, or at the place of a code. */
export async function appoint(slug: string, areaId: number, role: string, code?: string) {
  const { rows } = await house.pool.query(`insert into access.appointment (area_id, appointment_id, person, role, place_id, starts_at, source, given_by, given_at)
    select $2::int, gen_random_uuid(), $1, $3, coalesce((select place_id from places.place_code where code = $4), place_id), '2020-01-01', 'test', 'operator', now() from places.area_home where area_id = $2
    returning appointment_id`, [slug, areaId, role, code ?? null])
  await house.pool.query('update platform.data_version set version = version + 1')
  return rows[0].appointment_id as string
}

export async function linked(provider: string, subject: string, slug: string) {
  await house.pool.query(`insert into access.outside_identity (provider, subject, person, linked_at) values ($1, $2, $3, now())`, [provider, subject, slug])
}

export const plain = (body: string) => body.replace(/<style.*?<\/style>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
export const links = async (slug: string) => (await house.pool.query(`select provider, subject from access.outside_identity where person = $1 order by 1, 2`, [slug])).rows as { provider: string; subject: string }[]
export const deeds = async (slug: string) => (await house.pool.query(`select action, input from platform.deed where person = $1 order by at, deed_id`, [slug])).rows as { action: string; input: object }[]
export const openSessions = async (slug: string) => (await house.pool.query(`select method, area_id, appointment_id, stepped_up_at, provider_session_hash from access.session where person = $1 and ended_at is null order by made_at`, [slug])).rows as { method: string; area_id: number; appointment_id: string | null; stepped_up_at: Date | null; provider_session_hash: Buffer | null }[]
const countOf = async (table: string) => Number((await house.pool.query(`select count(*) from ${table}`)).rows[0].count)

/** Signs in there as somebody and comes back; answers the page they end on. */
export async function signIn(sub: string | null, { by = 'council', next = '/account', more = '', with: tab = browser(house.request) } = {}) {
  const provider = by === 'one-login' ? families : there
  provider.signsIn(sub)
  const { answer, address } = await tab.go(`/sign-in/with/${by}?next=${encodeURIComponent(next)}${more}`)
  return { answer, address, words: plain(await answer.text()), tab }
}

/** Signs in there and stops before coming back: answers the address that would bring the answer. */
export async function answerFor(sub: string, tab = browser(house.request), more = '') {
  there.signsIn(sub)
  const { address } = await tab.go(`/sign-in/with/council?next=/${more}`, { before: /\/sign-in\/back\// })
  return { address: new URL(address), tab }
}

/** Nobody is let in: no session, no link, and a page that says why. */
export async function assertNotLetIn(act: () => Promise<{ answer: Response; words?: string }>, says: RegExp, status = 403) {
  const [sessions, known] = [await countOf('access.session'), await countOf('access.outside_identity')]
  const { answer, words } = await act()
  assert.equal(answer.status, status)
  assert.match(words ?? plain(await answer.text()), says)
  assert.deepEqual([await countOf('access.session'), await countOf('access.outside_identity')], [sessions, known])
}

export const now = () => Math.floor(Date.now() / 1000)
export const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
export const unsigned = (token: string) => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`

/** The same without one of its fields. */
export const without = (told: Record<string, unknown>, field: string) => Object.fromEntries(Object.entries(told).filter(([name]) => name !== field))

/** No secret, code, token, state, subject or address may stand in what was logged. */
export function assertNothingLogged() {
  const all = logged.join('')
  assert.match(all, /a sign-in provider|of a sign-in provider|by a provider/)
  assert.doesNotMatch(all, new RegExp(`${SECRET}|eyJ|kelderby\\.example|partner\\.example|code=|state=|PRIVATE KEY|first-secret|"(known|trusted|stranger)"`))
}
