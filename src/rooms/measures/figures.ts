import { sql } from 'kysely'
import { type FigureStatus, type Missing, Refusal } from '#kernel'
import { type Reader, rows } from '#platform'

/** A published figure as held: where it came from, and its parts where the source gives them. */
export interface Figure {
  value: number | null
  missing: Missing | null
  numerator: number | null
  denominator: number | null
  /** How final the source says this figure is; null where it does not say. */
  status: FigureStatus | null
  batch: number | null
  row: number | null
  found: string | null
}

export const NOT_REPORTED: Figure = { value: null, missing: 'not-reported', numerator: null, denominator: null, status: null, batch: null, row: null, found: null }

/** Figures of some series and places, found by ids. What is not held is not reported. */
export class Figures {
  private readonly held: Map<string, Figure>

  constructor(held: FigureRow[]) {
    this.held = new Map(held.map(({ series_id, period_id, place_id, ...figure }) => [`${series_id} ${period_id} ${place_id}`, figure]))
  }

  of(seriesId: number, periodId: number, placeId: number): Figure {
    return this.held.get(`${seriesId} ${periodId} ${placeId}`) ?? NOT_REPORTED
  }
}

/** Reads all periods of some series for some places: by the key, so a series of ten years and thirteen places is 130 probes. */
export async function readFigures(db: Reader, seriesIds: number[], placeIds: number[], periodIds?: number[]): Promise<Figures> {
  if (!seriesIds.length || !placeIds.length) return new Figures([])
  return new Figures(await rows(db, sql<FigureRow>`
    select series_id, period_id, place_id, value, missing, numerator, denominator, status, batch_id as batch, row, found
    from measures.observation
    where series_id = any(${seriesIds}) and place_id = any(${placeIds})
      ${periodIds ? sql`and period_id = any(${periodIds})` : sql``}`))
}

/** The values all authorities have of one series in one period, ascending: what a rank and a quartile are among. */
export async function authorityValues(db: Reader, seriesId: number, periodId: number, authorityIds: number[]): Promise<Float64Array> {
  const found = await rows(db, sql<{ all: string | null }>`
    select string_agg(value::text, ' ') as all
    from measures.observation
    where series_id = ${seriesId} and period_id = ${periodId} and value is not null and place_id = any(${authorityIds})`)
  return Float64Array.from(found[0]?.all?.split(' ') ?? [], Number).sort()
}

/** Refuses where figures speak of one of these places: taking the place away would leave them with none. */
export async function refuseWhereFiguresRest(db: Reader, placeIds: number[]) {
  const found = placeIds.length ? await rows(db, sql<{ batch: number }>`select batch_id as batch from measures.observation where place_id = any(${placeIds}) limit 1`) : []
  if (found[0]) throw new Refusal('conflict', `Figures of batch ${found[0].batch} speak of a place this file brought. Undo batch ${found[0].batch} first`)
}

interface FigureRow extends Figure {
  series_id: number
  period_id: number
  place_id: number
}
