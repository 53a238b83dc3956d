import { copyIn, newId, type Writer } from '#platform'
import { isNhsNumber } from '../identity/identifiers.ts'
import { nameColumns } from '../names.ts'
import { NOT_BORN, NOT_NAMED } from './derive.ts'
import { type AnyFactTable, cachedHash, type Said } from './said.ts'

/** A record with the child it was taken to be about, and by what; `new` where nobody known fitted. */
export interface KnownRecord {
  said: Said
  childId: string
  by: string
  isAdopted: boolean
}

/** The batch records are written under, and the period and day they speak of where they do not say another. */
interface Under {
  areaId: number
  batchId: number
  period: string
  asAt: string
}

/** Writes what records say as it was said: children nobody spoke of before, the records themselves, and each fact in its table. Answers the tables facts went to. */
export async function writeRecords(tx: Writer, under: Under, known: readonly KnownRecord[], tables: readonly AnyFactTable[]) {
  await writeChildren(tx, under, known.filter(({ by }) => by === 'new'))
  await writeRows(tx, under, known)
  await writeNhsNumbers(tx, under, known)
  await writeFormerUpns(tx, under, known)
  const told = tables.filter((table) => known.some(({ said }) => said.facts.some(({ of }) => of === table)))
  for (const table of told) await writeFacts(tx, under, known, table)
  return told
}

async function writeChildren(tx: Writer, { areaId, batchId }: Under, fresh: readonly KnownRecord[]) {
  const now = new Date()
  const columns = ['area_id', 'child_id', 'given_name', 'family_name', 'known_as', 'born', 'sex', 'source', 'made_at', 'by_family', 'by_given', 'batch_id']
  await copyIn(tx, 'people.child', columns, fresh, (out, { said: { who }, childId }) => {
    const given = who.givenName ?? NOT_NAMED
    const family = who.familyName ?? NOT_NAMED
    const ordered = nameColumns(given, family)
    out.int4(areaId)
    out.uuid(childId)
    out.text(given)
    out.text(family)
    out.text(who.knownAs)
    out.date(who.born ?? NOT_BORN)
    out.text(who.sex)
    out.text('return')
    out.moment(now)
    out.text(ordered.by_family)
    out.text(ordered.by_given)
    out.int4(batchId)
  })
}

async function writeRows(tx: Writer, { areaId, batchId, period, asAt }: Under, known: readonly KnownRecord[]) {
  const columns = [
    'area_id', 'batch_id', 'reported_by', 'row', 'key', 'hash', 'child_id', 'matched_by', 'upn', 'upn_state', 'former_upn', 'uln', 'local_scheme', 'local_id', 'given_name', 'family_name', 'known_as', 'born', 'sex', 'period', 'as_at',
  ]
  await copyIn(tx, 'people.record_row', columns, known, (out, { said, childId, by, isAdopted }) => {
    const { who } = said
    for (const number of [areaId, batchId, said.reportedBy, said.row]) out.int4(number)
    out.text(said.key)
    out.int8(cachedHash(said))
    out.uuid(childId)
    for (const text of [by, who.upn, who.upnState, isAdopted ? null : who.formerUpn, who.uln, who.localScheme, who.localId, who.givenName, who.familyName, who.knownAs]) out.text(text)
    out.date(who.born)
    out.text(who.sex)
    out.text(said.period ?? period)
    out.date(said.asAt ?? asAt)
  })
}

/** The NHS number is written where it is right, and beside everything else: it finds nobody. */
async function writeNhsNumbers(tx: Writer, { areaId, batchId }: Under, known: readonly KnownRecord[]) {
  const given = known.filter(({ said: { who } }) => who.nhsNumber && isNhsNumber(who.nhsNumber))
  await copyIn(tx, 'people.nhs_number', ['area_id', 'child_id', 'value', 'batch_id', 'reported_by', 'row'], given, (out, { said: { who, reportedBy, row }, childId }) => {
    out.int4(areaId)
    out.uuid(childId)
    out.text(who.nhsNumber)
    for (const number of [batchId, reportedBy, row]) out.int4(number)
  })
}

/** The UPN a child had before being adopted: seen by those alone who hold the verb for it, and never what anybody is found by. */
async function writeFormerUpns(tx: Writer, { areaId, batchId, asAt }: Under, known: readonly KnownRecord[]) {
  const given = known.filter(({ said: { who }, isAdopted }) => isAdopted && who.formerUpn)
  const columns = ['area_id', 'child_id', 'identity_id', 'upn', 'until', 'source', 'batch_id', 'reported_by', 'row']
  await copyIn(tx, 'people.former_identity', columns, given, (out, { said, childId }) => {
    out.int4(areaId)
    out.uuid(childId)
    out.uuid(newId())
    out.text(said.who.formerUpn)
    out.date(said.asAt ?? asAt)
    out.text('return')
    for (const number of [batchId, said.reportedBy, said.row]) out.int4(number)
  })
}

async function writeFacts(tx: Writer, { areaId, batchId }: Under, known: readonly KnownRecord[], table: AnyFactTable) {
  await copyIn(tx, table.table, [...table.columns, 'area_id', 'child_id', 'batch_id', 'reported_by', 'row'], factsOf(known, table), (out, { said, childId, one }) => {
    table.write(out, one as never)
    out.int4(areaId)
    out.uuid(childId)
    for (const number of [batchId, said.reportedBy, said.row]) out.int4(number)
  })
}

function* factsOf(known: readonly KnownRecord[], table: AnyFactTable) {
  for (const { said, childId } of known) for (const { of, one } of said.facts) if (of === table) yield { said, childId, one }
}
