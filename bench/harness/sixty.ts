import type { ClientBase } from 'pg'

/** The framework's slug. */
export const SIXTY = 'sixty-measures'

/**
 * Makes a set of twelve results with five indicators each for a place, through the doors anyone has, with targets and stories on
 * those that take them. Published for the place in at least three periods, so that each row has all it can have.
 */
export async function makeSixty(port: number, cookie: string, place: string, db: ClientBase) {
  const post = async (door: string, body: object): Promise<{ id: string } | null> => {
    const answer = await fetch(`http://localhost:${port}/api/v1/scorecards/${door}`, { method: 'POST', headers: { cookie, origin: `http://localhost:${port}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return answer.ok ? ((await answer.json()) as { id: string }) : null
  }
  const made = async (door: string, body: object) => (await post(door, body)) ?? Promise.reject(new Error(`${door} was refused for ${place}`))
  const framework = await made('make-framework', { place, name: 'Sixty measures', source: 'The bench', starts: '2020-01-01' })
  const curves = await publishedCurves(db, place)
  let taken = 0
  for (const [number, letter] of [...'ABCDEFGHIJKL'].entries()) {
    const result = await made('add-result', { framework: framework.id, place, body: `Children are well, ${letter}` })
    for (const wanted = (number + 1) * 5; taken < wanted; ) {
      const curve = curves.shift()
      if (!curve) throw new Error(`Only ${taken} indicators could be chosen for ${place}`)
      const held = await post('add-indicator', { result: result.id, measure: curve.measure, group: curve.group, role: 'secondary', reason: 'To be measured' })
      if (!held) continue
      taken += 1
      const about = { measure: curve.measure, group: curve.group, place }
      if (taken % 2) await post('set-target', { ...about, period: curve.target, value: curve.value, reason: 'As good as now, and then better' })
      if (taken % 3) await post('write-story', { ...about, body: 'What pushes it up, and what holds it down.', version: 0 })
    }
  }
}

interface PublishedCurve {
  measure: string
  group: string
  value: number
  /** A year to come, as the measure spells its years. */
  target: string
}

async function publishedCurves(db: ClientBase, place: string): Promise<PublishedCurve[]> {
  const { rows } = await db.query<PublishedCurve>(`
    select distinct on (s.measure_id, s.group_id) s.measure_id as measure, s.group_id as "group", held.value,
           case held.type when 'academic' then '2027/28' when 'financial' then '2027-28' else '2028' end as target
    from measures.series s join measures.measure m using (measure_id)
    join lateral (
      select count(*) as points, (array_agg(o.value order by p.ends desc))[1] as value, (array_agg(p.type order by p.ends desc))[1] as type
      from measures.observation o join measures.period p using (period_id) join places.place_code c on c.place_id = o.place_id and c.code = $1
      where o.series_id = s.series_id and o.value is not null) held on held.points >= 3
    where m.accountability = 'population' order by s.measure_id, s.group_id, s.preference`, [place])
  return rows
}
