import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { pupils } from '../src/rooms/people/census/census.test-kit.ts'
import { byRule, givenFiles } from '../src/rooms/people/returns/given-files.test-kit.ts'
import { asTables, header, message, PERSON, whole } from '../src/rooms/people/sen2/written.test-kit.ts'
import { odsOf, odsWith, xlsxOf, xlsxWith, zipOf } from './fuzz/with/workbooks.ts'

// Bad input to the kinds of returns themselves. What is wrong with cells of one kind alone is tested beside that kind, and any bytes at all by bin/fuzz returns.

let at: Awaited<ReturnType<typeof givenFiles>>
before(async () => (at = await givenFiles()))
after(() => at?.close())

type Files = [name: string, bytes: string | Buffer][]

const [IVY, OAK] = ['X383400624001', 'G383200024017']
const taken: number[] = []
async function give(files: Files, options: Parameters<typeof at.give>[1] = { area: 'Kelderby' }) {
  const reports = await at.give(files, options)
  for (const { status, batch } of reports) if (status === 'committed') taken.push(batch!)
  return reports
}
const giveOne = async (name: string, bytes: string | Buffer, options?: Parameters<typeof at.give>[1]) => (await give([[name, bytes]], options))[0]!
const csvOf = (rows: readonly (readonly string[])[], end = '\n', sign = ',') => rows.map((cells) => cells.join(sign)).join(end) + end
const FACTS = `select (select count(*) from people.record_row)::int as records, (select count(*) from people.statement)::int as statements, (select count(*) from people.suspension)::int as suspensions,
  (select count(*) from people.child where batch_id is not null)::int as children, (select count(*) from platform.extent)::int as extents, (select count(*) from platform.set_aside)::int as aside`
const stands = async () => (await at.rows(FACTS))[0]!
const NOTHING = { records: 0, statements: 0, suspensions: 0, children: 0, extents: 0, aside: 0 }

afterEach(async () => {
  for (const batch of taken.splice(0).reverse()) await at.undo(batch)
  assert.deepEqual(await stands(), NOTHING, 'what went in came out again')
})

const SUSPENDED = [
  ['laestab', 'upn', 'forename', 'surname', 'dob', 'startdate', 'sessions', 'reason1', 'reason2', 'category', 'senprovision', 'incare'],
  ['899001', IVY, 'Ivy', 'Quill', '2014-05-03', '2025-01-13', '6', 'PP', 'DB', 'SUSP', 'K', 'N'], ['899001', OAK, 'Oak', 'Quill', '2014-05-03', '2025-01-20', '4', 'PP', '', 'SUSP', 'N', 'N'],
  ['899003', IVY, 'Ivy', 'Quill', '2014-05-03', '2025-02-03', '2', 'DB', '', 'SUSP', 'K', 'N'],
]
const [HEAD, FIRST, SECOND, THIRD] = SUSPENDED as [string[], string[], string[], string[]]
const person = (more = {}) => ({ ...PERSON, ...more, Requests: whole() })
const TWO = [person(), person({ UPN: OAK, Forename: 'Oak' })]

