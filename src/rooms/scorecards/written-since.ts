import { plannedRead, type Reader } from '#platform'

/** Something a person wrote about a curve. */
export interface Written {
  kind: 'target' | 'story' | 'baseline' | 'scenario' | 'remark' | 'partner' | 'idea' | 'cause' | 'question' | 'answer'
  placeId: number
  measureId: string
  groupId: string
  by: string
  at: Date
  /** For a target: by when, and how much. For a remark: on which point. For a story: the period it answers for. */
  period: string | null
  value: number | null
}

/** What was written about the curves of an area since a moment and still stands, newest first: for home's "what changed". */
export function writtenSince(db: Reader, areaId: number, since: Date, most: number): Promise<Written[]> {
  return newest(db, [areaId, since, most])
}

interface Kind {
  kind: Written['kind']
  /** Where it is kept, if not under its own name. */
  table?: string
  by: string
  at: string
  period?: string
  value?: string
  /** Filled once it no longer stands. */
  stands?: string
}

const MADE = { by: 'made_by', at: 'made_at', stands: 'ended_at' }

const KINDS: Kind[] = [
  { kind: 'target', by: 'set_by', at: 'set_at', period: 'period_label', value: 'value', stands: 'withdrawn_at' },
  { kind: 'story', by: 'written_by', at: 'written_at', period: 'period_label' },
  { kind: 'baseline', by: 'frozen_by', at: 'frozen_at', stands: 'withdrawn_at' },
  { kind: 'scenario', by: 'made_by', at: 'made_at', stands: 'withdrawn_at' },
  { kind: 'remark', by: 'made_by', at: 'made_at', period: 'period_label', stands: 'taken_back_at' },
  { kind: 'partner', ...MADE }, { kind: 'idea', ...MADE }, { kind: 'cause', ...MADE }, { kind: 'question', ...MADE },
  { kind: 'answer', table: 'question', by: 'answered_by', at: 'answered_at', stands: 'ended_at' },
]

/** Home asks it at each look, so it is planned once: ten lists cost more to understand than to read. */
const newest = plannedRead<Written, [areaId: number, since: Date, most: number]>('scorecards.written-since', `
  select kind, "placeId", "measureId", "groupId", by, at, period, value
  from (${KINDS.map(({ kind, table = kind, by, at, period, value, stands }) => `
    (select '${kind}' as kind, place_id as "placeId", measure_id as "measureId", group_id as "groupId", ${by} as by, ${at} as at,
            ${period ?? 'null::text'} as period, ${value ?? 'null::double precision'} as value
     from scorecards.${table}
     where area_id = $1 and ${at} > $2${stands ? ` and ${stands} is null` : ''} order by ${at} desc limit $3)`).join(' union all')}) written
  order by at desc limit $3`)
