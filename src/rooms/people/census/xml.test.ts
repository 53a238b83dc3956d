import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Reader, reading } from '#platform'
import { type TestDatabase, testDatabase } from '../../../platform/test-database.ts'
import { beside, checked, pupils, rulesOf, written } from './census.test-kit.ts'
import { schoolCensus } from './census.ts'

let held: TestDatabase
let db: Reader
before(async () => {
  held = await testDatabase()
  db = reading(held.db)
})
after(() => held.drop())

const HEADER = '<Header><CollectionDetails><Collection>SC</Collection><Term>SPR</Term><Year>2025</Year><ReferenceDate>2025-01-16</ReferenceDate></CollectionDetails>' +
  '<Source><SourceLevel>L</SourceLevel><LEA>899</LEA></Source></Header>'
const SCHOOL = '<School><LEA>899</LEA><Estab>1001</Estab><URN/><SchoolName>Invented</SchoolName></School>'
const COMMON = '<DOB>2014-05-03</DOB><Sex>F</Sex></PupilIdentifiers>' +
  '<PupilCharacteristics><Ethnicity>WBRI</Ethnicity><Language>ENG</Language></PupilCharacteristics>' +
  '<PupilStatus><EnrolStatus>C</EnrolStatus><EntryDate>2019-09-03</EntryDate><NCyearActual>5</NCyearActual></PupilStatus>'
const IVY = `<PupilOnRoll><PupilIdentifiers><UPN>X383400624001</UPN><Surname>Quill</Surname><Forename>Ivy</Forename>${COMMON}
  <FSMeligibility><FSMperiods><FSMperiod><FSMstartDate>2022-09-05</FSMstartDate><UKcountry>ENG</UKcountry></FSMperiod></FSMperiods></FSMeligibility>
  <SpecialEducationalNeeds><SENprovision>K</SENprovision><SENneeds><SENneed><SENtypeRank>1</SENtypeRank><SENtype>ASD</SENtype></SENneed></SENneeds></SpecialEducationalNeeds>
  <TermlyExclusions><TermlyExclusion><Category>SUSP</Category><Reason1>DB</Reason1>
    <StartDate>2024-11-04</StartDate><Sessions>3</Sessions><SENprovision>N</SENprovision></TermlyExclusion></TermlyExclusions>
  <TermlyAttendance><TermlySessionsPossible>130</TermlySessionsPossible>
    <SessionDetails><SessionDetail><AttendanceReason>\\</AttendanceReason><Sessions>60</Sessions></SessionDetail></SessionDetails></TermlyAttendance>
  <HomeInformation><Address><PostCode>KD1 1AA</PostCode></Address></HomeInformation></PupilOnRoll>`
const OAK = `<PupilOnRoll><PupilIdentifiers><UPN>G383200024017</UPN><Surname>Quill</Surname><Forename>Oak</Forename>${COMMON}
  <SpecialEducationalNeeds><SENprovision>N</SENprovision></SpecialEducationalNeeds>
  <TermlyAttendance><TermlySessionsPossible>130</TermlySessionsPossible></TermlyAttendance></PupilOnRoll>`
const LEFT = '<PupilNoLongerOnRoll>' +
  '<PupilIdentifiers><UPN>B801200005001</UPN><Surname>Quill</Surname><Forename>Rowan</Forename><DOB>2013-11-02</DOB><Sex>M</Sex></PupilIdentifiers>' +
  '<PupilStatus><EntryDate>2018-09-03</EntryDate><LeavingDate>2024-12-20</LeavingDate></PupilStatus></PupilNoLongerOnRoll>'
const message = (pupilsOf: string, root = `<Message>${HEADER}${SCHOOL}`) =>
  `<?xml version="1.0"?>\n${root}<Pupils><PupilsOnRoll>${pupilsOf}</PupilsOnRoll><PupilsNoLongerOnRoll>${LEFT}</PupilsNoLongerOnRoll></Pupils></Message>`

test('an invented school gives the same facts in XML and as tables of COLLECT', async () => {
  const xml = await checked(db, await written({ 'census.xml': message(IVY + OAK) }))
  const tables = await checked(db, await written({
    '2025_spring_schoolcensus.csv': [{ schoolcensustableid: 'c', NativeId: '8991001', lea: '899', estab: '1001', term: 'SPR', year: 2025, referencedate: '2025-Jan-16 00:00:00' }],
    '2025_spring_pupilonroll.csv': pupils(), ...beside(),
    '2025_spring_pupilnolongeronroll.csv': [{ pupilnolongeronrolltableid: 'l', NativeId: '8991001', upn: 'B801200005001', surname: 'Quill', forename: 'Rowan', dob: '2013-Nov-02 00:00:00',
      sex: 'M', entrydate: '2018-Sep-03 00:00:00', leavingdate: '2024-Dec-20 00:00:00' }],
    '2025_spring_termlyexclusionsonroll.csv': [{ pupilonrolltableid: 'a', startdate: '2024-Nov-04 00:00:00', sessions: '3.0', category: 'SUSP', reason1: 'DB', senprovision: 'N' }],
    '2025_spring_termlysessiondetailsonroll.csv': [{ pupilonrolltableid: 'a', sessions: '60.0', attendancereason: '\\' }],
    '2025_spring_addresses.csv': [{ pupilonrolltableid: 'a', postcode: 'kd1 1aa' }],
  }))
  const facts = ({ content }: typeof xml) => content.said.map(({ key, who, facts: said }) => ({ key, who, said: said.map(({ of, one }) => [of.table, one]) }))
  assert.deepEqual(facts(xml), facts(tables))
  // On roll; SEN, year, ethnicity, language, need, meals, postcode; sessions; a suspension.
  assert.equal(xml.content.said[0]!.facts.length, 10)
  assert.deepEqual([rulesOf(xml), rulesOf(tables)], [{ 'setting-unmatched': 1 }, { 'setting-unmatched': 1 }])
  assert.equal(await schoolCensus.saysAuthority!(xml.unit), '899')
})

test('one file may hold several schools, and any number of pupils on one line', async () => {
  const second = '<School><LEA>899</LEA><Estab>1002</Estab></School>'
  const two = `<Message>${HEADER}${SCHOOL}<Pupils><PupilsOnRoll>${IVY}</PupilsOnRoll></Pupils>${second}<Pupils><PupilsOnRoll>${OAK}</PupilsOnRoll></Pupils></Message>`.replaceAll('\n', '')
  const found = await checked(db, await written({ 'two.xml': two }))
  assert.deepEqual([...found.content.unknownSettings.values()].map(({ code }) => code), ['8991001', '8991002'])
  assert.deepEqual(found.content.said.map(({ reportedBy, row }) => [reportedBy, row]), [[-1, 1], [-2, 2]])
})

test('other returns that are messages too are left alone, and a broken one is refused with its line', async () => {
  const other = await written({ 'cin.xml': '<Message><Header><CollectionDetails><Collection>CIN</Collection></CollectionDetails></Header></Message>', 'ctf.xml': '<CTfile><Header/></CTfile>',
    'no.xml': 'no' })
  assert.deepEqual(await schoolCensus.recognise(other, false), [])
  await assert.rejects(checked(db, await written({ 'cut.xml': message(IVY).slice(0, -200) })), { name: 'Refusal' })
})
