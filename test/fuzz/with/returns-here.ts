/** Returns to spoil, each small: pieces of the real samples, of an invented city, and of our own layouts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { installed } from '../../../src/platform/installation.ts'
import { toldOf } from '../../../src/rooms/people/kelderby/bring.ts'
import { writeKelderby } from '../../../src/rooms/people/kelderby/generate.ts'
import { asTables, asTemplate, message, PERSON, whole } from '../../../src/rooms/people/sen2/written.test-kit.ts'
import { odsOf, xlsxOf, zipOf } from './workbooks.ts'

/** Files that belong together, by name. */
export type Bundle = Record<string, Buffer>

const SHARED = installed('..', 'shared')
/** Rows that are kept of a table: what can go wrong in a hundred thousand goes wrong in these. */
const ROWS = 30
/** Children kept of an XML. */
const CHILDREN = 12

/** All there is here to spoil; `folder` takes the invented city meanwhile. */
export async function returnsHere(folder: string): Promise<Bundle[]> {
  await writeKelderby(folder, toldOf({ pupils: 300, seed: 5, years: 1, until: '2026-07-31' }), { withMarks: true, withXml: true })
  return [...(await ofOurs()), ...(await ofKelderby(folder)), ...samples()]
}

const LISTS: Record<string, string> = {
  'daily marks.csv': 'laestab,upn,date,session,code\n8994001,X383400624001,2025-01-13,AM,/\n8994001,X383400624001,2025-01-13,PM,\\\n8994001,G383200024017,2025-01-14,AM,I\n',
  'weeks.csv': 'laestab,upn,week_beginning,marks\n8994001,X383400624001,2025-01-13,/ \\ / \\ I I / \\ C2 Y1\n8994001,G383200024017,2025-01-13,/\\/\\/\\/\\/\\\n',
  'years.csv': 'laestab,upn,year,marks\n8994001,X383400624001,2024/25,- - - - - - - - - - / \\ / \\ / \\ L \\ / \\\n',
  'codes.csv': 'laestab,upn,starts,ends,possible,/,\\,L,I,C2\n8994001,X383400624001,2025-01-13,2025-01-17,10,4,5,,1,\n8994001,G383200024017,2025-01-13,2025-01-17,10,5,5,,,\n',
  'code rows.csv': 'laestab,upn,starts,ends,possible,code,sessions\n8994001,X383400624001,2025-01-13,2025-01-17,10,/,4\n8994001,X383400624001,2025-01-13,2025-01-17,10,I,6\n',
  'suspensions.csv': 'laestab,upn,forename,surname,dob,startdate,sessions,reason1,reason2,category,senprovision,incare\n8994001,X383400624001,Ivy,Quill,03/05/2014,2025-01-13,6,PP,DB,SUSP,K,N\n8994001,G383200024017,Oak,Quill,03/05/2014,2025-01-20,,PP,,PERM,N,N\n',
  'results.csv': 'upn,laestab,year,stage,subject,component,result\nX383400624001,8994001,2025,KS2,reading,scaled-score,104\nG383200024017,8994001,2025,KS2,maths,scaled-score,B\n',
  'postcodes.csv': 'postcode,lsoa21\nKD1 4AP,E01009901\nKD1 4AB,E01009902\n',
  'Young carers 20.11.2025.csv': 'upn,forename,surname,dob,sex,postcode,declared_on,declared_until,declared_by\nX383400624001,Ivy,Quill,2014-05-03,F,KD1 4AP,2025-03-01,,school\n,Oak,Quill,2014-05-03,M,,2025-03-01,2025-06-01,self\n',
}

async function ofOurs(): Promise<Bundle[]> {
  const bundles: Bundle[] = []
  for (const [name, text] of Object.entries(LISTS)) {
    const rows = text.trim().split('\n').map((line) => line.split(','))
    bundles.push({ [name]: Buffer.from(text) }, { [name.replace('.csv', '.xlsx')]: await xlsxOf(rows) }, { [name.replace('.csv', '.ods')]: await odsOf(rows) })
  }
  const persons = [{ ...PERSON, Requests: whole() }, { ...PERSON, UPN: 'G383200024017', Forename: 'Oak', Requests: whole({}, {}, { StartDate: '2025-07-01' }) }]
  const tables = Object.fromEntries(asTables(persons).map(([name, text]) => [name, Buffer.from(text)]))
  const template = await asTemplate([['Person', ['Surname', 'Forename', 'Date of birth', 'UPN'], [['Quill', 'Ivy', '2014-05-03', 'X383400624001']]]])
  return [...bundles, { 'sen2.xml': Buffer.from(message(persons)) }, tables, { 'sen2.zip': await zipOf(Object.entries(tables)) }, { 'SEN2 template.xlsx': template }]
}

