/**
 * What bin/test does once everything is installed: types, lint, then the tests on the embedded database, on an installed PostgreSQL 15
 * or newer, and the journeys. Ends with one line of counts. `--only PATTERN` runs the files whose path holds it, else the tests whose
 * name does, without types and lint.
 */
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type pg from 'pg'
import { startEmbedded } from '../src/platform/database-server/embedded.ts'
import { installationFolder } from '../src/platform/installation.ts'

interface Counts { passed: number; failed: number; skipped: number }
interface TestServer { url: pg.PoolConfig; stop: () => Promise<void> }

const only = readOnly(process.argv.slice(2))
process.chdir(installationFolder)
const scratch = mkdtempSync(join(tmpdir(), 'belong-test-'))
chmodSync(scratch, 0o711)
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const servers = new Set<TestServer>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void cleanUp().finally(() => process.exit(130)))

try {
  if (only === null) {
    await check('Types', 'typescript/bin/tsc', ['-p', '.'])
    await check('Lint', 'oxlint/bin/oxlint', ['--quiet', 'src', 'test', 'bench', 'scripts'].filter(word => word.startsWith('-') || existsSync(word)))
  }
  const rooms = testFiles(path => !isJourney(path))
  const journeys = testFiles(isJourney)
  const embedded = await onEmbedded()
  await run('Rules and rooms on the embedded database', rooms, embedded)
  const installed = await onInstalled()
  if (installed === null) say('No PostgreSQL 15 or newer is installed here: rules and rooms were tested on the embedded one alone.')
  else await run(`Rules and rooms on the installed PostgreSQL (${installed.version})`, rooms.filter(path => !path.startsWith('src/platform/database-server/')), installed)
  await run('Journeys', journeys, embedded, 1)
} catch (fault) {
  total.failed++
  console.error(fault)
} finally {
  await cleanUp()
}
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exit(total.failed === 0 ? 0 : 1)

function readOnly(words: string[]) {
  if (words.length === 0) return null
  if (words.length === 2 && words[0] === '--only') return words[1]!
  console.error('bin/test takes no words, or --only PATTERN.')
  process.exit(2)
}

function say(line: string) {
  console.log(`\n== ${line}`)
}

async function check(name: string, program: string, words: string[]) {
  say(name)
  const code = await ended(spawn(process.execPath, [join('node_modules', program), ...words], { stdio: 'inherit' }))
  if (code === 0) total.passed++
  else total.failed++
}

/** What starts a whole Belong, so one at a time. */
function isJourney(path: string) {
  return path.startsWith('test/journeys/') || path.startsWith('test/torture/')
}

function testFiles(wanted: (path: string) => boolean) {
  const paths = allTestPaths().filter(wanted)
  return onlyByPath() ? paths.filter(path => path.includes(only!)) : paths
}

function allTestPaths() {
  return ['src', 'test', 'scripts', 'bench'].filter(folder => existsSync(folder))
    .flatMap(folder => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path => join(folder, path)))
    .filter(path => /\.test\.tsx?$/.test(path)).sort()
}

function onlyByPath() {
  return only !== null && allTestPaths().some(path => path.includes(only))
}

/** The runner prints for people to the terminal and counts for us to a file. */
async function run(title: string, files: string[], server: TestServer, concurrency = 2) {
  if (files.length === 0) return
  say(title)
  const tap = join(scratch, `${Math.random().toString(36).slice(2)}.tap`)
  const byName = only !== null && !onlyByPath() ? [`--test-name-pattern=${only}`] : []
  const code = await ended(spawn(process.execPath, [
    '--enable-source-maps', '--import', 'tsx', '--test', `--test-concurrency=${concurrency}`, ...byName,
    '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${tap}`, ...files,
  ], { stdio: 'inherit', env: environment(server) }))
  const counts = countsOf(existsSync(tap) ? readFileSync(tap, 'utf8') : '')
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  for (const kind of ['passed', 'failed', 'skipped'] as const) total[kind] += counts[kind]
}

/** Tests see none of the settings of whoever runs them. */
function environment(server: TestServer) {
  const rest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BELONG_') && name !== 'DATABASE_URL' && name !== 'PORT'))
  return { ...rest, BELONG_TEST_DATABASE: JSON.stringify(server.url) }
}

function countsOf(tap: string): Counts {
  const count = (word: string) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0)
  return { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') + count('todo') }
}

async function onEmbedded(): Promise<TestServer> {
  const folder = join(scratch, 'embedded')
  mkdirSync(folder, { mode: 0o711 })
  const server = await startEmbedded(folder, { say: line => console.error(line) })
  return kept({ url: server.connection, stop: () => server.stop() })
}

function kept<Server extends TestServer>(server: Server): Server {
  servers.add(server)
  return server
}

/** A cluster of its own with the programs of an installed PostgreSQL, on a socket nobody else knows; what runs already is left alone. */
async function onInstalled(): Promise<(TestServer & { version: string }) | null> {
  const found = installedPostgres()
  if (found === null) return null
  const folder = join(scratch, 'pg')
  const as = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  mkdirSync(folder, { mode: 0o700 })
  if (as.uid !== undefined) chownSync(folder, as.uid, as.gid)
  const cluster = join(folder, 'd')
  const log = join(folder, 'log')
  const call = (program: string, words: string[]) => {
    const { status, stderr } = spawnSync(join(found.folder, program), words, { ...as, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C' } })
    if (status !== 0) throw new Error(`${program} of the installed PostgreSQL failed: ${stderr}`)
  }
  call('initdb', ['-D', cluster, '-U', 'belong', '--encoding=UTF8', '--locale=C', '--auth=trust', '--no-sync'])
  call('pg_ctl', ['-D', cluster, '-l', log, '-w', '-o', `-k ${folder} -c listen_addresses='' -c max_connections=60`, 'start'])
  return kept({ version: found.version, url: { host: folder, port: 5432, user: 'belong', database: 'postgres' }, stop: async () => call('pg_ctl', ['-D', cluster, '-m', 'immediate', '-w', 'stop']) })
}

/** The oldest that Belong supports: what works there works on the newer. */
function installedPostgres() {
  const debian = '/usr/lib/postgresql'
  const folders = [
    ...(existsSync(debian) ? readdirSync(debian).map(version => join(debian, version, 'bin')) : []),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ].filter(folder => existsSync(join(folder, 'pg_ctl')) && existsSync(join(folder, 'initdb')))
  const versions = folders.map(folder => ({ folder, version: spawnSync(join(folder, 'pg_ctl'), ['--version'], { encoding: 'utf8' }).stdout?.match(/(\d+)(\.\d+)?/)?.[0] ?? '0' }))
  return versions.filter(({ version }) => Number.parseInt(version, 10) >= 15).sort((a, b) => Number.parseInt(a.version, 10) - Number.parseInt(b.version, 10))[0] ?? null
}

async function cleanUp() {
  for (const server of servers) await server.stop().catch(fault => console.error(fault))
  servers.clear()
  rmSync(scratch, { recursive: true, force: true })
}

function ended(child: ReturnType<typeof spawn>) {
  return new Promise<number>(done => {
    child.on('error', fault => { console.error(fault); done(1) })
    child.on('close', code => done(code ?? 1))
  })
}
