import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { test } from 'node:test'
import { Refusal } from '#kernel'
import { emailKey } from './email.ts'
import { hashPassword, isDated, isPassword, refuseWeak } from './password.ts'
import { qrOf } from './qr.ts'

const owner = { name: 'Priya Marlowe', email: 'priya.marlowe@kelderby.example' }
const refusal = (act: () => unknown) => {
  try {
    act()
    return null
  } catch (fault) {
    assert.ok(fault instanceof Refusal)
    return fault.message
  }
}

test('a password is kept as argon2id of 19 MiB in two passes, and another derivation of it agrees', async () => {
  const phc = await hashPassword('violet harbour tin whistle')
  const [, kind, version, cost, salt, hash] = phc.split('$')
  assert.deepEqual([kind, version, cost], ['argon2id', 'v=19', 'm=19456,t=2,p=1'])
  const again = argon2Sync('argon2id', { message: 'violet harbour tin whistle', nonce: Buffer.from(salt!, 'base64'), parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 })
  assert.equal(again.toString('base64').replace(/=+$/, ''), hash)
  assert.deepEqual([await isPassword('violet harbour tin whistle', phc), await isPassword('violet harbour tin whistlE', phc), await isPassword('violet harbour tin whistle', null)], [true, false, false])
  assert.deepEqual([isDated(phc), isDated(phc.replace('m=19456', 'm=9216')), isDated(phc.replace('t=2', 't=1'))], [false, true, true])
})

test('the same letters written two ways are one password, and a megabyte is no password at all', async () => {
  const phc = await hashPassword('Ｃafé au lait 早上好'.normalize('NFD'))
  assert.equal(await isPassword('Café au lait 早上好'.normalize('NFC'), phc), true)
  assert.equal(await isPassword('x'.repeat(1_000_000), phc), false)
  assert.equal(await isPassword('', await hashPassword('')), true, 'only what is set is weighed, not what is checked')
})

for (const [password, sentence] of [
  ['short', /at least 12/], ['elevenchars', /at least 12/], ['👩‍👩‍👧 x', /at least 12/], ['x'.repeat(201), /at most 200/], ['x'.repeat(1_000_000), /at most 200/],
  ['password1234', /tried first/], ['Passw0rd!2026', /tried first/], ['123456789012', /tried first/], ['qwertyuiopas', /tried first/], ['aaaaaaaaaaaaaaa', /tried first/], ['letmeinletmein', /tried first/],
  ['PriyaMarlowe12', /your name/], ['priya.marlowe@kelderby.example', /your name/], ['Marlowe-Priya-1', /your name/],
] as const) {
  test(`the password ${password.slice(0, 30)} is refused`, () => assert.match(refusal(() => refuseWeak(password, owner)) ?? '', sentence))
}

for (const password of ['violet harbour tin whistle', 'пять синих слонов', '五頭藍色的大象在跳舞吃香蕉', 'mR7#qLz!4vTp', 'the priya of seven rivers', 'violet harbour tin whistle '.repeat(9).slice(0, 200)]) {
  test(`the password ${password.slice(0, 30)} is taken`, () => assert.equal(refusal(() => refuseWeak(password, owner)), null))
}

test('an e-mail address has one way to be written, and none that looks like another', () => {
  assert.equal(emailKey('  Priya.Marlowe@Kelderby.Example '), 'priya.marlowe@kelderby.example')
  assert.equal(emailKey('ｐｒｉｙａ@kelderby.example'), 'priya@kelderby.example')
  // Cyrillic а and р, a Greek omicron, a dotless i, a zero-width space, a direction mark.
  for (const text of ['prіya@kelderby.example', 'рriya@kelderby.example', 'priya@kelderbyο.example', 'prıya@kelderby.example', 'pri\u200bya@kelderby.example', 'priya\u202e@kelderby.example', 'priya@kelderby.example\0']) {
    assert.match(refusal(() => emailKey(text)) ?? '', /plain letters/, text)
  }
  for (const text of ['', 'priya', '@kelderby.example', 'priya@', 'priya@kelderby', 'a@b@c.example', 'x'.repeat(255), `${'x'.repeat(250)}@a.example`, 'x'.repeat(1_000_000)]) assert.ok(refusal(() => emailKey(text)), text.slice(0, 30))
})

// The squares as an independent reader (jsQR 1.4.0) read them back; every length from 1 to 134 bytes was tried with it.
test('an authenticator’s address is drawn as a square that cameras read', () => {
  const squares = qrOf('otpauth://totp/Belong:priya?secret=JBSWY3DPEHPK3PXP&issuer=Belong')!
  assert.deepEqual([squares.length, ...new Set(squares.map((row) => row.length))], [41, 41])
  assert.equal(squares[0]!.slice(0, 8).map(Number).join(''), '11111110')
  assert.equal(qrOf('x'.repeat(135)), null)
})
