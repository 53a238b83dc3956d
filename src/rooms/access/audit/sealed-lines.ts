import { sql } from 'kysely'
import { LINE_WORDS, type Payload, type Reader, rows, type SealedWords } from '#platform'

type Sealed = SealedWords & Pick<Payload, 'payloadSalt' | 'changes' | 'reason'> & { input: string | null; hash: string }

const AT_ONCE = 1000
const utf8 = new TextEncoder()

/**
 * The chain of an area as lines of JSON, so that anybody can compute it anew: each line's words exactly as they are hashed, and its
 * seal. What was sent and changed comes along where the line is about no child; `payloadHash` stands for it in the chain.
 * Read in pieces: it may be long.
 */
export async function* sealedLines(db: Reader, areaId: number): AsyncGenerator<Uint8Array> {
  let last = { number: '0', hash: '0'.repeat(64) }
  yield line({ format: 'belong-audit-1', areaId: String(areaId), exportedAt: new Date().toISOString() })
  for (let read: Sealed[] = []; ;) {
    read = await linesAfter(db, areaId, last.number)
    if (read.length) yield utf8.encode(read.map((one) => `${JSON.stringify(one)}\n`).join(''))
    last = read.at(-1) ?? last
    if (read.length < AT_ONCE) break
  }
  yield line({ end: true, lines: last.number, head: last.hash })
}

const line = (value: object) => utf8.encode(`${JSON.stringify(value)}\n`)

function linesAfter(db: Reader, areaId: number, number: string): Promise<Sealed[]> {
  return rows(db, sql<Sealed>`
    select s.number::text as number, to_json(s.sealed_at at time zone 'UTC') #>> '{}' as "sealedAt", ${LINE_WORDS}, encode(s.hash, 'hex') as hash,
           w.payload_salt::text as "payloadSalt", w.input::text as input, w.changes::text as changes, d.reason
    from (select * from platform.seal where area_id = ${areaId} and number > ${number}::bigint order by number limit ${AT_ONCE}) s
    join platform.deed d on d.area_id = s.area_id and d.deed_id = s.deed_id
    left join platform.deed_words w on w.area_id = s.area_id and w.deed_id = s.deed_id
    order by s.number`)
}
