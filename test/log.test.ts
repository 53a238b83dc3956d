import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { log, logToFile } from '#platform'
import { form, testHouse } from './house-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => void (house = await testHouse()))
after(() => house.close())

const CANARY = 'Zebedee-Quillfeather'
const EMAIL = 'zebedee.quillfeather@canary.example'
const SECRET = 'canary-password-4711'

test('nothing of a person is logged: not a name, an e-mail, a password, a token, an id of a child, nor what was searched, typed or broken', async () => {
  const file = join(house.dataFolder, 'log.jsonl')
  log.level = 'debug'
  logToFile(file)
  const [officer, dpo, head] = [await house.signIn('officer'), await house.signIn('dpo'), await house.signIn('head')]
  const json = (body: object) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const child = (await house.pool.query<{ id: string; name: string }>(`select child_id as id, family_name as name from people.child limit 1`)).rows[0]
  const { rows: [held] } = await house.pool.query<{ id: string }>('select gen_random_uuid() as id')
  const tries: [by: typeof officer | typeof house.request, path: string, options?: RequestInit][] = [
    [house.request, '/sign-in', form({ email: EMAIL, password: SECRET })],
    [house.request, `/sign-in/link/${SECRET}`], [house.request, `/${CANARY}`], [house.request, `/sign-in?next=/${CANARY}`],
    [house.request, '/api/v1/measures', { headers: { authorization: `Bearer ${SECRET}` } }],
    [officer, `/search?q=${CANARY}`], [officer, `/children?q=${CANARY}`], [officer, `/children/${held!.id}`], [officer, `/children/${child?.id ?? held!.id}`], [officer, `/children/%00${CANARY}`], [officer, `/places/${CANARY}`],
    [officer, '/api/v1/scorecards/write-story', json({ measure: 'persistent-absence', place: 'E06000015', body: `${CANARY} ${EMAIL}` })],
    [officer, '/api/v1/scorecards/write-story', { ...json({}), body: `{"body": "${CANARY}` }],
    [officer, '/api/v1/people/break-glass', json({ givenName: CANARY, familyName: CANARY, born: '2015-01-01', reason: `${CANARY} is at the door of the hospital` })],
    [head, '/api/v1/access/invite', json({ email: EMAIL, name: CANARY, roleTitle: CANARY, role: 'senco', place: CANARY })],
    [dpo, `/deeds?what=${CANARY}&child=${CANARY}`], [dpo, `/people/${CANARY}/deeds`], [dpo, '/deeds?as=csv'],
    [officer, `/measures/persistent-absence?place=${'x'.repeat(5000)}${CANARY}`], [officer, '/nowhere', { method: 'PUT', body: CANARY }],
  ]
  for (const [by, path, options] of tries) await by(path, options)

  // What breaks under a request is logged with its cause, and still names nobody.
  await house.pool.query('alter table scorecards.story rename column body to body_gone')
  const broken = await officer('/api/v1/scorecards/write-story', json({ measure: 'persistent-absence', place: 'E06000015', body: `${CANARY} ${EMAIL}`, version: 1 }))
  assert.equal(broken.status, 500)
  await house.pool.query('alter table scorecards.story rename column body_gone to body')
  await house.pool.query(`alter table scorecards.story add constraint refuses check (body not like '%${CANARY}%') not valid`)
  await officer('/api/v1/scorecards/write-story', json({ measure: 'persistent-absence', place: 'E06000015', body: `${CANARY} ${EMAIL} again`, version: 1 }))

  assert.ok(existsSync(file), 'the faults above are logged')
  const said = readFileSync(file, 'utf8')
  assert.match(said, /fault/)
  for (const word of [CANARY, 'Quillfeather', 'quillfeather', EMAIL, SECRET, 'Priya', held!.id, ...(child ? [child.id, child.name] : [])]) assert.ok(!said.includes(word), `${word}: ${said.split('\n').find((line) => line.includes(word))}`)
})
