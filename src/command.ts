import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Refusal } from '#kernel'
import {
  appVersion, backup, commandOf, doctor, log, logFault, logToFile, NotUnderstood, type OpenDatabase, openDatabase, OperatorFault, outsideWords, readChains, readSettings, restore, runCommand, type Settings, SettingsFault, understandCommand, WordsFault,
} from '#platform'
import { findPerson, makeLink, makeToken } from '#rooms/access'
import { given, importFiles, keptPlace, type UnitReport } from '#rooms/collection'
import { bringKelderby, folderOfKelderby, MOST_PUPILS, MOST_YEARS, SMALL_KELDERBY } from '#rooms/people'
import { DOORS, KINDS, openHouse, operator } from './app.ts'
import { kelderby, prepare } from './install.ts'

/** What a command says: a JSON document, or lines for a person; and how it ends. */
interface Said {
  json: unknown
  lines: string
  code?: number
}

const wantsJson = process.argv.includes('--json')

// Whoever reads what we say may stop early, as `| head` does: then there is no more to say, and nothing went wrong.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code !== 'EPIPE') throw fault
})

async function run(words: string[]): Promise<number> {
  let dataFolder = '.'
  try {
    const settings = readSettings(process.env)
    dataFolder = settings.dataFolder
    log.level = settings.logLevel === 'info' ? 'warn' : settings.logLevel
    logToFile(join(settings.dataFolder, 'belong-commands.log'))
    const said = await obey(words, settings)
    await say(said)
    return said.code ?? 0
  } catch (fault) {
    if (fault instanceof SettingsFault || fault instanceof WordsFault || fault instanceof NotUnderstood) return complain(fault.message, 2)
    if (fault instanceof Refusal) return complain(fault.message, 1)
    if (fault instanceof OperatorFault) return complain(fault.message, 3)
    if ((fault as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) return complain((fault as Error).message.split('. ')[0]!, 2)
    const outside = outsideWords(fault, dataFolder)
    if (outside !== null) return complain(outside, 3)
    return complain(`Something went wrong here. The cause is in belong-commands.log in the data folder, under ${logFault(fault, 'command')}`, 3)
  }
}

async function say({ json, lines }: Said) {
  const text = wantsJson ? `${JSON.stringify(json)}\n` : lines && `${lines}\n`
  await new Promise<void>((done) => process.stdout.write(text, () => done()))
}

async function obey(words: string[], settings: Settings): Promise<Said> {
  const [word, ...rest] = words
  const own = word === undefined ? undefined : OWN[word]
  if (own) return own.run(rest, settings)
  if (word === undefined || word === 'help') return { json: helpLines(), lines: helpLines().join('\n') }
  const found = understandCommand(DOORS, words)
  if (!found) throw new WordsFault(`There is no command "${word}". "belong help" lists them`)
  return withData(settings, async (open) => {
    const answer = await runCommand(found, operator(openHouse(open, settings)))
    return { json: answer ?? null, lines: JSON.stringify(answer ?? null, null, 2) }
  })
}

const OWN: Record<string, { use: string; run: (words: string[], settings: Settings) => Promise<Said> }> = {
  import: { use: 'import FILE… [--as KIND] [--area CODE] [--period-type T] [--recipe NAME] [--as-at DAY] [--check]', run: importCommand },
  seed: { use: 'seed kelderby [--pupils N] [--seed S] [--years Y] [--until DAY]', run: seedCommand },
  token: { use: 'token --person SLUG', run: tokenCommand },
  link: { use: 'link --person SLUG', run: linkCommand },
  backup: { use: 'backup FILE', run: backupCommand },
  restore: { use: 'restore FILE', run: restoreCommand },
  doctor: { use: 'doctor', run: doctorCommand },
  audit: { use: 'audit --verify', run: auditCommand },
  version: { use: 'version', run: async () => ({ json: { version: appVersion }, lines: appVersion }) },
}

async function importCommand(words: string[], settings: Settings): Promise<Said> {
  const { values, positionals } = parseArgs({
    args: words, allowPositionals: true,
    options: { as: { type: 'string' }, area: { type: 'string' }, 'period-type': { type: 'string' }, recipe: { type: 'string' }, 'as-at': { type: 'string' }, check: { type: 'boolean' } },
  })
  if (!positionals.length) throw new WordsFault('Say which file. Use: belong import FILE…')
  if (values.as !== undefined && !KINDS.some(({ name }) => name === values.as)) throw new WordsFault(`There is no kind of file called ${values.as}. There is: ${KINDS.map(({ name }) => name).join(', ')}`)
  for (const path of positionals) {
    if (!existsSync(path)) throw new Refusal('missing', `There is no file ${path}`)
    if (statSync(path).isDirectory()) throw new Refusal('invalid', `${path} is a folder. Name the files in it`)
  }
  return withData(settings, async (open) => {
    const house = openHouse(open, settings)
    const ended: UnitReport[] = []
    const reports = await importFiles(operator(house), KINDS, keptPlace(settings), positionals.map(given), {
      as: values.as, periodType: values['period-type'], checkOnly: values.check ?? false, area: values.area, recipe: values.recipe, asAt: values['as-at'], told: (report) => ended.push(report),
    }).catch((fault: unknown) => sayWhatIsIn(ended, fault))
    return { json: reports, lines: reports.map(reportLines).join('\n\n'), code: reports.some(({ blocks }) => blocks) ? 1 : 0 }
  })
}

/** An import that broke off in the middle: what came before stays in, and is named before the reason is. */
async function sayWhatIsIn(ended: UnitReport[], fault: unknown): Promise<never> {
  const isIn = ended.filter(({ batch }) => batch !== null)
  if (ended.length) await say({ json: ended, lines: ended.map(reportLines).join('\n\n') })
  if (isIn.length) console.error(`It stopped in the middle. In by then: ${isIn.map(({ file, batch }) => `${file} (batch ${batch})`).join(', ')}. Nothing else of what was named is in`)
  throw fault
}

/** Makes the invented city and takes it in; of real areas nothing is touched. */
async function seedCommand(words: string[], settings: Settings): Promise<Said> {
  const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options: { pupils: { type: 'string' }, seed: { type: 'string' }, years: { type: 'string' }, until: { type: 'string' } } })
  if (positionals.length !== 1) throw new WordsFault('Say which city. Use: belong seed kelderby')
  if (positionals[0]!.toLowerCase() !== 'kelderby') throw new WordsFault(`There is no invented city called ${positionals[0]}. There is: kelderby`)
  const asked = {
    pupils: wholeNumber('pupils', values.pupils, SMALL_KELDERBY.pupils, 500, MOST_PUPILS), seed: wholeNumber('seed', values.seed, SMALL_KELDERBY.seed, 0, 2 ** 31 - 1),
    years: wholeNumber('years', values.years, SMALL_KELDERBY.years, 1, MOST_YEARS), until: dayAsked(values.until),
  }
  return withData(settings, async (open) => {
    const house = openHouse(open, settings)
    const areaId = await open.db.transaction().execute((tx) => kelderby(tx))
    let said = ''
    const progress = (stage: string, share: number) => {
      if (stage !== said) console.error(`${String(Math.round(share * 100)).padStart(3)} %  ${stage}`)
      said = stage
    }
    const brought = await bringKelderby(asked, { caller: operator(house), kinds: KINDS, doors: DOORS, keepIn: keptPlace(settings), folder: folderOfKelderby(settings.dataFolder), areaId, progress })
    const stopped = brought.stopped.map(({ file, says }) => `  ${file} was stopped: ${says}`)
    return { json: { ...asked, ...brought }, lines: [`Kelderby is in: ${brought.files} files, ${brought.records.toLocaleString('en-GB')} records new or changed`, ...stopped].join('\n'), code: stopped.length ? 1 : 0 }
  })
}

