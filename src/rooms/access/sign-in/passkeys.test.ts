import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { after, before, test } from 'node:test'
import { testHouse } from '../../../../test/house-kit.ts'
import { addSomebody, browserOf, plain } from './sign-in-test-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => (house = await testHouse()))
after(() => house.close())

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()

/** A device with one passkey, made of Node's own cryptography: what it says can be bent as no browser would. */
async function deviceOf(person: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' })
  const cose = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x!, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y!, 'base64url')])
  const id = `${person}-key`
  await house.pool.query(`insert into access.passkey (credential_id, person, public_key, counter, label, made_at) values ($1, $2, $3, 7, 'Laptop', now())`, [id, person, cose])
  let counter = 7
  return (challenge: string, bent: Bent = {}) => {
    const client = Buffer.from(JSON.stringify({ type: bent.type ?? 'webauthn.get', challenge, origin: bent.origin ?? 'http://localhost:3000', crossOrigin: false }))
    const data = Buffer.alloc(37)
    sha256(bent.site ?? 'localhost').copy(data)
    data[32] = bent.flags ?? 0x05
    data.writeUInt32BE(bent.counter ?? ++counter, 33)
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), bent.key ?? privateKey)
    if (bent.signature) signature[signature.length - 1]! ^= 1
    const response = { clientDataJSON: client.toString('base64url'), authenticatorData: data.toString('base64url'), signature: signature.toString('base64url') }
    return JSON.stringify({ id: bent.id ?? id, rawId: bent.id ?? id, type: 'public-key', clientExtensionResults: {}, response })
  }
}

interface Bent {
  type?: string
  origin?: string
  site?: string
  flags?: number
  counter?: number
  signature?: true
  id?: string
  key?: ReturnType<typeof generateKeyPairSync>['privateKey']
}

let address = 0
const browser = () => browserOf(house, `192.0.2.${(address += 1)}`)
const challengeFor = async (one: ReturnType<typeof browserOf>, path = '/sign-in/passkey/options') => ((await (await one.post(path)).json()) as { challenge: string }).challenge

test('a passkey signs its owner in, and its answer is good once', async () => {
  await addSomebody(house, 'ada')
  const device = await deviceOf('ada')
  const own = browser()
  const answer = device(await challengeFor(own))
  assert.equal((await own.post('/sign-in/passkey', { answer, next: '/places' })).headers.get('location'), '/places')
  assert.match(plain(await (await own.get('/account')).text()), /Person ada.*Laptop added on .* last used on/)
  const again = await browser().post('/sign-in/passkey', { answer })
  assert.deepEqual([again.status, /could not be taken/.test(await again.text())], [422, true])
})

const { privateKey: another } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
for (const [what, bent] of Object.entries<Bent>({
  'of another site': { site: 'evil.example' }, 'for a page of another site': { origin: 'http://localhost:3001' }, 'for https of the same name': { origin: 'https://localhost:3000' }, 'that was made, not used': { type: 'webauthn.create' },
  'without a fingerprint or PIN': { flags: 0x01 }, 'without anybody there': { flags: 0x00 }, 'with a letter of the signature changed': { signature: true }, 'signed by another key': { key: another },
  'of a copy that counts from before': { counter: 7 }, 'of a passkey nobody has': { id: 'nobody' }, 'of a name with odd letters': { id: 'x\0"\'; drop table' },
})) {
  test(`an answer ${what} is not taken`, async () => {
    const slug = `p-${what.replace(/[^a-z]/g, '')}`
    await addSomebody(house, slug)
    const device = await deviceOf(slug)
    const own = browser()
    const bad = await own.post('/sign-in/passkey', { answer: device(await challengeFor(own), bent) })
    assert.equal(bad.status, 422)
    assert.equal(own.cookies.has('belong'), false)
    assert.equal((await own.post('/sign-in/passkey', { answer: device(await challengeFor(own), { counter: 100 }) })).status, 303)
  })
}

test('a challenge of ours is needed: neither an invented one, one that is over, nor one for making a passkey will do', async () => {
  await addSomebody(house, 'bea')
  const device = await deviceOf('bea')
  const own = browser()
  assert.equal((await own.post('/sign-in/passkey', { answer: device(Buffer.alloc(32, 1).toString('base64url')) })).status, 422)
  const late = await challengeFor(own)
  await house.pool.query(`update access.one_time_link set ends_at = now() where purpose = 'passkey'`)
  assert.equal((await own.post('/sign-in/passkey', { answer: device(late) })).status, 422)
  assert.equal((await own.post('/sign-in/passkey', { answer: device(await challengeFor(own)) })).status, 303)
  const making = await challengeFor(own, '/account/passkeys/options')
  assert.equal((await browser().post('/sign-in/passkey', { answer: device(making) })).status, 422)
})

test('what is no answer at all is not taken, and never a fault', async () => {
  const own = browser()
  for (const answer of ['', 'null', '[]', '{}', '"x"', '{"id":5}', '{"id":"ada-key"}', '{"id":"ada-key","response":null}', '{"id":"ada-key","rawId":"ada-key","type":"public-key","response":{"clientDataJSON":"!","authenticatorData":5}}', 'x'.repeat(500_000)]) {
    const sent = await own.post('/sign-in/passkey', { answer })
    assert.equal(sent.status, 422, answer.slice(0, 60))
  }
})

test('nobody shows that they are somebody else with a passkey of their own, nor removes another’s', async () => {
  for (const slug of ['cato', 'dora']) await addSomebody(house, slug)
  const [cato, dora] = [await deviceOf('cato'), await deviceOf('dora')]
  const own = browser()
  await own.post('/sign-in/passkey', { answer: cato(await challengeFor(own)) })
  const challenge = () => challengeFor(own, '/confirm/passkey/options')
  assert.equal((await own.post('/confirm/passkey', { answer: dora(await challenge()), next: '/account' })).status, 422)
  assert.equal((await own.post('/confirm/passkey', { answer: cato(await challenge()), next: '/account' })).headers.get('location'), '/account')
  assert.equal((await own.post('/account/passkeys/remove', { id: 'dora-key' })).status, 404)
  assert.equal((await own.post('/account/passkeys/remove', { id: 'cato-key' })).status, 303)
  assert.equal((await browser().post('/sign-in/passkey', { answer: cato(await challengeFor(own)) })).status, 422)
})