describe('the same return in other bytes is the same return', () => {
  const lists: [what: string, files: () => Promise<Files> | Files][] = [
    ['under another name', () => [['Copy of Copy of list (3).csv', csvOf(SUSPENDED)]]],
    ['sorted in another way', () => [['list.csv', csvOf([HEAD, THIRD, SECOND, FIRST])]]],
    ['with line ends of Windows', () => [['list.csv', csvOf(SUSPENDED, '\r\n')]]],
    ['with line ends of an old Mac', () => [['list.csv', csvOf(SUSPENDED, '\r')]]],
    ['with a byte order mark', () => [['list.csv', `\ufeff${csvOf(SUSPENDED)}`]]],
    ['in UTF-16 without a mark', () => [['list.csv', Buffer.from(csvOf(SUSPENDED), 'utf16le')]]],
    ['with semicolons', () => [['list.csv', csvOf(SUSPENDED, '\n', ';')]]],
    ['with every cell in quotes', () => [['list.csv', csvOf(SUSPENDED.map((cells) => cells.map((cell) => `"${cell}"`)))]]],
    ['with its columns turned round', () => [['list.csv', csvOf(SUSPENDED.map((cells) => cells.toReversed()))]]],
    ['with blanks about its cells and empty rows between', () => [['list.csv', csvOf([HEAD, [''], ...SUSPENDED.slice(1).flatMap((cells) => [cells.map((cell) => ` ${cell} `), [',,,'], Array<string>(12).fill('')])])]]],
    ['with zero bytes in it', () => [['list.csv', csvOf(SUSPENDED).replace('Quill', 'Qu\0ill')]]],
    ['as a workbook', async () => [['list.xlsx', await xlsxOf(SUSPENDED)]]],
    ['as a workbook called .csv', async () => [['list.csv', await xlsxOf(SUSPENDED)]]],
    ['as an OpenDocument workbook', async () => [['list.ods', await odsOf(SUSPENDED)]]],
    ['as a CSV called .xlsx', () => [['list.xlsx', csvOf(SUSPENDED)]]],
  ]

  test('a list, however it is saved', async () => {
    const first = await giveOne('list.csv', csvOf(SUSPENDED))
    assert.deepEqual([first.kind, first.status, first.rows.new], ['exclusions', 'committed', 3])
    const stood = await stands()
    for (const [what, files] of lists) {
      const [again] = await give(await files())
      assert.equal(again!.kind, 'exclusions', what)
      assert.deepEqual(again!.rows, { read: 3, new: 0, changed: 0, same: 3, rejected: 0 }, `${what}: ${again!.issues.map(({ message }) => message).join(' ')}`)
    }
    assert.deepEqual(await stands(), stood)
  })

  test('a SEN2 in XML: on one line, with comments, the persons in another order, with a prefix, and as tables', async () => {
    const first = await giveOne('sen2.xml', message(TWO))
    assert.deepEqual([first.kind, first.status, first.rows.new], ['sen2', 'committed', 2])
    const ways: [string, Files][] = [
      ['on one line', [['sen2.xml', message(TWO).replaceAll(/\n/g, '')]]], ['comments', [['sen2.xml', message(TWO).replaceAll('<UPN>', '<!-- <UPN>x</UPN> --><UPN>')]]],
      ['another order', [['sen2.xml', message(TWO.toReversed())]]], ['a prefix', [['sen2.xml', message(TWO).replaceAll(/<(\/?)(\w)/g, '<$1a:$2').replace('<a:Message', '<a:Message xmlns:a="urn:a"')]]],
      ['UTF-16', [['sen2.xml', Buffer.from(`\ufeff${message(TWO).replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>')}`, 'utf16le')]]],
      ['a wrong encoding declared', [['sen2.xml', message(TWO).replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>')]]], ['as tables', asTables(TWO)],
    ]
    for (const [what, files] of ways) {
      const [again] = await give(files)
      assert.deepEqual([again!.kind, again!.rows.new, again!.rows.changed, again!.rows.same], ['sen2', 0, 0, 2], `${what}: ${again!.issues.map(({ message: says }) => says).join(' ')}`)
    }
  })
})

test('last year’s file, given again after this year’s, is known for what it is and changes nothing', async () => {
  const last = await giveOne('sen2.xml', message(TWO, header(2025)))
  await giveOne('sen2.xml', message(TWO))
  const before = [await stands(), await at.rows('select topic, value, starts, ends from people.span order by 1, 2, 3')]
  const again = await giveOne('SEN2 2026 final.xml', message(TWO, header(2025)))
  assert.deepEqual([again.status, again.batch], ['unchanged', last.batch])
  assert.deepEqual([await stands(), await at.rows('select topic, value, starts, ends from people.span order by 1, 2, 3')], before)
})

test('a file of an authority nobody here knows is not taken in for anybody, unless somebody says for whom', async () => {
  const census = '<Header><CollectionDetails><Collection>SC</Collection><Term>SPR</Term><Year>2025</Year><ReferenceDate>2025-01-16</ReferenceDate></CollectionDetails><Source><LEA>330</LEA></Source></Header>'
  const files: Files = [
    ['2025_spring_pupilonroll.csv', csvOf([['pupilonrolltableid', 'NativeId', 'upn', 'surname', 'forename', 'dob'], ['a', '3302001', IVY, 'Quill', 'Ivy', '2014-May-03 00:00:00']])],
    ['census.xml', `<Message>${census}<School><LEA>330</LEA><Estab>2001</Estab></School><Pupils/></Message>`], ['sen2.xml', message(TWO, header(2026, '330'))],
    ['list.csv', csvOf([HEAD, FIRST.with(0, '3302001')])],
    ['ctf.xml', `<CTfile><Header><DocumentName>Common Transfer File</DocumentName><DateTime>2026-03-02T09:00:00</DateTime><SourceSchool><LEA>330</LEA><Estab>2001</Estab></SourceSchool>
      <DestSchool><LEA>330</LEA><Estab>4001</Estab></DestSchool></Header><CTFpupilData><Pupil><UPN>${IVY}</UPN><Surname>Quill</Surname><Forename>Ivy</Forename></Pupil></CTFpupilData></CTfile>`],
  ]
  for (const file of files) {
    const [report] = await give([file], {})
    assert.deepEqual([report!.status, report!.issues.map(({ rule }) => rule)], ['rejected', ['area-needed']], file[0])
    assert.match(report!.issues[0]!.fix!, /--area/)
  }
  const sen2 = await giveOne('sen2.xml', message(TWO, header(2026, '330')))
  assert.deepEqual([sen2.status, byRule(sen2.issues)['another-authority']], ['committed', 1], 'it was said whose it is')
})

describe('days that are none', () => {
  const NONE = ['00/00/0000', '0000-00-00', '31/02/2025', '2025-02-31', '29/02/2023', '02/13/2025', '45670', '45670.5', '0025-01-13', '9999-12-31', '13/01/25', '2025-13-01', 'Monday', '#N/A', '20250113']

  test('in a list the row is left out with its number, column, value and what to do, and every other row stays', async () => {
    const report = await giveOne('list.csv', csvOf([HEAD, FIRST, ...NONE.map((day) => SECOND.with(5, day))]))
    assert.deepEqual([report.status, report.rows], ['committed', { read: 1 + NONE.length, new: 1, changed: 0, same: 0, rejected: NONE.length }])
    assert.deepEqual(report.issues.filter(({ column }) => column === 'startdate').map(({ row, value }) => [row, value]), NONE.map((day, at) => [at + 3, day]))
    assert.ok(report.issues.every(({ message: says, fix }) => says !== '' && fix))
  })

  test('in a census the pupil stays without a day of birth, and without one of entry', async () => {
    for (const day of ['00/00/0000', '2014-Feb-31 00:00:00', '41762']) {
      const report = (await give([['2025_spring_pupilonroll.csv', tableOf(pupils({ NativeId: '899001', dob: day, entrydate: day }))]]))[0]!
      assert.deepEqual([report.status, report.rows.read, report.rows.rejected], ['committed', 2, 0], day)
      assert.ok(report.issues.some(({ row, column, value }) => row === 2 && column === 'pupilonroll.dob' && value === day), day)
    }
  })

  test('in a workbook a number that is shown as a day is that day, and a number that is not is none', async () => {
    // Excel's 45670 is 13 January 2025: 45658 is 1 January (ECMA-376, 18.17.4.1).
    const cell = (text: string, column: number, row: number) => (text === 'serial' || text === 'bare' ? `<c r="${'ABCDEFGHIJKL'[column]}${row}"${text === 'serial' ? ' s="1"' : ''}><v>45670</v></c>`
      : `<c r="${'ABCDEFGHIJKL'[column]}${row}" t="inlineStr"><is><t>${text}</t></is></c>`)
    const sheet = [HEAD, FIRST.with(5, 'serial'), SECOND.with(5, 'bare')].map((cells, row) => `<row r="${row + 1}">${cells.map((text, column) => cell(text, column, row + 1)).join('')}</row>`).join('')
    const report = await giveOne('list.xlsx', await xlsxWith(sheet))
    assert.deepEqual([report.rows.new, report.rows.rejected], [1, 1])
    assert.deepEqual(await at.rows('select starts from people.suspension'), [{ starts: '2025-01-13' }])
  })
})

test('twins, a new name, a move and a return, told by three censuses: each child is one child, on roll where and when it was', async () => {
  const census = async (term: string, ivy: Record<string, string> = {}) => {
    const rest = { ...pupils()[1]!, pupilonrolltableid: 'c', NativeId: '899003', upn: 'B801200005001', surname: 'Marl', forename: 'Wren' }
    return giveOne(`${term}_pupilonroll.csv`, tableOf([{ ...pupils()[0]!, NativeId: '899001', ...ivy }, { ...pupils()[1]!, NativeId: '899001', upn: '' }, rest]))
  }
  const reports = [
    await census('2025_spring'), await census('2025_summer', { NativeId: '899003', surname: 'Quill-Vane', entrydate: '2025-Apr-28 00:00:00' }),
    await census('2025_autumn', { surname: 'Vane', entrydate: '2025-Sep-02 00:00:00' }),
  ]
  assert.deepEqual(reports.map(({ status }) => status), ['committed', 'committed', 'committed'])
  assert.deepEqual(await at.rows(`select c.given_name as given, c.family_name as family, p.code as urn, e.starts, e.ends from people.enrolment e join people.child c using (area_id, child_id)
    join places.place_code p on p.place_id = e.place_id and p.scheme = 'urn' where c.family_name <> 'Marl' and c.batch_id is not null order by 1, e.starts`), [
    // Not on the roll of 899001 on the census day of summer, 15 May; nor on that of 899003 on that of autumn, 2 October.
    { given: 'Ivy', family: 'Vane', urn: '899001', starts: '2019-09-03', ends: '2025-05-14' }, { given: 'Ivy', family: 'Vane', urn: '899003', starts: '2025-04-28', ends: '2025-10-01' },
    { given: 'Ivy', family: 'Vane', urn: '899001', starts: '2025-09-02', ends: null }, { given: 'Oak', family: 'Quill', urn: '899001', starts: '2019-09-03', ends: null },
  ])
})

describe('XML that is made to harm', () => {
  const roots: [kind: string, before: string, after: string][] = [
    ['school-census', '<Message><Header><CollectionDetails><Collection>SC</Collection><Term>SPR</Term><Year>2025</Year></CollectionDetails></Header>', '</Message>'],
    ['sen2', '<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>2026</Year></CollectionDetails></Header>', '</Message>'],
    ['cin', '<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year><ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails></Header>', '</Message>'],
    ['ctf', '<CTfile><Header><DocumentName>Common Transfer File</DocumentName><DateTime>2026-03-02T09:00:00</DateTime><SourceSchool><LEA>899</LEA><Estab>2000</Estab></SourceSchool><DestSchool><LEA>899</LEA><Estab>4000</Estab></DestSchool></Header><CTFpupilData>', '</CTFpupilData></CTfile>'],
  ]
  const LAUGHS = `<!DOCTYPE m [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, nth) => `<!ENTITY ${'bcdefghij'[nth]} "${`&${'abcdefghi'[nth]};`.repeat(10)}">`).join('')}]>`
  const harms: [what: string, xml: (before: string, after: string) => string | Buffer, says: RegExp][] = [
    ['entities in entities', (before, after) => `${LAUGHS}${before}<x>&j;</x>${after}`, /DOCTYPE/],
    ['an entity of a file', (before, after) => `<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>${before}<x>&x;</x>${after}`, /DOCTYPE/],
    ['an entity of a parameter', (before, after) => `<!DOCTYPE m [<!ENTITY % x SYSTEM "http://localhost:1/x.dtd">%x;]>${before}${after}`, /DOCTYPE/],
    ['an entity nobody defined', (before, after) => `${before}<x>&xxe;</x>${after}`, /not well formed/],
    ['elements 200,000 deep', (before) => before + '<a>'.repeat(200_000), /more than 40 deep/],
    ['an attribute of 10 MB', (before, after) => `${before}<x a="${'x'.repeat(10_000_000)}"/>${after}`, /not ended|attributes longer/],
    ['a text of 20 MB', (before, after) => `${before}<UPN>${'x'.repeat(20_000_000)}</UPN>${after}`, /not ended|longer than/],
    ['a comment of 20 MB', (before, after) => `${before}<!--${'x'.repeat(20_000_000)}-->${after}`, /not ended/],
    ['a million references to letters', (before, after) => `${before}<UPN>${'&#65;'.repeat(1_000_000)}</UPN>${after}`, /not ended|longer than/],
    ['a thousand attributes', (before, after) => `${before}<x ${Array.from({ length: 1000 }, (_, nth) => `a${nth}="1"`).join(' ')}/>${after}`, /attributes longer/],
    ['half a letter', (before, after) => `${before}<UPN>&#xD800;</UPN>${after}`, /not well formed/],
    ['zero bytes', (before, after) => `${before}<UPN>X\0</UPN>${after}`, /not well formed/],
    ['UTF-32', (before, after) => Buffer.from([...before, ...after].flatMap((letter) => [letter.charCodeAt(0), 0, 0, 0])), /./],
    ['a byte order mark that lies', (before, after) => Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(before + after)]), /./],
    ['no end', (before) => `${before}<Pupils><Pupil><UPN>X38340`, /not well formed/],
    ['two roots', (before, after) => before + after + before + after, /not well formed/],
  ]

  for (const [kind, open, close] of roots) {
    test(`${kind}: refused at once, with what is wrong, and nothing of it stays`, async () => {
      for (const [what, xml, says] of harms) {
        const before = process.memoryUsage()
        const began = performance.now()
        const [named, unnamed] = [await giveOne('a.xml', xml(open, close), { area: 'Kelderby', as: kind }), await giveOne('a.xml', xml(open, close))]
        const seconds = (performance.now() - began) / 1000
        assert.deepEqual([named.status, unnamed.status], ['rejected', 'rejected'], what)
        assert.match(named.issues[0]!.message, says, what)
        assert.ok(seconds < 10, `${what} took ${seconds.toFixed(1)} s`)
        assert.ok(process.memoryUsage().rss - before.rss < 400e6, `${what} took ${Math.round((process.memoryUsage().rss - before.rss) / 1e6)} MB`)
      }
    })
  }
})

describe('workbooks that claim more than they hold', () => {
  const row = (cells: string[], number: number) => `<row r="${number}">${cells.map((cell, column) => `<c r="${'ABCDEFGHIJKL'[column]}${number}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`
  const good = SUSPENDED.map((cells, at) => row(cells, at + 1)).join('')
  const odsRow = (cells: string[], more = '') => `<table:table-row${more}>${cells.map((cell) => `<table:table-cell office:value-type="string"><text:p>${cell}</text:p></table:table-cell>`).join('')}</table:table-row>`
  const goodOds = SUSPENDED.map((cells) => odsRow(cells)).join('')
  const BLANKS = '<table:table-cell table:number-columns-repeated="16384"/>'

  test('a million empty rows, as spreadsheets leave them, are passed over', async () => {
    const rows = Array.from({ length: 1_048_570 }, (_, nth) => `<row r="${nth + 6}"/>`).join('')
    const reports = [
      await giveOne('list.xlsx', await xlsxWith(good + rows)), await giveOne('list.xlsx', await xlsxWith(`${good}<row r="1048576"><c r="XFD1048576"/></row>`)),
      await giveOne('list.ods', await odsWith(`${goodOds}<table:table-row table:number-rows-repeated="1048572">${BLANKS}</table:table-row>`)),
    ]
    for (const { kind, status, rows: { read, rejected } } of reports) assert.deepEqual([kind, status, read, rejected], ['exclusions', 'committed', 3, 0])
  })

  test('what no sheet has, and a cell repeated over a whole sheet, are refused with a sentence', async () => {
    const cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    const files: [string, Buffer, RegExp][] = [
      ['a.ods', await odsWith(`${goodOds}<table:table-row table:number-rows-repeated="1048576">${cell}</table:table-row>`), /more than 5 million cells/],
      ['a.ods', await odsWith(`<table:table-row table:number-rows-repeated="1048576">${cell}</table:table-row>`), /more than 5 million cells/],
      ['a.xlsx', await xlsxWith(`${good}<row r="99999999"><c r="A99999999"><v>1</v></c></row>`), /no sheet has/],
      ['a.xlsx', await xlsxWith(`${good}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`), /./],
      ['a.xlsx', await xlsxWith(`${good}<row r="6"><c r="ZZZZ6"><v>1</v></c></row>`), /no sheet has/],
      ['a.xlsx', await xlsxWith(`<!DOCTYPE x [<!ENTITY a "b">]>${good}`), /DOCTYPE|not well formed/],
      ['a.xlsx', await xlsxWith(good.replace('Quill', 'x'.repeat(1_200_000))), /not ended|longer than/],
      ['a.xlsx', (await xlsxOf(SUSPENDED)).subarray(0, 900), /zip|workbook/],
      ['a.xls', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(4000)]), /old Excel workbook|not read|columns|none of|zero/],
    ]
    for (const [name, bytes, says] of files) {
      const began = performance.now()
      const report = await giveOne(name, bytes, { area: 'Kelderby', as: 'suspensions', checkOnly: true })
      assert.ok(report.blocks || says.source === '.', `${name} ${says}: ${report.status}`)
      if (report.blocks) assert.match(report.issues.map(({ message: words }) => words).join(' '), says)
      assert.ok(performance.now() - began < 10_000)
    }
  })

  test('a zip that unpacks to more than it should, has too many files, leads out of its folder or says one name twice', async () => {
    const [own, everybodys] = [await mkdtemp(join(tmpdir(), 'belong-zips-')), process.env['TMPDIR']]
    process.env['TMPDIR'] = own
    const list = csvOf(SUSPENDED)
    const zips: [string, Buffer][] = [
      ['a bomb', await zipOf([['list.csv', Buffer.alloc(30_000_000, 0x2c)]])],
      ['too many', await zipOf(Array.from({ length: 2100 }, (_, nth) => [`${nth}.csv`, list]))], ['one name twice', await zipOf([['list.csv', list], ['list.csv', csvOf([HEAD, FIRST])]])],
      ['a zip in a zip', await zipOf([['inner.zip', await zipOf([['list.csv', list]])]])], ['out of its folder', Buffer.from((await zipOf([['qqqlist.csv', list]])).toString('latin1').replaceAll('qqqlist', '../list'), 'latin1')],
    ]
    // A workbook may be packed more tightly than other zips: XML of equal rows is.
    const bomb = await giveOne('a.xlsx', await zipOf([['[Content_Types].xml', '<Types/>'], ['xl/workbook.xml', Buffer.alloc(330_000_000, 0x20)]]), { area: 'Kelderby', checkOnly: true, as: 'suspensions' })
    assert.match(bomb.issues[0]!.message, /unpacks to more than 300 MB/)
    for (const [what, bytes] of zips) {
      for (const as of ['sen2', 'suspensions', undefined]) {
        const answer = await giveOne('a.zip', bytes, { area: 'Kelderby', checkOnly: true, ...(as ? { as } : {}) }).then(({ blocks }) => (blocks ? 'stopped' : 'read'), ({ kind }: { kind?: string }) => `refused as ${kind}`)
        assert.ok(['stopped', 'refused as invalid'].includes(answer), `${what}, as ${as}: ${answer}`)
      }
    }
    if (everybodys === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = everybodys
    const left = readdirSync(own)
    rmSync(own, { recursive: true })
    assert.deepEqual(left, [], 'nothing unpacked is left')
  })
})

