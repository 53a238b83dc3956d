import { sql } from 'kysely'
import { type Database, type Reader, rows } from '../database.ts'
import { BEFORE_FIRST, LINE_WORDS, lineHash, PAYLOAD_WORDS, type Payload, payloadHash, type SealedWords } from './chain.ts'

/** How the chain of an area stands. */
export interface ChainState {
  areaId: number
  /** Whether every line is as it was sealed. */
  isWhole: boolean
  /** Up to which line it is whole. */
  lines: number
  /** When that line was sealed; null where there is none. */
  sealedAt: string | null
  head: string | null
  /** What is wrong first, and at which line where it has a number. */
  broken: { number: number | null; says: string } | null
  /** Lines whose words were erased, as people may ask. */
  erased: number
  /** Lines written more than a minute ago and not sealed yet: nobody seals just now. */
  waiting: number
}

type Read = SealedWords & Payload & { hash: string; deedFound: string | null }

const AT_ONCE = 500
const ERASED = '{"erased": true}'

/** Computes an area's chain anew from its first line, in pieces, and compares. `heads` are those written down outside the database. */
export async function verifyChain(db: Reader | Database, areaId: number, heads: ReadonlyMap<number, string> = new Map()): Promise<ChainState> {
  const state: ChainState = { areaId, isWhole: true, lines: 0, sealedAt: null, head: null, broken: null, erased: 0, waiting: 0 }
  for (let hash = BEFORE_FIRST, more = true; more && !state.broken;) {
    const read = await linesAfter(db, areaId, state.lines)
    more = read.length === AT_ONCE
    for (const line of read) {
      const expected = lineHash(hash, line)
      const says = wrongWith(line, state.lines + 1, expected, heads)
      if (says) {
        state.broken = says
        break
      }
      hash = expected
      state.lines += 1
      state.sealedAt = `${line.sealedAt}Z`
      state.head = hash
      if (line.payloadSalt === null) state.erased += 1
    }
  }
  state.broken ??= (await wrongBeside(db, areaId, state)) ?? wrongAtEnd(state, heads)
  state.waiting = await waitingLines(db, areaId)
  state.isWhole = state.broken === null
  return state
}

function wrongWith(line: Read, due: number, expected: string, heads: ReadonlyMap<number, string>): ChainState['broken'] {
  const number = Number(line.number)
  if (number !== due) return { number: due, says: `Line ${due} is missing from the chain: ${number} comes next` }
  if (line.deedFound === null) return { number, says: `Line ${number} is missing from the audit: only its seal is there` }
  if (line.hash !== expected) return { number, says: `Line ${number} is not what was sealed: it was altered, moved or put in, or the one before it taken out` }
  if (heads.has(number) && heads.get(number) !== expected) return { number, says: `Line ${number} is not what was written down outside the database: the chain was made anew, or a backup was restored and written on` }
  if (line.payloadSalt === null ? !isErased(line) : payloadHash(line) !== line.payloadHash) return { number, says: `What line ${number} says was changed or why is not what was sealed` }
  return null
}

const isErased = ({ input, changes, reason }: Read) => input === ERASED && changes === null && reason === null

function wrongAtEnd({ lines }: ChainState, heads: ReadonlyMap<number, string>): ChainState['broken'] {
  const most = heads.size ? Math.max(...heads.keys()) : 0
  return most > lines ? { number: lines + 1, says: `The chain ends at line ${lines}, but line ${most} was written down outside the database: lines are missing, or an older backup was restored` } : null
}

/** Lines nobody sealed, seals nobody asked for, and words erased without an erasure. */
async function wrongBeside(db: Reader | Database, areaId: number, { erased }: ChainState): Promise<ChainState['broken']> {
  const [found] = await rows(db, sql<{ strays: number; lost: number; erasures: number }>`
    select (select count(*) from platform.deed d where d.area_id = ${areaId}
              and not exists (select from platform.seal s where s.area_id = d.area_id and s.deed_id = d.deed_id)
              and not exists (select from platform.unsealed u where u.area_id = d.area_id and u.deed_id = d.deed_id)) as strays,
           (select count(*) from platform.unsealed u where u.area_id = ${areaId}
              and not exists (select from platform.deed d where d.area_id = u.area_id and d.deed_id = u.deed_id)) as lost,
           (select count(*) from platform.deed d where d.area_id = ${areaId} and d.action in ('access.erase', 'access.run-retention')) as erasures`)
  const { strays, lost, erasures } = found!
  if (strays) return { number: null, says: `${strays === 1 ? 'A line stands' : `${strays} lines stand`} in the audit that the chain does not know: put in from outside, or taken out of the chain` }
  if (lost) return { number: null, says: `${lost === 1 ? 'A line is' : `${lost} lines are`} missing from the audit: written, and gone before the seal` }
  if (erased && !erasures) return { number: null, says: `${erased === 1 ? 'The words of a line were' : `The words of ${erased} lines were`} erased, and no erasure is in the audit` }
  return null
}

async function waitingLines(db: Reader | Database, areaId: number): Promise<number> {
  const [found] = await rows(db, sql<{ count: number }>`
    select count(*) from platform.unsealed u join platform.deed d on d.area_id = u.area_id and d.deed_id = u.deed_id
    where u.area_id = ${areaId} and d.at < now() - interval '1 minute'`)
  return found!.count
}

async function linesAfter(db: Reader | Database, areaId: number, number: number): Promise<Read[]> {
  return rows(db, sql<Read>`
    select s.number::text as number, to_json(s.sealed_at at time zone 'UTC') #>> '{}' as "sealedAt", encode(s.hash, 'hex') as hash, d.deed_id::text as "deedFound",
           ${LINE_WORDS}, ${PAYLOAD_WORDS}
    from (select * from platform.seal where area_id = ${areaId} and number > ${number} order by number limit ${AT_ONCE}) s
    left join lateral (select * from platform.deed where area_id = s.area_id and deed_id = s.deed_id limit 1) d on true
    order by s.number`)
}
