import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import yauzl from 'yauzl'
import { ZipFile } from 'yazl'
import { sharedData } from '../../../../test/house-kit.ts'
import { byRule, givenFiles } from '../returns/given-files.test-kit.ts'

let at: Awaited<ReturnType<typeof givenFiles>>
before(async () => (at = await givenFiles()))
after(() => at?.close())

const shared = (name: string) => `${sharedData}oneroster/${name}`
const absent = existsSync(shared('')) ? (false as const) : 'the shared files are not here'

async function zipped(files: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Counts the students of a sample by another reader of zips and CSV. */
async function studentsIn(path: string): Promise<{ users: number; students: number }> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== 'users.csv') continue
    const pieces: Buffer[] = []
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer)
    const rows: Record<string, string>[] = parse(Buffer.concat(pieces), { columns: true })
    return { users: rows.length, students: rows.filter(({ role }) => role === 'student').length }
  }
  throw new Error('no users')
}

const rolls = (family = '') => at.rows(`
  select c.given_name as given, p.name as place, to_char(e.starts, 'YYYY-MM-DD') as starts, to_char(e.ends, 'YYYY-MM-DD') as ends
  from people.enrolment e join people.child c using (area_id, child_id) join places.place p using (place_id)
  where e.area_id = 3 and c.family_name like '${family}%' and e.batch_id is not null order by 1, 3`)
const give = async (name: string, files: Record<string, string>, options: { area?: string; checkOnly?: boolean } = {}) => (await at.give([[name, await zipped(files)]], { area: 'Kelderby', ...options }))[0]!

for (const name of ['Test_full_data_set.zip', 'Test_minimal_data_set.zip']) {
  test(`${name} goes in with what is to be said of it, is unchanged the second time, and can be taken back`, { skip: absent }, async () => {
    const { users, students } = await studentsIn(shared(name))
    const [report] = await at.give([shared(name)], { area: 'Kelderby' })
    assert.deepEqual([report!.kind, report!.status, report!.rows], ['oneroster', 'committed', { read: users, new: students, changed: 0, same: 0, rejected: users - students }])
    assert.deepEqual(byRule(report!.issues), {
      'day-not-said': 1, 'not-a-student': 1, passwords: 1, 'student-by-class-alone': 1, ...(name.includes('full') ? { 'unmatched-setting': 1, 'classes-over': 1, status: 1, 'status-in-bulk': 5 } : {}),
    })
    const roll = await rolls()
    assert.deepEqual(roll.map(({ given, place, ends }) => [given, place, ends]), [['Anna', 'History Department', null], ['Mary', 'History Department', null], ['mmichel', 'History Department', null]])
    // mmichel's class began on 15 March 2022; nothing says when the others came but the day of the set.
    if (name.includes('full')) assert.deepEqual(roll.map(({ starts }) => starts), ['2023-06-15', '2023-06-15', '2022-03-15'])
    assert.equal((await at.give([shared(name)], { area: 'Kelderby' }))[0]!.status, 'unchanged')
    await at.undo(report!.batch!)
    assert.deepEqual(await rolls(), [])
    assert.deepEqual(await at.rows(`select 1 from people.record_row where area_id = 3 and local_scheme like 'oneroster:%'`), [])
  })
}

