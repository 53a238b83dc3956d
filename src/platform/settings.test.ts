import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { installed } from './installation.ts'
import { readSettings } from './settings.ts'
import { SettingsFault } from './settings-fault.ts'

test('without any setting Belong serves the demo on port 3000 from its own data folder', () => {
  assert.deepEqual(readSettings({}), {
    port: 3000, dataFolder: installed('data'), databaseUrl: null, baseUrl: 'http://localhost:3000', demo: true, city: true, logLevel: 'info', chromium: null, smtp: null, mailFrom: 'belong@localhost', signIn: [], fileKey: null,
  })
})

test('settings are read', () => {
  const settings = readSettings({ PORT: '8080', BELONG_DATA: './there', DATABASE_URL: 'postgres://b:c@db/belong', BELONG_BASE_URL: 'https://belong.example/', BELONG_DEMO: 'off', HOME: '/root' })
  assert.deepEqual(settings, {
    port: 8080, dataFolder: resolve('there'), databaseUrl: 'postgres://b:c@db/belong', baseUrl: 'https://belong.example', demo: false, city: false, logLevel: 'info', chromium: null, smtp: null, mailFrom: 'belong@localhost', signIn: [], fileKey: null,
  })
})

test('an empty setting is one left out', () => {
  assert.equal(readSettings({ PORT: '', DATABASE_URL: '' }).port, 3000)
})

const WRONG: [env: Record<string, string>, says: RegExp][] = [
  [{ PORT: 'http' }, /^PORT must be a whole number/],
  [{ PORT: '65536' }, /^PORT must be/],
  [{ PORT: '-1' }, /^PORT must be/],
  [{ PORT: '80.5' }, /^PORT must be/],
  [{ DATABASE_URL: 'mysql://db/belong' }, /^DATABASE_URL must be an address like postgresql:/],
  [{ BELONG_BASE_URL: 'belong.example' }, /^BELONG_BASE_URL must be/],
  [{ BELONG_BASE_URL: 'https://belong.example/path' }, /^BELONG_BASE_URL must be/],
  [{ BELONG_DEMO: 'yes' }, /^BELONG_DEMO must be on or off; it is "yes"\.$/],
  [{ BELONG_SMTP: 'mail.example' }, /^BELONG_SMTP must be an address like smtps:/],
  [{ BELONG_MAIL_FROM: 'Belong <a@b>' }, /^BELONG_MAIL_FROM must be an e-mail address/],
  [{ BELONG_FILE_KEY: 'hush' }, /^BELONG_FILE_KEY must be the path of a file/],
  [{ BELONG_DATE: './data' }, /^BELONG_DATE is not a setting of Belong/],
]

for (const [env, says] of WRONG) {
  test(`${JSON.stringify(env)} is one clear line`, () => {
    assert.throws(() => readSettings(env), fault => fault instanceof SettingsFault && says.test(fault.message) && !fault.message.includes('\n'))
  })
}

test('a password in DATABASE_URL is not repeated', () => {
  assert.throws(() => readSettings({ DATABASE_URL: 'postgresql:/b:hush@db' }), fault => fault instanceof SettingsFault && !fault.message.includes('hush'))
})
