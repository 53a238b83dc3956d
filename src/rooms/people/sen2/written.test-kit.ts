import writeExcelFile from 'write-excel-file/node'

/** A person of an invented return, as elements of the XML: `{ UPN: …, Requests: [{ ReceivedDate: …, Assessment: { … } }] }`. */
export interface Element { [name: string]: string | Element | Element[] }

export const header = (year: number, authority = '899', day = DAYS[year]!): Element => ({
  CollectionDetails: { Collection: 'SEN2', Year: String(year), ReferenceDate: day }, Source: { SourceLevel: 'L', LEA: authority },
})

/** Third Thursdays of January, from a calendar. */
const DAYS: Record<number, string> = { 2024: '2024-01-18', 2025: '2025-01-16', 2026: '2026-01-15' }

export const message = (persons: Element[], head: Element | Element[] = header(2026)) => `<?xml version="1.0"?>\n<Message>\n${xml({ Header: head, Persons: { Person: persons } })}</Message>\n`

function xml(element: Element): string {
  return Object.entries(element).map(([name, value]) => {
    if (typeof value === 'string') return `<${name}>${value}</${name}>\n`
    return (Array.isArray(value) ? value : [value]).map((one) => `<${name}>\n${xml(one)}</${name}>\n`).join('')
  }).join('')
}

export const PERSON: Element = { Surname: 'Quill', Forename: 'Ivy', PersonBirthDate: '2014-05-03', Sex: 'F', Ethnicity: 'WBRI', UPN: 'X383400624001' }
export const REQUEST: Element = { ReceivedDate: '2025-01-20', RYA: '0', RequestOutcomeDate: '2025-02-28', RequestOutcome: 'Y', RequestMediation: '0', RequestTribunal: '0' }
export const ASSESSMENT: Element = {
  AssessmentOutcome: 'Y', AssessmentOutcomeDate: '2025-06-09', AssessmentMediation: '0', AssessmentTribunal: '0', OtherMediation: '0', OtherTribunal: '0', Week20: '0',
}
export const PLACE: Element = { URN: '899001', PlacementRank: '1', SENunitIndicator: '0', ResourcedProvisionIndicator: '0' }
export const PLAN: Element = { StartDate: '2025-06-09', PB: '0', OA: '0', PlanDetail: [PLACE] }
export const ACTIVE: Element = { PlacementDetail: [{ ...PLACE, EntryDate: '2025-09-03' }], SENneed: [{ SENtype: 'ASD', SENtypeRank: '1' }] }
export const whole = (request: Element = {}, assessment: Element = {}, plan: Element = {}, active: Element = {}): Element[] => [
  { ...REQUEST, ...request, Assessment: { ...ASSESSMENT, ...assessment, NamedPlan: { ...PLAN, ...plan } }, ActivePlans: { ...ACTIVE, ...active } },
]

/** The same return as the nine tables of the COLLECT export, with its own way of writing days. */
export function asTables(persons: Element[], head = header(2026)): [name: string, text: string][] {
  const tables: Record<string, Record<string, string>[]> = {}
  const details = head['CollectionDetails'] as Element
  add(
    tables, 'sen2',
    { sen2tableid: 's1', collection: 'SEN2', year: details['Year'] as string, referencedate: exported(details['ReferenceDate'] as string), lea: (head['Source'] as Element)['LEA'] as string },
  )
  const list = (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? value : [value]) as Element[]
  let number = 0
  for (const person of persons) {
    const personId = put(tables, 'person', person, { sen2tableid: 's1' }, (number += 1))
    for (const request of list(person['Requests'])) {
      const requestId = put(tables, 'requests', request, { persontableid: personId }, (number += 1))
      for (const assessment of list(request['Assessment'])) {
        const assessmentId = put(tables, 'assessment', assessment, { requeststableid: requestId }, (number += 1))
        for (const plan of list(assessment['NamedPlan'])) {
          const planId = put(tables, 'namedplan', { CeaseDate: '', ...plan }, { assessmenttableid: assessmentId }, (number += 1))
          for (const detail of list(plan['PlanDetail'])) put(tables, 'plandetail', { SENsetting: '', ...detail }, { namedplantableid: planId }, (number += 1))
        }
      }
      for (const active of list(request['ActivePlans'])) {
        const activeId = put(tables, 'activeplans', { TransferLA: '', ...active }, { requeststableid: requestId }, (number += 1))
        for (const placement of list(active['PlacementDetail'])) put(tables, 'placementdetail', placement, { activeplanstableid: activeId }, (number += 1))
        for (const need of list(active['SENneed'])) put(tables, 'senneed', need, { activeplanstableid: activeId }, (number += 1))
      }
    }
  }
  return Object.entries(tables).map(([name, rows]) => [`Blade-Export_15-01-2026_${name}.csv`, csv(rows)])
}

function put(tables: Record<string, Record<string, string>[]>, table: string, element: Element, above: Record<string, string>, number: number): string {
  const cells = Object.fromEntries(Object.entries(element).flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), exported(value)]] : [])))
  add(tables, table, { [`${table}tableid`]: `${table}${number}`, ...above, ...cells })
  return `${table}${number}`
}

const add = (tables: Record<string, Record<string, string>[]>, table: string, row: Record<string, string>) => (tables[table] ??= []).push(row)

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const exported = (value: string) => value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, (_, year, month, day) => `${year}-${MONTHS[Number(month) - 1]}-${day} 00:00:00`)

function csv(rows: Record<string, string>[]) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return [names.join(','), ...rows.map((row) => names.map((name) => row[name] ?? '').join(','))].join('\r\n') + '\r\n'
}

/** The Excel template: its tables one below the other on one sheet, each under its title, with its long headings. */
export async function asTemplate(tables: [title: string, headings: string[], rows: string[][]][]): Promise<Buffer> {
  const rows = tables.flatMap(([title, headings, cells]) => [[title], headings, ...cells, [], []])
  const sheet = rows.map((row) => row.map((value) => (value === '' ? null : { value, type: String as StringConstructor })))
  return writeExcelFile([{ data: [[{ value: 'Read this first', type: String }]], sheet: 'Guidance' }, { data: sheet, sheet: 'Data Entry Template' }]).toBuffer()
}
