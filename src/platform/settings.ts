import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { readFileKey } from './file-key.ts'
import { installed } from './installation.ts'
import { SettingsFault } from './settings-fault.ts'
import { readProviders, type SignInProvider } from './sign-in-providers.ts'

export interface Settings {
  port: number
  /** Folder of the embedded database and of kept files, absolute; by default `data` in Belong's own folder, wherever a command is given. */
  dataFolder: string
  /** A PostgreSQL of the operator's; null for the embedded one. */
  databaseUrl: string | null
  /** Where people reach Belong, without a slash at the end. */
  baseUrl: string
  demo: boolean
  /** Whether the demo's Kelderby grows to a small city once Belong is ready. */
  city: boolean
  logLevel: LogLevel
  /** The program that draws PDFs; "off" for none, null for the machine's own (documents/chromium.ts looks for it). */
  chromium: string | null
  /** The server that sends mail, as smtp(s)://user:password@host:port; null where mail is written to files. */
  smtp: string | null
  /** The address mail comes from. */
  mailFrom: string
  /** The identity providers people may sign in by, in the order they are offered. */
  signIn: SignInProvider[]
  /** 32 bytes as hex, by which kept files are encrypted; null where they lie as they came. */
  fileKey: string | null
}

export type LogLevel = (typeof LOG_LEVELS)[number]

export function readSettings(env: Record<string, string | undefined>): Settings {
  refuseUnknown(env)
  const read = SHAPE.safeParse(withoutEmpty(env))
  if (!read.success) throw new SettingsFault(read.error.issues[0]!.message)
  const { PORT, BELONG_DATA, DATABASE_URL, BELONG_BASE_URL, BELONG_DEMO, BELONG_CITY, BELONG_LOG, BELONG_CHROMIUM, BELONG_SMTP, BELONG_MAIL_FROM, BELONG_SIGN_IN, BELONG_FILE_KEY } = read.data
  return {
    port: PORT,
    dataFolder: resolve(BELONG_DATA),
    databaseUrl: DATABASE_URL ?? null,
    baseUrl: (BELONG_BASE_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, ''),
    demo: BELONG_DEMO === 'on',
    city: BELONG_DEMO === 'on' && BELONG_CITY === 'on',
    logLevel: BELONG_LOG,
    chromium: BELONG_CHROMIUM ?? null,
    smtp: BELONG_SMTP ?? null,
    mailFrom: BELONG_MAIL_FROM,
    signIn: readProviders(BELONG_SIGN_IN),
    fileKey: BELONG_FILE_KEY === undefined ? null : readFileKey(BELONG_FILE_KEY),
  }
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

const SHAPE = z.object({
  PORT: z.string().default('3000').refine(isPort, { error: issue => `PORT must be a whole number from 0 to 65535; it is ${shown(issue.input)}.` }).transform(Number),
  BELONG_DATA: z.string().default(installed('data')).refine(path => !path.includes('\0'), { error: 'BELONG_DATA must be the path of a folder.' }),
  DATABASE_URL: z.string().optional().refine(isPostgresUrl, { error: 'DATABASE_URL must be an address like postgresql://user:password@host:5432/database.' }),
  BELONG_BASE_URL: z.string().optional().refine(isBaseUrl, { error: issue => `BELONG_BASE_URL must be an address like https://belong.example.gov.uk; it is ${shown(issue.input)}.` }),
  BELONG_DEMO: z.string().default('on').refine(isOnOrOff, { error: issue => `BELONG_DEMO must be on or off; it is ${shown(issue.input)}.` }),
  BELONG_CITY: z.string().default('on').refine(isOnOrOff, { error: issue => `BELONG_CITY must be on or off; it is ${shown(issue.input)}.` }),
  BELONG_LOG: z.enum(LOG_LEVELS, { error: issue => `BELONG_LOG must be one of ${LOG_LEVELS.join(', ')}; it is ${shown(issue.input)}.` }).default('info'),
  BELONG_CHROMIUM: z.string().optional().refine(path => path === undefined || path === 'off' || existsSync(path), { error: issue => `BELONG_CHROMIUM must be the path of a Chromium, or off; there is nothing at ${shown(issue.input)}.` }),
  BELONG_SMTP: z.string().optional().refine(isSmtpUrl, { error: 'BELONG_SMTP must be an address like smtps://user:password@mail.example.gov.uk:465.' }),
  BELONG_MAIL_FROM: z.string().default('belong@localhost').refine(isMailAddress, { error: issue => `BELONG_MAIL_FROM must be an e-mail address; it is ${shown(issue.input)}.` }),
  BELONG_SIGN_IN: z.string().optional(),
  BELONG_FILE_KEY: z.string().optional(),
})

const KNOWN = Object.keys(SHAPE.shape)

/** Set by our own scripts for what they start; no settings of Belong. */
const OF_OUR_SCRIPTS = ['BELONG_TEST_DATABASE', 'BELONG_STARTED_BY']

function refuseUnknown(env: Record<string, string | undefined>) {
  const unknown = Object.keys(env).find(name => name.startsWith('BELONG_') && !KNOWN.includes(name) && !OF_OUR_SCRIPTS.includes(name))
  if (unknown !== undefined) throw new SettingsFault(`${unknown} is not a setting of Belong; the settings are ${KNOWN.join(', ')}.`)
}

/** `PORT=` in a service file means that it was left out. */
function withoutEmpty(env: Record<string, string | undefined>) {
  return Object.fromEntries(KNOWN.map(name => [name, env[name]]).filter(([, value]) => value !== undefined && value !== ''))
}

function isPort(text: string) {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535
}

function isPostgresUrl(text: string | undefined) {
  return text === undefined || (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text))
}

function isSmtpUrl(text: string | undefined) {
  return text === undefined || (/^smtps?:\/\/[^/]/.test(text) && URL.canParse(text))
}

function isMailAddress(text: string) {
  return /^[^\s@<>,;]+@[a-z0-9.-]+$/i.test(text)
}

function isBaseUrl(text: string | undefined) {
  return text === undefined || (/^https?:\/\/[^/?#]+\/*$/.test(text) && URL.canParse(text))
}

function isOnOrOff(text: string) {
  return text === 'on' || text === 'off'
}

function shown(value: unknown) {
  return `"${String(value).slice(0, 60)}"`
}
