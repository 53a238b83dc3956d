import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { copyIn, installed, type Writer } from '#platform'
import { REGISTER_CODES } from '../attendance/codes.ts'

export interface TargetRule {
  kind: 'said' | 'neighbourhood' | 'suspended' | 'absent'
  topic?: string
  oneOf?: string[]
  noneOf?: string[]
  limit?: number
  words: string
  source: string
}

/** A target group as it is defined from a day on. */
export interface TargetGroup {
  id: string
  starts: string
  ends?: string
  label: string
  about: string
  dataClass: 'ordinary' | 'sen' | 'health' | 'care'
  rules: TargetRule[]
}

const SPEC = installed('specs', 'target-groups.json')
const NEIGHBOURHOODS = installed('reference', 'neighbourhoods.json.br')

/** Every definition of a target group, in the order they are shown. */
export const TARGET_GROUPS = (JSON.parse(readFileSync(SPEC, 'utf8')) as { groups: TargetGroup[] }).groups

/** Names what `bringTargetGroups` brings: another name, and it is brought again. */
export const targetGroupsVersion = () => hash('sha256', Buffer.concat([readFileSync(SPEC), readFileSync(NEIGHBOURHOODS), Buffer.from(JSON.stringify(REGISTER_CODES))]))

/** Writes the definitions into the database, with what their rules rest on: register codes, and neighbourhoods by deprivation. */
export async function bringTargetGroups(tx: Writer) {
  for (const table of ['people.target_rule', 'people.target_group', 'people.register_code']) await sql`delete from ${sql.table(table)}`.execute(tx)
  // Those of the invented city, E01999…, come with its files and stay.
  await sql`delete from people.neighbourhood where lsoa21 < 'E01999'`.execute(tx)
  await tx.insertInto('people.target_group').values(TARGET_GROUPS.map(({ id, starts, ends, label, about, dataClass }, at) => ({ group_id: id, starts, ends: ends ?? null, label, about, data_class: dataClass, position: at + 1 }))).execute()
  await tx.insertInto('people.target_rule').values(TARGET_GROUPS.flatMap(({ id, starts, rules }) => rules.map(({ kind, topic, oneOf, noneOf, limit, words, source }, at) => ({
    group_id: id, starts, number: at + 1, kind, topic: topic ?? null, one_of: oneOf ?? null, none_of: noneOf ?? null, limit_at: limit ?? null, words, source,
  })))).execute()
  await tx.insertInto('people.register_code').values(REGISTER_CODES.map(({ code, mark, class: one }, position) => ({ position, code, mark, class: one }))).execute()
  await copyIn(tx, 'people.neighbourhood', ['lsoa21', 'imd_decile'], neighbourhoods(), (row, { lsoa, decile }) => {
    row.text(lsoa)
    row.int4(decile)
  })
}

function* neighbourhoods() {
  const { deciles } = JSON.parse(brotliDecompressSync(readFileSync(NEIGHBOURHOODS)).toString('utf8')) as { deciles: number[][] }
  for (const [at, steps] of deciles.entries()) {
    let code = 0
    for (const step of steps) {
      code += step
      yield { lsoa: `E01${String(code).padStart(6, '0')}`, decile: at + 1 }
    }
  }
}
