import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inspect } from 'node:util'
import { readSettings } from './settings.ts'
import { SettingsFault } from './settings-fault.ts'

const folder = mkdtempSync(join(tmpdir(), 'belong-providers-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const kept = (name: string, text: string) => (writeFileSync(join(folder, name), text), name)
const pem = (key: ReturnType<typeof generateKeyPairSync>['privateKey']) => String((key as never as { export: (how: object) => string }).export({ type: 'pkcs8', format: 'pem' }))

kept('hush', 'hush-hush\n')
kept('empty', '\n')
kept('ec.pem', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey as never))
kept('rsa-1024.pem', pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey as never))
kept('ed.pem', pem(generateKeyPairSync('ed25519').privateKey as never))

const read = (...providers: object[]) => readSettings({ BELONG_SIGN_IN: join(folder, kept('providers.json', JSON.stringify({ providers }))) }).signIn
const entra = { id: 'council', preset: 'entra', issuer: 'https://login.microsoftonline.com/6a1b0d2e-1111-4222-8333-944445555666/v2.0', clientId: 'belong', clientSecretFile: 'hush' }
const oneLogin = { id: 'families', preset: 'one-login', clientId: 'belong', privateKeyFile: 'ec.pem' }

test('Entra ID wants the tenant’s issuer, a client and its secret, and no more', () => {
  const [council] = read(entra)
  assert.deepEqual([council!.label, council!.for, council!.scopes, council!.verifiedClaim, council!.trustsEmail, council!.organisationClaim, council!.proof.by], ['your council account', 'staff', 'openid profile email', 'xms_edov', false, null, 'secret in the header'])
  assert.equal(council!.proof.tell(), 'hush-hush')
})

test('DfE Sign-in brings the organisation somebody comes from', () => {
  const [dfe] = read({ id: 'dfe', preset: 'dfe-sign-in', clientId: 'belong', clientSecret: 'hush' })
  assert.deepEqual([dfe!.issuer, dfe!.scopes, dfe!.organisationClaim], ['https://oidc.signin.education.gov.uk', 'openid profile email organisation', 'organisation'])
})

test('GOV.UK One Login is for families, proves Belong by a key, and asks for two factors', () => {
  const [families] = read(oneLogin)
  assert.deepEqual([families!.for, families!.proof.by, families!.assertionFor, families!.asks, families!.mustSay, families!.trustsEmail], ['families', 'key', 'token endpoint', { vtr: '["Cl.Cm"]' }, { vot: 'Cl.Cm' }, false])
})

test('what the file says comes before the preset', () => {
  const [families] = read({ ...oneLogin, issuer: 'https://oidc.integration.account.gov.uk/', label: 'One Login (trial)' })
  assert.deepEqual([families!.issuer, families!.label], ['https://oidc.integration.account.gov.uk/', 'One Login (trial)'])
})

test('settings that are shown show no secret', () => {
  const settings = readSettings({ BELONG_SIGN_IN: join(folder, kept('shown.json', JSON.stringify({ providers: [entra, oneLogin] }))) })
  assert.doesNotMatch(inspect(settings, { depth: 9 }) + JSON.stringify(settings), /hush-hush|PRIVATE KEY/)
})

const WRONG: [what: string, provider: object, says: RegExp][] = [
  ['an unknown field', { ...entra, clientSecrt: 'hush-hush' }, /clientSecrt/],
  ['an unknown preset', { ...entra, preset: 'okta' }, /preset must be one of entra, dfe-sign-in, one-login, none/],
  ['an issuer all tenants share', { ...entra, issuer: 'https://login.microsoftonline.com/common/v2.0' }, /your own tenant/],
  ['an issuer on plain http', { ...entra, issuer: 'http://login.example/v2.0' }, /issuer must be an https address/],
  ['an issuer that only looks like localhost', { ...entra, issuer: 'http://localhost.example/' }, /issuer must be an https address/],
  ['an issuer with a question in it', { ...entra, issuer: 'https://login.example/?tenant=1' }, /issuer must be an https address/],
  ['no issuer where the preset knows none', { ...entra, issuer: undefined }, /provider council: issuer is missing/],
  ['no client', { ...entra, clientId: undefined }, /clientId is missing/],
  ['no secret', { ...entra, clientSecretFile: undefined }, /say one of clientSecretFile, clientSecret and privateKeyFile/],
  ['two secrets', { ...entra, clientSecret: 'hush-hush' }, /say one of/],
  ['a secret that is not there', { ...entra, clientSecretFile: 'nowhere' }, /there is no secret at "/],
  ['an empty secret', { ...entra, clientSecretFile: 'empty' }, /there is no secret at "/],
  ['an id that would be one of our own ways', { ...entra, id: 'password' }, /id names one of Belong’s own ways/],
  ['an id that leads elsewhere', { ...entra, id: '../back' }, /id must be/],
  ['scopes without openid', { ...entra, scopes: 'profile email' }, /scopes must hold openid/],
  ['One Login by a secret', { ...oneLogin, privateKeyFile: undefined, clientSecret: 'hush-hush' }, /one-login wants a privateKeyFile/],
  ['One Login trusted for e-mail', { ...oneLogin, trustsEmail: true }, /nobody is known by e-mail with one-login/],
  ['a key that is a secret', { ...oneLogin, privateKeyFile: 'hush' }, /must hold a private key/],
  ['a key that is too short', { ...oneLogin, privateKeyFile: 'rsa-1024.pem' }, /must hold a private key/],
  ['a key of another kind', { ...oneLogin, privateKeyFile: 'ed.pem' }, /must hold a private key/],
]

for (const [what, provider, says] of WRONG) {
  test(`${what} is one clear line without the secret`, () => {
    assert.throws(() => read(provider), (fault) => fault instanceof SettingsFault && fault.message.startsWith('BELONG_SIGN_IN ') && says.test(fault.message) && !/\n|hush-hush/.test(fault.message))
  })
}

test('a file that is none, is no JSON or has another shape is one clear line', () => {
  for (const [path, says] of [['nowhere.json', /cannot be read/], [kept('torn.json', '{"providers": [{"clientSecret": "hush-hush"'), /is no JSON/], [kept('other.json', '[]'), /must be the path of a file like/]] as const) {
    assert.throws(() => readSettings({ BELONG_SIGN_IN: join(folder, path) }), (fault) => fault instanceof SettingsFault && says.test(fault.message) && !/hush/.test(fault.message))
  }
})

test('two providers of one id are one clear line', () => {
  assert.throws(() => read(entra, entra), /BELONG_SIGN_IN names two providers council/)
})
