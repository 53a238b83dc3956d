import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer, { type SendMailOptions } from 'nodemailer'
import { newId } from './id.ts'
import { installed } from './installation.ts'
import type { Settings } from './settings.ts'

/** A letter of plain text. It names no child and nothing of one: mail is read on the way, and by whoever shares the box. */
export interface Mail {
  to: string
  subject: string
  /** Paragraphs; a link stands in one of its own. */
  paragraphs: readonly string[]
}

/** A mail that the mail server did not take, or that never reached it: no fault of the database, though it may be worded like one. */
export class MailFault extends Error {}

/** Sends mail, or puts it where the operator finds it. `send` throws (a MailFault, of a mail server) where a mail could not be handed on. */
export interface Outbox {
  send: (mail: Mail) => Promise<void>
  /** The whole address of one of our pages, for a link in a mail. */
  link: (path: `/${string}`) => string
  /** No mail server is named: mails lie in the data folder until somebody hands them on. */
  keepsFiles: boolean
}

/** By BELONG_SMTP where that is set; else each mail is a file in the folder `mail` of the data, readable by Belong alone. */
export function openOutbox({ smtp, mailFrom, baseUrl, dataFolder = installed('data') }: Pick<Settings, 'smtp' | 'mailFrom' | 'baseUrl' | 'dataFolder'>): Outbox {
  const from = { name: 'Belong', address: mailFrom }
  const written = ({ to, subject, paragraphs }: Mail) => ({ from, to: { name: '', address: to }, subject, text: `${paragraphs.join('\n\n')}\n`, disableFileAccess: true, disableUrlAccess: true })
  const send = smtp ? bySmtp(smtp, written) : toFile(mailFolder(dataFolder), written)
  return { send, link: (path) => `${baseUrl}${path}`, keepsFiles: !smtp }
}

/** Takes away mail written to files more than thirty days ago: it holds addresses, and links that are long over. Answers how many. */
export async function sweepMail(dataFolder: string, now: Date): Promise<number> {
  const folder = mailFolder(dataFolder)
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'))
  const old = await Promise.all(names.map(async (name) => (now.getTime() - (await stat(join(folder, name))).mtimeMs > KEPT_MS ? name : null)))
  const gone = old.filter((name) => name !== null)
  await Promise.all(gone.map((name) => rm(join(folder, name), { force: true })))
  return gone.length
}

const KEPT_MS = 30 * 86_400_000
const WAIT_MS = 10_000

const mailFolder = (dataFolder: string) => join(dataFolder, 'mail')

type Written = (mail: Mail) => SendMailOptions

function bySmtp(url: string, written: Written) {
  const transport = nodemailer.createTransport({ url, connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, socketTimeout: 3 * WAIT_MS })
  return async (mail: Mail) => {
    try {
      await transport.sendMail(written(mail))
    } catch (fault) {
      throw new MailFault(`The mail server did not take a mail: ${fault instanceof Error ? fault.message : String(fault)}`, { cause: fault })
    }
  }
}

function toFile(folder: string, written: Written) {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return async (mail: Mail) => {
    const { message } = await transport.sendMail(written(mail))
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(join(folder, `${newId()}.eml`), message as Buffer, { mode: 0o600 })
  }
}
