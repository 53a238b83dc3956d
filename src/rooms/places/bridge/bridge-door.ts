import * as z from 'zod'
import { Refusal } from '#kernel'
import { query } from '#platform'
import { bridges, bridgeValues } from './bridge.ts'

/** Counts on one set of boundaries as counts on another, with how they were carried and how much of each area they rest on. */
export const carryOver = query({
  name: 'places.carry-over',
  summary: 'Carry counts from one set of boundaries to another over a bridge, with its method, source and coverage',
  bodyOnly: true,
  input: z.object({
    bridge: z.string('Name the bridge').trim().min(1, 'Name the bridge').max(200),
    values: z.preprocess(parsed, z.record(z.string(), z.number(), 'Give counts by code')).describe('Counts by code, as JSON: {"E54000058": 120}'),
  }),
  may: async () => true,
  async read({ db }, { bridge: name, values }) {
    const [found] = await bridges(db, name)
    if (!found) throw new Refusal('missing', `There is no bridge called ${name}. There is: ${(await bridges(db)).map((one) => one.name).join(', ') || 'none yet'}`)
    const { method, source, vintage, batchId } = found
    return { bridge: name, method, source, vintage, batch: batchId, ...bridgeValues(found.rows, new Map(Object.entries(values).map(([code, value]) => [code.toUpperCase(), value]))) }
  },
})

/** What is no JSON is left as it is, and said to be no counts. */
function parsed(given: unknown) {
  try {
    return typeof given === 'string' ? (JSON.parse(given) as unknown) : given
  } catch {
    return given
  }
}
