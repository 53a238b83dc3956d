import { type Cells } from './cells.ts'
import { placesOf, phonesOf, timesOf, wordsOf } from './parts.ts'
import { PROFILE } from './profile.ts'
import type { ServiceTold, TermTold } from './told.ts'

/** Reads a service. Null, with a finding, where it has no id or no name: nobody could find it again. */
export function readService(service: Cells, over: Cells | null): ServiceTold | null {
  const [id, name] = [service.uuid('id'), service.text('name')]
  if (id === null) return service.wrong('id', 'id', 'The service has no id that is a UUID, by which the next file would know it. It was left out.')
  if (name === null) return service.wrong('name', 'name', 'The service has no name. It was left out.')
  const organization = service.object('organization') ?? over
  if (organization) tellOrganization(organization)
  const [minimumAge, maximumAge] = agesOf(service)
  return {
    row: service.row, id, organizationId: organization?.uuid('id') ?? service.uuid('organization_id'), organization: organization?.text('name') ?? null, name, status: statusOf(service),
    description: service.text('description'), url: service.link('url'), email: service.email('email'), phone: phonesOf(service).join(', ') || null, fees: service.text('fees'),
    accreditations: service.text('accreditations'), alert: service.text('alert'), minimumAge, maximumAge, assuredOn: service.day('assured_date'), lastModified: changedAt(service),
    says: PARTS.filter(([field]) => Array.isArray(service.json[field])).map(([, part]) => part), times: timesOf(service), places: placesOf(service), words: wordsOf(service),
  }
}

/** A part that a file has, be it empty, is told whole; of one it leaves out an earlier file still speaks. */
const PARTS = [
  ['schedules', 'times'], ['service_at_locations', 'places'], ['attributes', 'term'], ['languages', 'language'], ['service_areas', 'area'], ['cost_options', 'cost'], ['funding', 'funding'], ['contacts', 'contact'],
] as const

function statusOf(service: Cells): string | null {
  const written = service.json['status']
  const status = typeof written === 'string' ? written.trim().toLowerCase().replaceAll('_', ' ') : ''
  if (Object.hasOwn(PROFILE.statuses, status)) return status
  return service.wrong('status', 'status', 'The status is none of active, inactive, defunct and temporarily closed. The service was taken in without one.')
}

/** A day alone is its first moment, so that the same day given again is not taken for an earlier one. */
function changedAt(service: Cells): string | null {
  const at = service.moment('last_modified')
  return at?.length === 10 ? `${at}T00:00:00.000Z` : at
}

function agesOf(service: Cells): [number | null, number | null] {
  const [least, most] = [service.number('minimum_age', 0, 130, 'age'), service.number('maximum_age', 0, 130, 'age')]
  if (least !== null && most !== null && least > most) {
    service.wrong('ages', 'minimum_age', 'The youngest it is for is older than the oldest. Both ages were left out.')
    return [null, null]
  }
  return [least, most]
}

function tellOrganization(organization: Cells) {
  if (organization.uuid('id') === null) organization.query('organization', 'id', 'The profile wants an organisation to have an id, a UUID.')
  for (const field of ['name', 'description']) if (organization.text(field) === null) organization.query('organization', field, `The profile wants an organisation to have a ${field}.`)
}

/** A taxonomy or a term of one. Null, with a finding, where it has no id or name. */
export function readTerm(term: Cells): TermTold | null {
  const [id, name] = [term.uuid('id'), term.text('name') ?? term.text('term')]
  if (id === null) return term.wrong('id', 'id', 'The term has no id that is a UUID. It was left out.')
  if (name === null) return term.wrong('name', 'name', 'The term has no name. It was left out.')
  return { row: term.row, id, name, description: term.text('description'), parentId: term.uuid('parent_id'), taxonomy: term.text('taxonomy') ?? term.object('taxonomy_detail')?.text('name') ?? null }
}
