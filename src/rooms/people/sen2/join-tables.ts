import type { Issues } from '#kernel'
import type { Module } from './names.ts'
import { cell, type Part, type Person, type Request } from './record.ts'
import type { Tables } from './tables.ts'

/**
 * Puts a return's tables together into persons. The export hangs each table on the one above it; the template hangs all on the request. A row
 * that hangs on nothing is left out, with a finding.
 */
export function joinTables(tables: Tables, issues: Issues): Person[] {
  const rows = (module: Module) => tables.get(module) ?? []
  const persons = new Map<string, Person>()
  const requests = new Map<string, Request>()
  for (const part of rows('person')) enter(persons, cell(part, 'personId'), { ...part, requests: [] }, 'person', part, issues)
  for (const part of rows('request')) {
    const request: Request = { ...part, assessments: [], plan: null, details: [], active: null, placements: [], needs: [] }
    const person = hang(persons.get(cell(part, 'personId')), 'request', part, issues)
    if (person && enter(requests, cell(part, 'requestId'), request, 'request', part, issues)) person.requests.push(request)
  }
  joinPlans(rows, requests, issues)
  return [...persons.values()]
}

/** What hangs on requests: assessments and plans, active plans, and the rows of both. */
function joinPlans(rows: (module: Module) => Part[], requests: ReadonlyMap<string, Request>, issues: Issues) {
  const [byAssessment, byPlan, byActive] = [new Map<string, Request>(), new Map<string, Request>(), new Map<string, Request>()]
  const ofRequest = (part: Part) => requests.get(cell(part, 'requestId'))
  for (const part of rows('assessment')) {
    const request = hang(ofRequest(part), 'assessment', part, issues)
    request?.assessments.push(part)
    if (request && cell(part, 'assessmentId') !== '') byAssessment.set(cell(part, 'assessmentId'), request)
  }
  for (const part of rows('plan')) {
    const request = hang(ofRequest(part) ?? byAssessment.get(cell(part, 'assessmentId')), 'plan', part, issues)
    if (request) byPlan.set(cell(part, 'planId') || cell(part, 'requestId'), request)
    if (request) request.plan ??= part
  }
  for (const part of rows('active')) {
    const request = hang(ofRequest(part), 'active', part, issues)
    if (request) byActive.set(cell(part, 'activeId') || cell(part, 'requestId'), request)
    if (request) request.active ??= part
  }
  for (const part of rows('detail')) hang(byPlan.get(cell(part, 'planLink')), 'detail', part, issues)?.details.push(part)
  for (const part of rows('placement')) hang(byActive.get(cell(part, 'activeLink')), 'placement', part, issues)?.placements.push(part)
  for (const part of rows('need')) hang(byActive.get(cell(part, 'activeLink')), 'need', part, issues)?.needs.push(part)
}

/** Persons and requests are keyed: the second of two with one id would take the other's rows. */
function enter<Held>(held: Map<string, Held>, id: string, one: Held, module: Module, part: Part, issues: Issues): boolean {
  if (id !== '' && !held.has(id)) {
    held.set(id, one)
    return true
  }
  issues.error(
    'sen2-id', { row: part.row, value: id || null }, `${IN_WORDS[module]}: ${id === '' ? 'the row has no id' : 'another row has the same id'}. It was left out.`,
    'Give each row an id of its own.',
  )
  return false
}

function hang<Held>(above: Held | undefined, module: Module, part: Part, issues: Issues): Held | undefined {
  if (above === undefined) issues.error(
    'sen2-hangs-on-nothing', { row: part.row }, `${IN_WORDS[module]}: the row belongs to nothing that is in the file. It was left out.`,
    'Look for the row it belongs to, and give all tables of one return together.',
  )
  return above
}

/** How findings call the parts of a record. */
export const IN_WORDS: Record<Module, string> = {
  header: 'Header', person: 'Person', request: 'Requests', assessment: 'Assessment', plan: 'Named plan', detail: 'Plan detail', active: 'Active plan', placement: 'Placement', need: 'SEN need',
}
