import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Refusal } from '#kernel'
import { log, logFault, openDatabase, OperatorFault, readSettings, SettingsFault, Workshop } from '#platform'
import { openHouse, openSite, workOf } from './app.ts'
import { prepare, setupLink } from './install.ts'

try {
  await serve()
} catch (fault) {
  if (fault instanceof SettingsFault) end(fault.message, 2)
  else if (fault instanceof Refusal) end(fault.message, 1)
  else if (fault instanceof OperatorFault) end(fault.message, 3)
  else {
    const reference = logFault(fault, 'start')
    end(`Belong could not start. The cause is in the log above, under ${reference}`, 3)
  }
}

async function serve() {
  const settings = readSettings(process.env)
  log.level = settings.logLevel
  const say = (line: string) => console.error(line)
  const open = await openDatabase(settings, 'server', { say })
  const house = openHouse(open, settings)
  let ready = false

  const listen = getRequestListener(openSite(house, { isReady: () => ready }).fetch)
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 300_000, maxHeaderSize: 32_768 }, (request, response) => void listen(request, response))

  async function stop(signal: string) {
    ready = false
    log.info({ signal }, 'stopping')
    const hard = setTimeout(() => process.exit(1), 25_000).unref()
    server.close()
    server.closeIdleConnections()
    await house.workshop?.close()
    await open.close()
    clearTimeout(hard)
    process.exit(0)
  }
  let stopping: Promise<void> | null = null
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (stopping ??= stop(signal)))
  process.on('unhandledRejection', (fault) => logFault(fault, 'unhandled'))

  try {
    await prepare(house.db, settings, say)
    await new Promise<void>((done, fail) => server.once('error', fail).listen(settings.port, done))
  } catch (fault) {
    await open.close()
    if ((fault as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new Refusal('conflict', `Port ${settings.port} is taken by another program. Set PORT to another number and start again`)
    throw fault
  }
  ready = true
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : settings.port
  console.log(`Belong is ready on http://localhost:${port}`)
  const link = await setupLink(house.db, settings)
  if (link) console.log(`Make the first area here, once: ${link}`)
  house.workshop = new Workshop(house.db, open.url, workOf(settings), open.embedded)
}

function end(sentence: string, code: number) {
  console.error(sentence)
  process.exitCode = code
  setTimeout(() => process.exit(code), 1000).unref()
}
