import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Refusal } from '#kernel'
import { type Database, giveBackMemory, keepAudit, log, logFault, openDatabase, OperatorFault, outsideWords, readSettings, SettingsFault, stopServing, sweepMail, Workshop } from '#platform'
import { sweep, sweepRights } from '#rooms/access'
import { clearUnfinished, sweepReturnedFiles } from '#rooms/collection'
import { sweepClaims } from '#rooms/people'
import { sweepPapers } from '#rooms/desk'
import { openHouse, openSite, workOf } from './app.ts'
import { askForCity, prepare, setupLink } from './install.ts'
import { workThreads } from './work-threads.ts'

async function serve() {
  const settings = readSettings(process.env)
  log.level = settings.logLevel
  const say = (line: string) => console.error(line)
  const stop = stopAsked()
  const open = await openDatabase(settings, 'server', { say })
  const house = openHouse(open, settings)
  const listen = getRequestListener(openSite(house, { isReady: () => ready && !stop.asked }).fetch)
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 300_000, maxHeaderSize: 32_768 }, (request, response) => void listen(request, response))
  let ready = false
  let link: string | null
  let audit: ReturnType<typeof keepAudit> | null = null

  stop.by(async () => {
    await stopServing(server, DRAIN_MS)
    await house.workshop?.close()
    await audit?.stop()
    await open.close()
  })
  process.on('unhandledRejection', (fault) => logFault(fault, 'unhandled'))

  try {
    if (open.embedded) await clearUnfinished(settings.dataFolder)
    await prepare(open.db, settings, say)
    link = await setupLink(open.db, settings)
    if (stop.asked) return
    await new Promise<void>((done, fail) => server.once('error', fail).listen(settings.port, done))
  } catch (fault) {
    // The database was closed under it because it was asked to stop: what was begun is rolled back and done at the next start.
    if (stop.asked) return
    await open.close()
    if ((fault as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new Refusal('conflict', `Port ${settings.port} is taken by another program. Set PORT to another number and start again`)
    throw fault
  }
  ready = true
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : settings.port
  console.log(`Belong is ready on http://localhost:${port}`)
  if (link) console.log(`Make the first area here, once: ${link}`)
  house.workshop = new Workshop(open.db, open.url, workOf(house), { alone: open.embedded, elsewhere: workThreads(open.url, settings) })
  await askForCity(open.db, settings)
  audit = keepAudit(open.db, settings.dataFolder)
  keepHouse(open.db, settings.dataFolder)
  giveBackMemory()
}

/** Requests in flight get this long to end; then their connections are cut. */
const DRAIN_MS = 10_000
/** Whatever is still going on then is cut off; each write is all or nothing. */
const HARD_MS = 40_000

/**
 * Hears the signals to stop from the first moment on. What must be done then is given when there is something to do; asked for before, it
 * is done at once, and a second signal changes nothing.
 */
function stopAsked() {
  let close: (() => Promise<void>) | null = null
  const stop = {
    asked: false,
    by(how: () => Promise<void>) {
      close = how
      if (stop.asked) void run()
    },
  }
  async function run() {
    if (!close) return
    setTimeout(() => process.exit(1), HARD_MS).unref()
    await close().catch((fault: unknown) => logFault(fault, 'stop'))
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.asked) return
      stop.asked = true
      log.info({ signal }, 'stopping')
      void run()
    })
  }
  return stop
}

/** Once at the start and then every hour. */
function keepHouse(db: Database, dataFolder: string) {
  const tidy = () => {
    void sweep(db, new Date()).then((gone) => log.debug(gone, 'swept'), (fault: unknown) => logFault(fault, 'sweep'))
    void sweepRights(db, dataFolder, new Date()).then((rights) => log.debug({ rights }, 'swept'), (fault: unknown) => logFault(fault, 'sweep of what was gathered'))
    void sweepPapers(db, dataFolder, new Date()).then((papers) => log.debug({ papers }, 'swept'), (fault: unknown) => logFault(fault, 'sweep of papers'))
    void sweepReturnedFiles(db, dataFolder, new Date()).then((files) => log.debug({ files }, 'swept'), (fault: unknown) => logFault(fault, 'sweep of returned files'))
    void sweepClaims(db).then((children) => log.debug({ children }, 'swept'), (fault: unknown) => logFault(fault, 'sweep of claims'))
    void sweepMail(dataFolder, new Date()).then((mails) => log.debug({ mails }, 'swept'), (fault: unknown) => logFault(fault, 'sweep of mail'))
  }
  setInterval(tidy, 3_600_000).unref()
  tidy()
}

function end(sentence: string, code: number) {
  console.error(sentence)
  process.exitCode = code
  setTimeout(() => process.exit(code), 1000).unref()
}

// Last, when all that is declared above is there.
try {
  await serve()
} catch (fault) {
  if (fault instanceof SettingsFault) end(fault.message, 2)
  else if (fault instanceof Refusal) end(fault.message, 1)
  else if (fault instanceof OperatorFault) end(fault.message, 3)
  else {
    const outside = outsideWords(fault, process.env['BELONG_DATA'] ?? '.')
    end(outside ?? `Belong could not start. The cause is in the log above, under ${logFault(fault, 'start')}`, 3)
  }
}
