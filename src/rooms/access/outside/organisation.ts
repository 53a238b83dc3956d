import { z } from 'zod'
import { plannedRead, type Reader } from '#platform'
import type { Appointment } from '../standing.ts'

/** An organisation as DfE Sign-in names it; much more is said of it than is used here. */
const ORGANISATION = z.object({
  name: z.string().optional(),
  category: z.object({ id: z.string() }).nullish(),
  urn: z.union([z.string(), z.number()]).nullish(),
  establishmentNumber: z.union([z.string(), z.number()]).nullish(),
})

const LOCAL_AUTHORITY = '002'

/**
 * The role in which somebody comes from an organisation: one that they hold at its place itself. Null where the organisation is none
 * we know, or they hold none there. Of several the one held longest; in the bar they may choose another.
 */
export async function roleAt(door: Reader, organisation: unknown, appointments: readonly Appointment[]): Promise<Appointment | null> {
  const code = codeOf(organisation)
  if (!code) return null
  const places = await placesByCode(door, [code.scheme, code.code])
  return appointments.find(({ placeId }) => placeId !== null && places.some((one) => one.placeId === placeId)) ?? null
}

/** A school by its URN, an authority by its three figures; other kinds have neither, and a trust is not its schools. */
function codeOf(organisation: unknown) {
  const read = ORGANISATION.safeParse(told(organisation))
  if (!read.success) return null
  const { category, urn, establishmentNumber } = read.data
  if (category?.id === LOCAL_AUTHORITY) return establishmentNumber ? { scheme: 'dfe', code: String(establishmentNumber) } : null
  return urn ? { scheme: 'urn', code: String(urn) } : null
}

/** Some send it as text of JSON. */
function told(organisation: unknown): unknown {
  if (typeof organisation !== 'string') return organisation
  try {
    return JSON.parse(organisation)
  } catch {
    return null
  }
}

const placesByCode = plannedRead<{ placeId: number }, [scheme: string, code: string]>('access.places-by-code', `
  select place_id as "placeId" from places.place_by_code where scheme = $1 and code = $2`)