async function ofKelderby(folder: string): Promise<Bundle[]> {
  const all = (under: string, like = /./) => readdirSync(join(folder, under)).filter((name) => like.test(name)).map((name) => join(folder, under, name))
  const each = (under: string) => all(under).map((path) => piece([path]))
  const suspended = piece(all('suspensions'))
  const bundles = [
    ...['2025_autumn', '2026_spring', '2026_summer'].map((term) => piece(all('census', new RegExp(`${term}_`)))), ...all('census-xml', /_899(1008|2000|7003)/).map((path) => piece([path])),
    ...['attendance', 'attainment', 'suspensions', 'sen2', 'cin'].flatMap(each), piece(all('ssda903/2026')), piece(all('places', /edubase/)), piece(all('places', /links/)),
  ]
  const rows = Object.values(suspended)[0]!.toString().trim().split('\n').map((line) => line.trim().split(','))
  return [...bundles, { 'suspensions.xlsx': await xlsxOf(rows) }, { 'suspensions.ods': await odsOf(rows) }, { 'census.zip': await zipOf(Object.entries(bundles[1]!)) }]
}

function samples(): Bundle[] {
  if (!existsSync(join(SHARED, 'data'))) {
    console.error('  ../shared is absent: only files of our own are spoilt.')
    return []
  }
  const returns = (...names: string[]) => names.map((name) => join(SHARED, 'data', 'returns', name))
  const census = (term: string) => returns(...readdirSync(join(SHARED, 'data/returns/school_census')).filter((name) => name.startsWith(term)).map((name) => join('school_census', name)))
  const alone = [
    ...returns('cin/CIN_Census_2026.xml', 'cin/fake_CIN_data.xml', 'ctf/ctf_minimal_example.xml', 'sen/annex_a_send_fake.xlsx'), join(SHARED, 'reference', 'sen2_minimal_example.xml'),
    ...['Test_full_data_set.zip', 'Test_minimal_data_set.zip'].map((name) => join(SHARED, 'data', 'oneroster', name)),
    ...['examples_service_full.json', 'examples_organization_full.json'].map((name) => join(SHARED, 'data', 'open_referral_uk', name)),
    ...['gias_edubasealldata_sample.csv', 'section41_settings.csv', 'gias_establishment_types_20250422.csv', 'SYNTHETIC_gias_full_header.csv'].map((name) => join(SHARED, 'data', 'schools', name)),
  ].filter((path) => existsSync(path))
  return [piece(census('2025_spring')), piece(census('2024_autumn')), piece(returns('ssda903/episodes.csv', 'ssda903/header.csv', 'ssda903/missing.csv')), ...alone.map((path) => piece([path]))]
}

/** The first rows of tables that belong together: of each further one, those that speak of the same as the largest does. */
function piece(paths: string[]): Bundle {
  const bytes = paths.map((path) => [basename(path), readFileSync(path)] as const)
  const tables = bytes.filter(([name]) => name.endsWith('.csv')).map(([name, held]) => [name, held.toString('latin1').trimEnd().split('\n')] as const)
  const first = tables.find(([name]) => /pupilonroll\.|episodes/.test(name)) ?? tables[0]
  const kept = new Set(first?.[1].slice(1, ROWS + 1).flatMap((line) => line.split(',')).filter((cell) => cell.length >= 4))
  const cut = new Map(tables.map(([name, [head = '', ...lines]]) => [name, [head, ...lines.filter((line) => line.split(',').slice(0, 3).some((cell) => kept.has(cell))).slice(0, ROWS)].join('\n')]))
  return Object.fromEntries(bytes.map(([name, held]) => [name, cut.has(name) ? Buffer.from(cut.get(name)!, 'latin1') : name.endsWith('.xml') ? fewChildren(held) : held]))
}

/** An XML with its first children alone. */
function fewChildren(bytes: Buffer) {
  let many = 0
  return Buffer.from(bytes.toString('utf8').replaceAll(/\s*<(Child|Person|PupilOnRoll|Pupil|PupilNoLongerOnRoll)>[^]*?<\/\1>/g, (one) => ((many += 1) > CHILDREN ? '' : one)))
}
