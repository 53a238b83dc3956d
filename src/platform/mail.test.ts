import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openOutbox, sweepMail } from './mail.ts'

const folder = await mkdtemp(join(tmpdir(), 'belong-mail-'))
after(() => rm(folder, { recursive: true, force: true }))

const base = { smtp: null, mailFrom: 'belong@example.gov.uk', baseUrl: 'https://belong.example.gov.uk', dataFolder: folder }
const mail = { to: 'someone@example.gov.uk', subject: 'You are invited to Belong', paragraphs: ['Kelderby invites you.', 'https://belong.example.gov.uk/invitation/abc'] }

test('without a mail server each mail is a file that Belong alone can read', async () => {
  const outbox = openOutbox(base)
  await outbox.send(mail)
  const [name, ...more] = await readdir(join(folder, 'mail'))
  assert.deepEqual(more, [])
  const path = join(folder, 'mail', name!)
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  const text = await readFile(path, 'utf8')
  assert.match(text, /^From: Belong <belong@example\.gov\.uk>\r$/m)
  assert.match(text, /^To: someone@example\.gov\.uk\r$/m)
  assert.match(text, /^Subject: You are invited to Belong\r$/m)
  assert.match(text, /\r\n\r\nKelderby invites you\.\r\n\r\nhttps:\/\/belong\.example\.gov\.uk\/invitation\/abc\r\n$/)
  assert.equal(outbox.link('/invitation/abc'), 'https://belong.example.gov.uk/invitation/abc')
})

test('a line break in a subject or an address adds no header and no second reader', async () => {
  await openOutbox(base).send({ ...mail, subject: 'One\r\nBcc: other@example.org', to: 'a@example.org\r\nBcc: other@example.org' })
  const newest = (await readdir(join(folder, 'mail'))).sort().at(-1)!
  const head = (await readFile(join(folder, 'mail', newest), 'utf8')).split('\r\n\r\n')[0]!
  assert.doesNotMatch(head, /^Bcc:/im)
  assert.equal(head.match(/^(to|cc|subject):/gim)?.length, 2)
})

test('mail written a month ago is taken away', async () => {
  const names = await readdir(join(folder, 'mail'))
  const old = new Date('2026-01-01T00:00:00Z')
  await utimes(join(folder, 'mail', names[0]!), old, old)
  assert.equal(await sweepMail(folder, new Date('2026-01-30T00:00:00Z')), 0)
  assert.equal(await sweepMail(folder, new Date()), 1)
  assert.equal((await readdir(join(folder, 'mail'))).length, names.length - 1)
  assert.equal(await sweepMail(join(folder, 'nowhere'), new Date()), 0)
})

test('with BELONG_SMTP mail goes to that server, and a server that is away is a fault of sending', async () => {
  const heard: string[] = []
  const server = createServer((socket: Socket) => answer(socket, heard))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await openOutbox({ ...base, smtp: `smtp://127.0.0.1:${port}` }).send(mail)
  await new Promise((done) => server.close(done))
  assert.match(heard.join(''), /MAIL FROM:<belong@example\.gov\.uk>[\s\S]*RCPT TO:<someone@example\.gov\.uk>[\s\S]*Kelderby invites you\./)
  await assert.rejects(openOutbox({ ...base, smtp: `smtp://127.0.0.1:${port}` }).send(mail), /ECONNREFUSED/)
})

/** As much of RFC 5321 as one letter needs. */
function answer(socket: Socket, heard: string[]) {
  let isLetter = false
  socket.write('220 ready\r\n')
  socket.on('error', () => {})
  socket.on('data', (bytes) => {
    const said = bytes.toString()
    heard.push(said)
    if (isLetter) {
      if (said.endsWith('\r\n.\r\n')) {
        isLetter = false
        socket.write('250 taken\r\n')
      }
      return
    }
    isLetter = /^DATA/i.test(said)
    socket.write(isLetter ? '354 go on\r\n' : /^QUIT/i.test(said) ? '221 bye\r\n' : '250 ok\r\n')
    if (/^QUIT/i.test(said)) socket.end()
  })
}
