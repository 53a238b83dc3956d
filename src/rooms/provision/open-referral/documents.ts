import { Cells, type Findings, isObject, type Json } from './cells.ts'
import { placeAt } from './parts.ts'
import { readService, readTerm } from './read-service.ts'
import type { ServiceTold, TermTold } from './told.ts'

/** All that the files of a unit tell. */
export interface Told {
  services: Map<string, ServiceTold>
  /** Services of which one location is told at a time: those add to the locations that are held. */
  adds: Set<string>
  terms: Map<string, TermTold>
  read: number
  rejected: number
  organizations: number
  isDetails: boolean
  isOther: boolean
}

export const nothingTold = (): Told => ({ services: new Map(), adds: new Set(), terms: new Map(), read: 0, rejected: 0, organizations: 0, isDetails: false, isOther: false })

/** Reads a document of any of the profile's shapes: one service, organisation or service at a location, a list or page of them, taxonomies and their terms. */
export function readDocument(document: unknown, told: Told, findings: Findings) {
  if (isObject(document) && 'openapi_url' in document) {
    told.isDetails = true
    return
  }
  const contents = Array.isArray(document) ? document : isObject(document) ? (document['contents'] ?? document['services'] ?? null) : null
  const isList = Array.isArray(contents) && !(isObject(document) && 'id' in document)
  const items: [unknown, string][] = isList ? (contents as unknown[]).map((one, at) => [one, Array.isArray(document) ? `[${at}]` : `contents[${at}]`]) : [[document, '']]
  if (!isList && isObject(document) && !shapeOf(document)) told.isOther = true
  else for (const [item, path] of items) readItem(item, path, told, findings)
}

type Shape = 'service' | 'at-location' | 'organization' | 'term'

function shapeOf(item: Json): Shape | null {
  if (isObject(item['service'])) return 'at-location'
  if (Array.isArray(item['services']) || 'parent_organization_id' in item || 'organization_identifiers' in item || 'website' in item) return 'organization'
  if (['status', 'organization', 'organization_id', 'service_at_locations', 'schedules'].some((name) => name in item)) return 'service'
  if (['taxonomy', 'taxonomy_id', 'term', 'term_uri', 'parent_id', 'version', 'uri'].some((name) => name in item)) return 'term'
  return 'id' in item ? 'service' : null
}

function readItem(item: unknown, path: string, told: Told, findings: Findings) {
  told.read += 1
  const row = told.read
  if (!isObject(item)) {
    findings.note('error', 'not-an-object', { row, path }, 'This should be an object. It was left out.', 'Fetch the file again.')
    told.rejected += 1
    return
  }
  const cells = new Cells(item, path, row, findings)
  const shape = shapeOf(item)
  if (shape === 'term') takeTerm(readTerm(cells), told)
  else if (shape === 'organization') takeOrganization(cells, told)
  else if (shape === 'at-location') takeAtLocation(cells, told)
  else takeService(readService(cells, null), told, cells)
}

function takeTerm(term: TermTold | null, told: Told) {
  if (term === null || told.terms.has(term.id)) told.rejected += 1
  else told.terms.set(term.id, term)
}

/** Of an organisation what is read are its services. */
function takeOrganization(cells: Cells, told: Told) {
  told.read -= 1
  told.organizations += 1
  for (const one of cells.list('services')) {
    told.read += 1
    takeService(readService(new Cells(one.json, one.path, told.read, one.findings), cells), told, one)
  }
}

/** A service comes again with each of its locations: its first row stands, and the locations are gathered. */
function takeAtLocation(cells: Cells, told: Told) {
  const service = cells.object('service')
  const id = service?.uuid('id') ?? null
  const place = placeAt(cells)
  const held = id === null ? undefined : told.services.get(id)
  if (held && told.adds.has(held.id)) {
    told.read -= 1
    if (place && !held.places.some(({ locationId }) => locationId === place.locationId)) held.places.push(place)
    return
  }
  const one = service && readService(service, null)
  takeService(one && place ? { ...one, places: [place], says: [...new Set([...one.says, 'places'])] } : one, told, cells)
  if (one && place) told.adds.add(one.id)
}

function takeService(service: ServiceTold | null, told: Told, cells: Cells) {
  if (service === null) told.rejected += 1
  else if (told.services.has(service.id)) {
    told.rejected += 1
    cells.query('service-twice', 'id', 'A service of this id came before in the file. The first one counts.')
  } else told.services.set(service.id, service)
}