function wholeNumber(name: string, said: string | undefined, otherwise: number, least: number, most: number) {
  if (said === undefined) return otherwise
  if (!/^\d+$/.test(said) || Number(said) < least || Number(said) > most) throw new WordsFault(`--${name} must be a whole number from ${least} to ${most}; it is "${said.slice(0, 40)}"`)
  return Number(said)
}

function dayAsked(said: string | undefined) {
  const today = new Date().toISOString().slice(0, 10)
  if (said === undefined) return today
  if (!/^20\d\d-\d\d-\d\d$/.test(said) || Number.isNaN(Date.parse(said)) || said > today) throw new WordsFault(`--until must be a day like 2026-07-31, not after today; it is "${said.slice(0, 40)}"`)
  return said
}

async function tokenCommand(words: string[], settings: Settings): Promise<Said> {
  const person = personIn(words, 'token')
  return withData(settings, async ({ db }) => {
    const found = await findPerson(db as never, person)
    if (!found || !(found.demo && settings.demo)) throw new Refusal('missing', `There is nobody called ${person} in the demo`)
    const token = await makeToken(db, person, new Date())
    return { json: { token }, lines: token }
  })
}

async function linkCommand(words: string[], settings: Settings): Promise<Said> {
  const person = personIn(words, 'link')
  return withData(settings, async ({ db }) => {
    if (!(await findPerson(db as never, person))) throw new Refusal('missing', `There is nobody called ${person}`)
    const link = `${settings.baseUrl}/sign-in/link/${await makeLink(db, 'sign-in', person, new Date())}`
    return { json: { link }, lines: link }
  })
}

