/** Requests with things gone wrong in them, against the running site: an answer that says what is wrong, never a fault, never what was sent as markup. */
import { connect } from 'node:net'
import { join } from 'node:path'
import { inOwnFolder, signIn, startBelong } from '../../bench/harness/belong.ts'
import { type Chance, mutated, NASTY } from './with/chance.ts'
import { fuzz, type Try } from './with/run.ts'

interface Ask {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}

const PATIENCE_MS = 20_000

const PATHS = [
  '/', '/measures', '/measures?q=absence&topic=SEN', '/measures/overall-absence?place=E06000015', '/measures/overall-absence?place=E06000015&group=ehc-plan&period=2023/24&neighbours=2021', '/measures/lait%3ATotPerAbNew?place=383',
  '/measures/overall-absence?place=E06000015&as=csv', '/measures/overall-absence/definition', '/compare?measure=overall-absence&place=E06000015&with=region', '/compare?measure=overall-absence&with=codes&codes=Derby,Leeds', '/compare/sets',
  '/places', '/places/E06000015', '/places?hierarchy=regions&on=2020-01-01', '/data', '/data/1', '/search?q=ehc', '/sign-in?next=/data', '/health/ready', '/assets/belong.css', '/public/', '/api/v1/openapi.json',
  '/api/v1/measures', '/api/v1/measures/overall-absence?place=E06000015&compare=neighbours,region,national', '/api/v1/measures/lait%3ATotPerAbNew?place=831&period=2023/24',
]
const FORMS: [string, string][] = [
  ['/measures/overall-absence/target', 'place=E06000015&group=all&period=2029%2F30&value=5.5&reason=Because&once=a'],
  ['/measures/overall-absence/story', 'place=E06000015&group=all&body=Why&notKnown=What&version=0&once=b'],
  ['/measures/overall-absence/action', 'place=E06000015&group=all&title=Do&owner=Head+of+service&due=2031-01-31&effect=less&once=c'],
  ['/measures/overall-absence/change-action', 'id=0199f0f0-0000-7000-8000-000000000000&version=1&state=done&reason=x&place=E06000015'],
  ['/compare/sets', 'name=Ours&places=Derby%0ALeeds&version=0&id=&key=k&back=/compare?measure=overall-absence'],
  ['/area', 'area=leeds'], ['/sign-in/demo', 'person=analyst'], ['/data', 'as=lait'],
]

const code = await inOwnFolder(async (folder) => {
  const belong = await startBelong(join(folder, 'data'))
  try {
    const cookies = await Promise.all(['analyst', 'programme-manager', 'director'].map((person) => signIn(belong.port, person)))
    return await fuzz('requests', async (chance): Promise<Try> => {
      const ask = spoilt(chance, asked(chance, cookies))
      const answer = await send(belong.port, ask, chance)
      const unexplained = belong.process.exitCode === null ? wrongWith(answer) : 'the server ended'
      return { answer: String(answer.status ?? answer.how), unexplained, kept: () => ({ 'request.txt': JSON.stringify(ask, null, 2), 'response.txt': answer.text }) }
    })
  } finally {
    await belong.stop()
  }
})
process.exit(code)

function asked(chance: Chance, cookies: string[]): Ask {
  const headers: Record<string, string> = { Host: 'localhost', Origin: 'http://localhost', ...(chance.share() < 0.9 ? { Cookie: chance.of(cookies) } : {}) }
  if (chance.share() < 0.6) return { method: 'GET', path: chance.of(PATHS), headers, body: '' }
  const [path, body] = chance.of(FORMS)
  return { method: 'POST', path, headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' }, body }
}

function spoilt(chance: Chance, ask: Ask): Ask {
  const spoil = (text: string) => (chance.share() < 0.5 ? mutated(chance, Buffer.from(text)).toString('latin1') : swapValue(chance, text))
  const what = chance.below(8)
  if (what <= 2) ask.path = `/${printable(spoil(ask.path.slice(1)))}`
  if (what === 3 || (ask.body && what >= 4 && what <= 6)) ask.body = spoil(ask.body)
  if (what === 4) ask.headers[chance.of(['Cookie', 'Authorization', 'If-None-Match', 'Content-Type', 'Accept-Encoding', 'Origin', 'Sec-Fetch-Site', 'Idempotency-Key', 'X-Forwarded-For'])] = headerSafe(chance.of([...NASTY, 'Bearer x', 'belong=x', '"x"', 'multipart/form-data; boundary=x', 'multipart/form-data', 'application/json', 'http://evil.example', 'cross-site']))
  if (what === 5) ask.method = chance.of(['HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'POST', 'GET'])
  return ask
}

/** One value of a query or form replaced by something nasty. */
function swapValue(chance: Chance, text: string) {
  const parts = text.split(/([/?&=])/)
  parts[2 * chance.below(Math.ceil(parts.length / 2))] = encodeURIComponent(wellFormed(chance.of(NASTY))).slice(0, 6000)
  return parts.join('')
}

function wellFormed(text: string) {
  return text.toWellFormed()
}

function printable(text: string) {
  return text.replaceAll(/[^!-~]/g, (letter) => encodeURIComponent(wellFormed(letter))).slice(0, 12_000)
}

function headerSafe(text: string) {
  return text.replaceAll(/[^ -~]/g, '?').slice(0, 6000)
}

interface Heard {
  status: number | null
  how: string
  text: string
}

/** Over a bare socket: a client would mend or refuse what we want to send. */
function send(port: number, { method, path, headers, body }: Ask, chance: Chance): Promise<Heard> {
  const bytes = Buffer.from(body, 'latin1')
  const length = chance.share() < 0.02 ? chance.below(5000) : bytes.length
  const head = `${method} ${path} HTTP/1.1\r\n${Object.entries({ ...headers, ...(method === 'GET' || method === 'HEAD' ? {} : { 'Content-Length': String(length) }), Connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return new Promise((done) => {
    const socket = connect({ port, host: 'localhost' })
    const chunks: Buffer[] = []
    const end = (how: string) => {
      socket.destroy()
      const text = Buffer.concat(chunks).toString('utf8')
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)
      done({ status: status ? Number(status[1]) : null, how: length > bytes.length ? 'waited for what never came' : how, text })
    }
    socket.setTimeout(length > bytes.length ? 1500 : PATIENCE_MS, () => end('no answer in time'))
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('end', () => end('closed without an answer'))
    socket.on('error', () => end('closed without an answer'))
    socket.write(Buffer.concat([Buffer.from(head, 'latin1'), method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : bytes]))
  })
}

function wrongWith({ status, how, text }: Heard) {
  if (status === null) return how === 'waited for what never came' ? undefined : how
  if (status >= 500) return `it answered ${status}`
  if (/<x-fuzz>/i.test(text.slice(text.indexOf('\r\n\r\n'))) && /^content-type: text\/html/im.test(text)) return 'what was sent came back as markup'
  if (/^content-type: text\/html/im.test(text) && status !== 304 && !/^content-security-policy: .*'nonce-[\w-]{16,}/im.test(text)) return 'a page without its policy'
  if (/^location: (https?:)?\/\//im.test(text)) return 'it sends people to another site'
  return undefined
}
