import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Writer } from '#platform'
import { PLAN } from './city.ts'
import { deprivationOf } from './families.ts'
import { Lines } from './lines.ts'
import type { ToldChild } from './told-child.ts'

/** Invented codes of neighbourhoods, beyond those there are: the first after E01999000, eight to a cluster. */
export const neighbourhoodOf = (cluster: number, area: number) => `E01999${String(cluster * 8 + area).padStart(3, '0')}`

/** Writes which neighbourhood each postcode somebody lives in lies in. */
export class PostcodeFile {
  private readonly known = new Map<string, string>()
  private readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  write({ child: { family } }: ToldChild) {
    if (!this.known.has(family.postcode)) this.known.set(family.postcode, neighbourhoodOf(PLAN.clusters.indexOf(family.cluster), family.area))
  }

  close() {
    mkdirSync(join(this.folder, 'places'), { recursive: true })
    const lines = new Lines(join(this.folder, 'places', 'postcodes.csv'))
    lines.row(['postcode', 'lsoa21'])
    for (const [postcode, lsoa] of [...this.known].sort(([one], [other]) => (one < other ? -1 : 1))) lines.row([postcode, lsoa])
    lines.close()
  }
}

/** The invented neighbourhoods with their deciles, 1 the most deprived, where a rule of a target group looks for them. */
export async function enterNeighbourhoods(db: Writer) {
  const decileOf = (deprivation: number) => Math.min(10, Math.max(1, 10 - Math.floor(deprivation * 10)))
  const all = PLAN.clusters.flatMap((cluster, at) => [1, 2, 3, 4, 5, 6, 7, 8].map((area) => ({ lsoa: neighbourhoodOf(at, area), decile: decileOf(deprivationOf(cluster, area)) })))
  await sql`
    insert into people.neighbourhood (lsoa21, imd_decile) select unnest(${all.map(({ lsoa }) => lsoa)}::text[]), unnest(${all.map(({ decile }) => decile)}::int[])
    on conflict (lsoa21) do update set imd_decile = excluded.imd_decile`.execute(db)
}