function personIn(words: string[], command: string) {
  const { values } = parseArgs({ args: words, options: { person: { type: 'string' } } })
  if (!values.person) throw new WordsFault(`Say who. Use: belong ${command} --person SLUG`)
  return values.person
}

async function backupCommand(words: string[], settings: Settings): Promise<Said> {
  const file = oneFile(words, 'backup')
  return withData(settings, async (open) => {
    const made = await backup(open.pool, settings, file)
    return { json: made, lines: `Everything is in ${file}` }
  })
}

async function restoreCommand(words: string[], settings: Settings): Promise<Said> {
  const file = oneFile(words, 'restore')
  if (!existsSync(file)) throw new Refusal('missing', `There is no file ${file}`)
  const open = await openDatabase(settings, 'command', { say: (line) => console.error(line) })
  try {
    const restored = await restore(open, settings, file)
    return { json: restored, lines: `${file} is restored` }
  } finally {
    await open.close()
  }
}

async function doctorCommand(words: string[], settings: Settings): Promise<Said> {
  parseArgs({ args: words, options: {} })
  return withData(settings, async (open) => {
    const found = await doctor(open, settings)
    return { json: found, lines: found.checks.map(({ ok, name, says }) => `${ok ? 'ok    ' : 'not ok'}  ${name}: ${says}`).join('\n'), code: found.ok ? 0 : 1 }
  })
}

/** Reads every chain of the audit through; ends with 1 where one is broken. */
async function auditCommand(words: string[], settings: Settings): Promise<Said> {
  const { values } = parseArgs({ args: words, options: { verify: { type: 'boolean' } } })
  if (!values.verify) throw new WordsFault('Say what to do. Use: belong audit --verify')
  return withData(settings, async ({ db }) => {
    const chains = await Array.fromAsync(readChains(db, settings.dataFolder))
    const lines = chains.map(({ areaId, lines, sealedAt, erased, waiting, broken }) =>
      `${broken ? 'broken' : 'whole '}  area ${areaId}: ${broken ? `${broken.says}. Whole up to` : ''} line ${lines.toLocaleString('en-GB')}${sealedAt ? `, sealed ${sealedAt}` : ''}${erased ? `; words of ${erased} erased` : ''}${waiting ? `; ${waiting} wait for more than a minute` : ''}`)
    return { json: chains, lines: lines.join('\n'), code: chains.every(({ isWhole }) => isWhole) ? 0 : 1 }
  })
}

function oneFile(words: string[], command: string) {
  const { positionals } = parseArgs({ args: words, allowPositionals: true, options: {} })
  if (positionals.length !== 1) throw new WordsFault(`Say which file. Use: belong ${command} FILE`)
  return resolve(positionals[0]!)
}

/** Opens the data, through the running server's database where there is one; else prepares it as `bin/start` does. */
async function withData<Result>(settings: Settings, work: (open: OpenDatabase) => Promise<Result>): Promise<Result> {
  const say = (line: string) => console.error(line)
  const open = await openDatabase(settings, 'command', { say })
  try {
    if (!open.sharedWithServer) await prepare(open.db, settings, say)
    return await work(open)
  } finally {
    await open.close()
  }
}

function helpLines() {
  return [
    'belong: an area’s inclusion strategy, from its figures to its actions. Every command takes --json.', '',
    ...Object.values(OWN).map(({ use }) => `belong ${use}`),
    ...[...DOORS.queries, ...DOORS.actions].map((door) => `belong ${commandOf(door)}`),
  ]
}

function reportLines({ file, kind, status, rows, putAside, issues, issueCounts, batch }: UnitReport) {
  const found = issueCounts.error + issueCounts.query
  return [
    `${file} (${kind}): ${status}${batch === null ? '' : `, batch ${batch}`}`,
    `  ${rows.read} rows read: ${rows.new} new, ${rows.changed} changed, ${rows.same} the same, ${rows.rejected} not loaded${putAside?.records ? `, ${putAside.records} of ${putAside.of} given before no longer there` : ''}`,
    ...issues.slice(0, 20).map((one) => `  ${one.severity}${one.row === null ? '' : `, row ${one.row}`}${one.column === null ? '' : `, ${one.column}`}: ${one.message}${one.fix ? ` ${one.fix}` : ''}`),
    ...(found > 20 ? [`  … and ${found - Math.min(20, issues.length)} more findings`] : []),
  ].join('\n')
}

function complain(sentence: string, code: number) {
  console.error(sentence)
  return code
}

// Last, when all that is declared above is there.
process.exitCode = await run(process.argv.slice(2).filter((word) => word !== '--json'))