describe('CSV that is made to harm, or was by accident', () => {
  const cases: [what: string, text: string | Buffer, rows: { new: number; rejected: number }, rule: string | null][] = [
    ['a cell of more than a megabyte', csvOf([HEAD, FIRST, SECOND.with(3, 'x'.repeat(1_100_000)), THIRD]), { new: 2, rejected: 1 }, 'long-cell'],
    ['ten thousand columns', csvOf(SUSPENDED.map((cells, row) => [...cells, ...Array.from({ length: 10_000 }, (_, nth) => (row ? '1' : `x${nth}`))])), { new: 3, rejected: 0 }, null],
    ['the header once more', csvOf([HEAD, FIRST, HEAD, SECOND]), { new: 2, rejected: 1 }, 'startdate'],
    ['a quotation mark left open', `${csvOf([HEAD, FIRST, SECOND])}"899003,${IVY}\n${csvOf([THIRD])}`, { new: 2, rejected: 0 }, 'quotes'],
    ['a row with a comma too many', csvOf([HEAD, FIRST, [...SECOND, 'x'], THIRD]), { new: 2, rejected: 1 }, 'ragged'],
    ['Windows-1252', Buffer.from(csvOf([HEAD, FIRST.with(3, 'Brontë'), SECOND]), 'latin1'), { new: 2, rejected: 0 }, 'encoding'],
    ['formulas', csvOf([HEAD, FIRST.with(2, '=cmd()'), SECOND.with(3, '@sum')]), { new: 2, rejected: 0 }, null],
    ['names of what every object has', csvOf([[...HEAD, '__proto__', 'constructor'], [...FIRST, 'x', 'y'], [...SECOND.with(9, 'constructor'), 'x', 'y'], [...THIRD.with(7, '__proto__'), 'x', 'y']]),
      { new: 2, rejected: 1 }, 'category'],
  ]
  for (const [what, text, counts, rule] of cases) {
    test(`${what}: what can be read of it goes in`, async () => {
      const report = await giveOne('list.csv', text)
      assert.deepEqual([report.kind, report.status, report.rows.new, report.rows.rejected], ['exclusions', 'committed', counts.new, counts.rejected], report.issues.map(({ message: says }) => says).join(' '))
      if (rule) assert.ok(report.issues.some((one) => one.rule === rule && one.message !== ''), `${rule}: ${JSON.stringify(byRule(report.issues))}`)
    })
  }

  test('whatever is no return at all is told so by every kind, and nothing comes of it', async () => {
    const odd: Files = [
      ['empty.csv', ''], ['blank.csv', '\n\n \n'], ['head.csv', csvOf([HEAD])], ['nul.csv', Buffer.alloc(5000)], ['noise.csv', Buffer.from(Array.from({ length: 5000 }, (_, nth) => (nth * 7919) % 256))],
      ['page.xml', '<!doctype html><title>Sign in</title>'], ['page.csv', '<html><body>Your session has expired</body></html>'], ['letter.docx', await zipOf([['word/document.xml', '<w/>']])], ['quote.csv', '"'],
      ['image.xlsx', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')], ['empty.zip', await zipOf([])], ['list.json', '{"a": [1,'], ['mark.csv', Buffer.from([0xff, 0xfe])],
    ]
    const kinds = ['school-census', 'cin', 'ssda903', 'sen2', 'ctf', 'annex-a', 'attendance-daily', 'suspensions', 'attendance-weekly', 'attainment', 'postcodes']
    for (const file of odd) {
      for (const as of [undefined, ...kinds]) {
        const reports = await give([file], { area: 'Kelderby', ...(as ? { as } : {}) })
        for (const { status, issues } of reports) {
          assert.equal(status, 'rejected', `${file[0]} as ${as}`)
          assert.ok(issues.length && issues.every(({ message: says }) => says.length > 10), `${file[0]} as ${as}`)
        }
      }
    }
  })
})

/** A table of COLLECT. */
function tableOf(rows: Record<string, string | number>[]) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return csvOf([columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))])
}
