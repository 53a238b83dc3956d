import { CompiledQuery } from 'kysely'
import type { Database, Reader, Writer } from './database.ts'
import { planned } from './planned.ts'
import { commonOf } from './scope.ts'

/**
 * A hand-written read of what is for everyone (published figures), or comes before anybody is known (whose session is this?). Nothing
 * else may be gathered, since who may see what is settled by the transaction that asks. What is asked in one breath, or while an earlier asking is under way, goes to the
 * database together as one statement, and always after it was asked: nothing is answered from before. With twenty pages in flight
 * that is a fifth of the round trips; a page alone waits for nobody.
 *
 * `text` selects from `asked`, whose columns are those of `columns` and `at`, which it must select: it says whose row it is.
 * Within a transaction a read is asked alone, on its connection.
 */
export function gathered<Row, Key extends readonly unknown[]>(name: string, columns: Record<string, ColumnType>, text: string) {
  const names = Object.keys(columns)
  const types = Object.values(columns)
  // In a `select` of its own the planner cannot see how long a list is: so it keeps one plan, where it would make one each time.
  const list = types.map((type, at) => `(select $${at + 1}::${type === 'int[]' ? 'text' : type}[])`).join(', ')
  const given = names.map((one, at) => (types[at] === 'int[]' ? `t.${one}::int[] as ${one}` : `t.${one}`)).join(', ')
  const whole = planned(name, `with asked as materialized (select ${given}, t.at::int from unnest(${list}) with ordinality as t (${names.join(', ')}, at))\n${text}`)
  const askers = new WeakMap<object, Asker<Row, Key>>()

  return (db: Reader | Writer | Database, key: Key): Promise<Row[]> => {
    const on = commonOf(db) as Database
    const run = (keys: Key[]) => ask<Row>(on, whole, keys, types)
    if (on.isTransaction) return run([key]).then(([rows]) => rows!)
    let asker = askers.get(on)
    if (!asker) askers.set(on, (asker = new Asker(run)))
    return asker.ask(key)
  }
}

type ColumnType = 'int' | 'text' | 'bytea' | 'int[]'

async function ask<Row>(db: Database, text: string, keys: readonly (readonly unknown[])[], types: ColumnType[]): Promise<Row[][]> {
  const lists = types.map((type, at) => keys.map((key) => (type === 'int[]' ? `{${(key[at] as number[]).join(',')}}` : key[at])))
  const { rows } = await db.executeQuery<Row & { at: number }>(CompiledQuery.raw(text, lists))
  const answers = keys.map((): Row[] => [])
  for (const { at, ...row } of rows) answers[at - 1]!.push(row as Row)
  return answers
}

/** Together at most, so that nobody waits long for others. */
const MOST = 32
/** One asking is under way at a time; one that takes longer than this no longer holds up the rest. */
const PATIENCE_MS = 50

interface Waiting<Row, Key> {
  key: Key
  done: (rows: Row[]) => void
  fail: (fault: unknown) => void
}

class Asker<Row, Key extends readonly unknown[]> {
  private readonly run: (keys: Key[]) => Promise<Row[][]>
  private waiting: Waiting<Row, Key>[] = []
  private underWay = 0
  private sentAt = 0
  private isDue = false

  constructor(run: (keys: Key[]) => Promise<Row[][]>) {
    this.run = run
  }

  ask(key: Key): Promise<Row[]> {
    return new Promise((done, fail) => {
      this.waiting.push({ key, done, fail })
      if (this.underWay === 0 || performance.now() - this.sentAt > PATIENCE_MS) this.sendSoon()
    })
  }

  /** After all that is at hand has been heard: what came in one breath is asked in one. */
  private sendSoon() {
    if (this.isDue) return
    this.isDue = true
    setImmediate(() => void this.send())
  }

  private async send() {
    this.isDue = false
    const some = this.waiting.splice(0, MOST)
    if (!some.length) return
    this.underWay += 1
    this.sentAt = performance.now()
    try {
      const answers = await this.run(some.map(({ key }) => key))
      some.forEach(({ done }, at) => done(answers[at]!))
    } catch (fault) {
      if (some.length === 1) some[0]!.fail(fault)
      else await Promise.all(some.map((one) => this.alone(one)))
    }
    this.underWay -= 1
    if (this.waiting.length) this.sendSoon()
  }

  /** What one asks must not spoil the others' answers: when they fail together, each is asked again by itself. */
  private async alone({ key, done, fail }: Waiting<Row, Key>) {
    try {
      const [rows] = await this.run([key])
      done(rows!)
    } catch (fault) {
      fail(fault)
    }
  }
}
