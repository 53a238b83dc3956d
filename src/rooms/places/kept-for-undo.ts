import { sql } from 'kysely'
import { rows, type Writer } from '#platform'

/** What a batch changed among places, kept with the installation's settings until it is undone. */
export async function keepForUndo(db: Writer, batchId: number, changed: unknown) {
  await sql`
    insert into platform.setting (area_id, name, value) values (0, ${nameOf(batchId)}, ${JSON.stringify(changed)}::jsonb)
    on conflict (area_id, name) do update set value = excluded.value`.execute(db)
}

/** What it was; undefined where the batch changed nothing. */
export async function keptForUndo<Changed>(db: Writer, batchId: number): Promise<Changed | undefined> {
  const [kept] = await rows(db, sql<{ value: Changed }>`select value from platform.setting where area_id = 0 and name = ${nameOf(batchId)}`)
  return kept?.value
}

export async function forgetUndo(db: Writer, batchId: number) {
  await sql`delete from platform.setting where area_id = 0 and name = ${nameOf(batchId)}`.execute(db)
}

const nameOf = (batchId: number) => `places changed by batch ${batchId}`
