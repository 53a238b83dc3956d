/**
 * Makes reference/ from the files DfE publishes: places, statistical neighbours, the measure book and the figures we carry.
 *   node --import tsx scripts/make-reference.ts ../shared/data
 * The files themselves are not kept in this repository; reference/README.md names them.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { parquetReadObjects, asyncBufferFromFile } from 'hyparquet'
import Papa from 'papaparse'
import readXlsxFile from 'read-excel-file/node'
import { type DictionaryRow, readDictionary, rulesOf } from '../src/rooms/measures/dictionary.ts'
import { AT_HAND, BOOK, type BookLine, BREAKS, COMPARABILITY, GROUPS } from './measure-groups.ts'
import { neighbourSet } from './neighbour-sets.ts'
import { placesOf } from './places-of-england.ts'

const from = process.argv[2] ?? '../shared/data'
const lait = (name: string) => join(from, 'lait', name)

async function writePlaces() {
  const csv = (name: string) =>
    Papa.parse<Record<string, string>>(readFileSync(join(from, 'geography', name), 'utf8').replace(/^\uFEFF/, ''), {
      header: true,
      skipEmptyLines: true,
    }).data
  const [list] = await readXlsxFile(lait('la_code_list.xlsx'))
  const places = placesOf(
    csv('las.csv'),
    csv('regions.csv'),
    list!.data.slice(1).map(([number, name, region]) => ({ number: String(number), name: String(name), region: String(region) })),
  )
  write(
    'places.json',
    `{\n"hierarchies": ${JSON.stringify(places.hierarchies)},\n"successions": [\n${lines(places.successions)}\n],\n"places": [\n${lines(places.places)}\n]\n}\n`,
  )
}

async function writeNeighbours() {
  const sets = [
    { id: '2025', label: 'Statistical neighbours, 2025 model', published: '2025-05-01', file: 'sn_may_2025.xlsx' },
    { id: '2021', label: 'Statistical neighbours, 2021 model', published: '2021-04-01', file: 'sn_april_2021.xlsx' },
  ]
  const read = await Promise.all(
    sets.map(async ({ file, ...set }) => {
      const [sheet] = await readXlsxFile(lait(file))
      return { ...set, source: `Department for Education, Local Authority Interactive Tool, ${file}`, neighbours: neighbourSet(sheet!.data) }
    }),
  )
  write(
    'neighbours.json',
    `[\n${read.map(({ neighbours, ...set }) => `{${JSON.stringify(set).slice(1, -1)}, "neighbours": [\n${lines(neighbours)}\n]}`).join(',\n')}\n]\n`,
  )
}

async function writeMeasureBook() {
  const rows = new Map<string, DictionaryRow>()
  for (const row of await readDictionary(lait('lait_data_dictionary.csv'))) if (!rows.has(row.short)) rows.set(row.short, row)
  const texts: string[] = ['']
  const number = (text: string) => (texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1)
  const measures = BOOK.map((line) => measureOf(line, rows, number))
  const groups = GROUPS.flatMap(([topic, some]) => some.map(([id, label], position) => ({ id, label, topic, position })))
  write('measure-book.json', `{\n"groups": [\n${lines(groups)}\n],\n"texts": [\n${lines(texts)}\n],\n"measures": [\n${lines(measures)}\n]\n}\n`)
}

function measureOf({ id, label, accountability, columns }: BookLine, rows: Map<string, DictionaryRow>, number: (text: string) => number) {
  const main = rows.get(Object.values(columns)[0]!)!
  const rules = rulesOf(main)
  const counts = rules.unit === '' && /^(number|total|initial requests|assessments|annual|pupils eligible for pupil premium)/i.test(main.title)
  return {
    id,
    label,
    definition: number(main.description),
    method: number(/^see .{0,40}website$/i.test(main.method) ? '' : main.method),
    unit: rules.unit,
    polarity: rules.polarity,
    decimals: counts ? 0 : rules.decimals,
    periodType: rules.yearType,
    accountability,
    topic: TOPICS[main.topic] ?? main.topic,
    publisher: publisherOf(main.owner),
    breaks: BREAKS.filter(({ of }) => of.test(id)).map(({ period, note }) => ({ period, note })),
    comparability: COMPARABILITY.filter(({ of }) => of.test(id))
      .map(({ note }) => note)
      .join(' '),
    columns: Object.entries(columns).map(([group, code]) => {
      const { yearType, ...own } = rulesOf(rows.get(code)!)
      return { group, code, ...own, yearType }
    }),
  }
}

const TOPICS: Record<string, string> = {
  'Health and Wellbeing': 'Health and wellbeing',
  'Child Protection': 'Child protection',
  "Children's Services Workforce": "Children's services workforce",
  'Early Years': 'Early years',
  'Foundation Stage': 'Early years',
  'Key Stage 1 and Phonics': 'Key stage 1 and phonics',
  'Key Stage 2': 'Key stage 2',
  'Key Stage 4': 'Key stage 4',
  'Key Stage 5': 'Key stage 5',
  'Attainment by age 19': 'After 16',
  'Further & Higher Education': 'After 16',
  Adoption: 'Children looked after',
  'Children Looked After': 'Children looked after',
  'Children in Need': 'Children in need',
  'Children with SEN': 'SEN and EHC plans',
  'All Pupil Absence & Exclusions': 'Absence and exclusion',
  'Youth Offending': 'Youth justice',
  'Economic Factors': 'Context',
  'Contextual\\Other': 'Context',
  "Children's Service Finance": 'Finance',
}

function publisherOf(owner: string) {
  const known: [RegExp, string][] = [
    [/^ONS/, 'Office for National Statistics'],
    [/Office for Health|OHID|Public Health/, 'Office for Health Improvement and Disparities'],
    [/NHS|Hospital Episode/, 'NHS England'],
    [/NCMD/, 'National Child Mortality Database'],
    [/CAFCASS/i, 'Cafcass'],
    [/Ofsted/, 'Ofsted'],
    [/Youth Justice/i, 'Youth Justice Board'],
    [/DWP/, 'Department for Work and Pensions'],
  ]
  return known.find(([pattern]) => pattern.test(owner))?.[1] ?? 'Department for Education'
}

/** The file keeps the 170 places of a column and year together and always in one order; a block is that column and year. */
async function writeFigures() {
  const rows = await parquetReadObjects({
    file: await asyncBufferFromFile(lait('bds_long_0.parquet')),
    columns: ['Short Desc', 'Years', 'LA Number', 'Values'],
  })
  const wanted = new Set(BOOK.filter(({ id }) => AT_HAND.includes(id)).flatMap(({ columns }) => Object.values(columns)))
  const places = rows
    .slice(
      0,
      rows.findIndex((row) => row['Years'] !== rows[0]!['Years'] || row['Short Desc'] !== rows[0]!['Short Desc']),
    )
    .map((row) => String(row['LA Number']))
  const blocks: [string, string, number, string][] = []
  for (let at = 0; at < rows.length; at += places.length) {
    const block = rows.slice(at, at + places.length)
    const { 'Short Desc': short, Years: years } = block[0]!
    if (block.some((row, i) => row['Short Desc'] !== short || row['Years'] !== years || String(row['LA Number']) !== places[i]))
      throw new Error(`The places of ${short}, ${years} are not in the order of the others.`)
    if (wanted.has(short)) blocks.push([short, years, at + 1, block.map((row) => row['Values'] ?? '').join('|')])
  }
  const text = JSON.stringify({ file: 'bds_long_0.parquet', places, blocks })
  writeFileSync(
    'reference/figures.json.br',
    brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } }),
  )
  console.log(
    `figures.json.br: ${wanted.size} columns, ${blocks.length * places.length} figures, ${statSync('reference/figures.json.br').size} bytes`,
  )
}

function write(name: string, text: string) {
  JSON.parse(text)
  writeFileSync(join('reference', name), text)
  console.log(`${name}: ${text.length} characters`)
}

function lines(items: unknown[]) {
  return items.map((item) => JSON.stringify(item)).join(',\n')
}

mkdirSync('reference', { recursive: true })
await writePlaces()
await writeNeighbours()
await writeMeasureBook()
await writeFigures()
