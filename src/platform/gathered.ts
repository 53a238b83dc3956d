import { CompiledQuery } from 'kysely'
import type { Database, Reader, Writer } from './database.ts'
import { planned } from './planned.ts'

/**
 * A hand-written read that every page asks. What is asked while an earlier asking is under way is asked together, as one
 * statement, and always after it was asked: nothing is answered from before. With twenty pages in flight that is a tenth of the
 * round trips; a page alone waits for nobody.
 *
 * `text` selects from `asked`, whose columns are those of `columns` and `at`, which it must select: it says whose row it is.
 * Within a transaction a read is asked alone, on its connection.
 */
export function gathered<Row, Key extends readonly unknown[]>(name: string, columns: Record<string, 'int' | 'text' | 'bytea' | 'int[]'>, text: string) {
  // In a `select` of its own the planner cannot see how long a list is: so it keeps one plan, where it would make one each time.
  const names = Object.keys(columns)
  const types = Object.values(columns)
  const list = types.map((type, at) => `(select $${at + 1}::${type === 'int[]' ? 'text' : type}[])`).join(', ')
  const given = names.map((one, at) => (types[at] === 'int[]' ? `t.${one}::int[] as ${one}` : `t.${one}`)).join(', ')
  const whole = planned(name, `with asked as materialized (select ${given}, t.at::int from unnest(${list}) with ordinality as t (${names.join(', ')}, at))\n${text}`)
  const askers = new WeakMap<object, Asker<Row, Key>>()

  return (db: Reader | Writer | Database, key: Key): Promise<Row[]> => {
    const on = db as Database
    const run = (keys: Key[]) => ask<Row>(on, whole, keys, types)
    if (on.isTransaction) return run([key]).then(([rows]) => rows!)
    let asker = askers.get(on)
    if (!asker) askers.set(on, (asker = new Asker(run)))
    return asker.ask(key)
  }
}

async function ask<Row>(db: Database, text: string, keys: readonly (readonly unknown[])[], types: string[]): Promise<Row[][]> {
  const parameters = types.map((type, at) => keys.map((key) => (type === 'int[]' ? `{${(key[at] as number[]).join(',')}}` : key[at])))
  const { rows } = await db.executeQuery<Row & { at: number }>(CompiledQuery.raw(text, parameters))
  const answers = keys.map((): Row[] => [])
  for (const { at, ...row } of rows) answers[at - 1]!.push(row as Row)
  return answers
}

/** Under way at once: on one core more would only make each smaller, on several one would leave cores idle. */
const AT_ONCE = 2
/** Together at most, so that nobody waits long for others. */
const MOST = 32

interface Waiting<Row, Key> {
  key: Key
  done: (rows: Row[]) => void
  fail: (fault: unknown) => void
}

class Asker<Row, Key extends readonly unknown[]> {
  private readonly run: (keys: Key[]) => Promise<Row[][]>
  private waiting: Waiting<Row, Key>[] = []
  private underWay = 0

  constructor(run: (keys: Key[]) => Promise<Row[][]>) {
    this.run = run
  }

  ask(key: Key): Promise<Row[]> {
    return new Promise((done, fail) => {
      this.waiting.push({ key, done, fail })
      if (this.underWay < AT_ONCE) void this.send()
    })
  }

  private async send() {
    this.underWay += 1
    const some = this.waiting.splice(0, MOST)
    try {
      const answers = await this.run(some.map(({ key }) => key))
      some.forEach(({ done }, at) => done(answers[at]!))
    } catch (fault) {
      // What one of them asks must not spoil the others' answers.
      if (some.length === 1) some[0]!.fail(fault)
      else await Promise.all(some.map(({ key, done, fail }) => this.run([key]).then(([rows]) => done(rows!), fail)))
    }
    this.underWay -= 1
    if (this.waiting.length) void this.send()
  }
}