const MANIFEST = (words: Record<string, string>, version = '1.2') => `propertyName,value\nmanifest.version,1.0\noneroster.version,${version}\n${Object.entries(words).map(([file, word]) => `file.${file},${word}\n`).join('')}`
const ORGS = 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\no1,,,Kelder School,school,899001,t\no2,,,Other School,school,899002,t\nd1,,,Maths,department,,o1\nt,,,Trust,district,,\n'
const WHOLE = {
  'manifest.csv': MANIFEST({ orgs: 'bulk', users: 'bulk', roles: 'bulk', classes: 'bulk', academicSessions: 'bulk', enrollments: 'bulk', demographics: 'bulk' }),
  'orgs.csv': ORGS,
  'academicSessions.csv': 'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\ns1,,,Autumn,term,2025-09-03,2025-12-19,,2026\n',
  'classes.csv': 'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds\nc1,,,7A,,,,homeroom,,o1,s1\nc2,,,Maths,,,,scheduled,,o1,s1\n',
  'users.csv': 'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,identifier\nu1,,,true,ivy,"{UPN:X383400624001}",Ivy,Roster,ivy.r\nu2,,,true,oak,,Oak,Roster,G383200024017\nu3,,,true,fern,{UPN:A801200005001},Fern,Roster,\nu4,,,true,staff,,Teach,Roster,\n',
  'roles.csv': 'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId\nr1,,,u1,primary,student,2024-09-01,,o1,\nr2,,,u2,primary,student,,,d1,\nr3,,,u2,secondary,student,2025-09-10,2025-10-10,o2,\nr4,,,u3,primary,student,,,o2,\nr5,,,u4,primary,teacher,,,o1,\n',
  'enrollments.csv': 'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\ne1,,2025-11-01T09:00:00Z,c1,o1,u1,student,,,\ne2,,,c2,o1,u2,student,,,\ne3,,,c1,o1,u4,teacher,,,\n',
  'demographics.csv': 'sourcedId,status,dateLastModified,birthDate,sex\nu1,,,2014-05-03,female\nu2,,,2014-02-30,male\n',
}

test('a set of 1.2 says who is where since when, by roles, classes and terms; the next whole one tells who has left', async () => {
  const whole = await give('set.zip', WHOLE)
  assert.deepEqual([whole.status, whole.rows], ['committed', { read: 4, new: 3, changed: 0, same: 0, rejected: 1 }])
  assert.deepEqual(byRule(whole.issues), { birth: 1, 'day-not-said': 1, 'not-a-student': 1, upn: 1 })
  const [ivy, ...rest] = await rolls('Roster')
  assert.deepEqual([ivy!.given, ivy!.starts, ivy!.ends], ['Fern', '2025-11-01', null])
  assert.deepEqual(rest.map(({ given, starts, ends }) => [given, starts, ends]), [['Ivy', '2024-09-01', null], ['Oak', '2025-09-03', null], ['Oak', '2025-09-10', '2025-10-10']])
  assert.deepEqual(await at.rows(`select upn, upn_state as state, to_char(born, 'YYYY-MM-DD') as born, sex from people.record_row where batch_id = ${whole.batch} order by row`), [
    { upn: 'X383400624001', state: 'held', born: '2014-05-03', sex: 'F' }, { upn: 'G383200024017', state: 'held', born: null, sex: 'M' }, { upn: 'A801200005001', state: 'quarantined', born: null, sex: null },
  ])
  // A set of changes: Oak leaves the registration class, Fern's user goes, Ivy drops a subject, and a stranger is named.
  const changes = await give('changes.zip', {
    'manifest.csv': MANIFEST({ orgs: 'bulk', users: 'delta', classes: 'bulk', academicSessions: 'bulk', enrollments: 'delta' }), 'orgs.csv': ORGS, 'academicSessions.csv': WHOLE['academicSessions.csv'], 'classes.csv': WHOLE['classes.csv'],
    'users.csv': 'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,identifier,primaryOrgSourcedId\nu3,tobedeleted,2025-11-20T10:00:00Z,false,fern,,Fern,Roster,,o2\n',
    'enrollments.csv': 'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\ne9,tobedeleted,2025-11-14T08:00:00Z,c1,o1,u2,student,,2025-09-03,\ne1,tobedeleted,2025-11-13T08:00:00Z,c2,o1,u1,student,,,\ne8,active,2025-11-13T08:00:00Z,c2,o1,u99,student,,,\n',
  })
  assert.equal(changes.status, 'committed', JSON.stringify(changes.issues))
  assert.deepEqual(byRule(changes.issues), { 'class-left': 1, 'day-not-said': 1, nobody: 1 })
  assert.deepEqual((await rolls('Roster')).map(({ given, starts, ends }) => [given, starts, ends]), [
    ['Fern', '2025-11-01', '2025-11-20'], ['Ivy', '2024-09-01', null], ['Oak', '2025-09-03', '2025-11-14'], ['Oak', '2025-09-10', '2025-10-10'],
  ])
  await at.undo(changes.batch!)
  assert.equal((await rolls('Roster'))[2]!.ends, null)
  const later = await give('later.zip', { ...WHOLE, 'roles.csv': WHOLE['roles.csv'].replace(/^r1.*\n/m, ''), 'users.csv': WHOLE['users.csv'].replace(/^u1.*\n/m, ''), 'enrollments.csv': 'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\ne2,,2025-12-01T09:00:00Z,c2,o1,u2,student,,,\n' })
  assert.deepEqual((await rolls('Roster')).filter(({ given }) => given === 'Ivy').map(({ ends }) => ends), ['2025-11-30'])
  for (const { batch } of [later, whole]) await at.undo(batch!)
  assert.deepEqual(await at.rows(`select 1 from people.child where area_id = 3 and family_name = 'Roster'`), [])
})

test('a set without manifest, in a folder, with another order of columns or a file that is not there is read and told', async () => {
  const { 'manifest.csv': manifest, ...bare } = WHOLE
  assert.equal(byRule((await give('bare.zip', bare, { checkOnly: true })).issues)['no-manifest'], 1)
  const within = await give('folder.zip', Object.fromEntries(Object.entries(WHOLE).map(([name, text]) => [`export/${name}`, text])), { checkOnly: true })
  assert.deepEqual([within.rows.new, byRule(within.issues)['in-a-folder']], [3, 1])
  const turned = await give('turned.zip', { ...WHOLE, 'orgs.csv': 'name,sourcedId,identifier,type\nKelder School,o1,899001,school\nOther School,o2,899002,school\nMaths,d1,,department\n' }, { checkOnly: true })
  assert.equal(byRule(turned.issues)['header-order'], 1)
  const { 'roles.csv': roles, ...partial } = WHOLE
  assert.equal(byRule((await give('partial.zip', partial, { checkOnly: true })).issues)['file-missing'], 1)
  const unread = await give('unread.zip', { ...WHOLE, 'manifest.csv': manifest.replace('file.demographics,bulk', 'file.demographics,absent') }, { checkOnly: true })
  assert.equal(byRule(unread.issues)['said-absent'], 1)
  const noId = await give('columns.zip', { ...WHOLE, 'users.csv': 'id,name\n1,x\n' }, { checkOnly: true })
  assert.deepEqual([noId.status, noId.blocks, byRule(noId.issues)['columns']], ['checked', true, 1])
  assert.ok(roles)
})

test('the CSVs of a set given together are one return', async () => {
  const loose = await at.give(Object.entries(WHOLE).map(([name, text]): [string, string] => [name, text]), { area: 'Kelderby', checkOnly: true })
  assert.deepEqual(loose.map(({ kind, rows }) => [kind, rows.new]), [['oneroster', 3]])
})

test('a bomb and a name that leads out of the zip are refused with a reason', async () => {
  const bomb = await zipped({ 'users.csv': Buffer.alloc(40_000_000, 'a'), 'orgs.csv': ORGS })
  const outcome = await at.give([['bomb.zip', bomb]], { area: 'Kelderby', as: 'oneroster' })
  assert.deepEqual([outcome[0]!.status, outcome[0]!.issues.map(({ rule }) => rule)], ['rejected', ['file-not-read']])
  assert.match(outcome[0]!.issues[0]!.message, /unpacks to more than/)
  const cut = (await zipped(WHOLE)).subarray(0, 900)
  assert.equal((await at.give([['cut.zip', cut]], { area: 'Kelderby', as: 'oneroster' }))[0]!.status, 'rejected')
})
