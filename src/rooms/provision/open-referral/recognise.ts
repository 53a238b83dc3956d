import { type GivenFile, startOfText, type Unit } from '#platform'

/** What a page of a list says of the list: of how many services and pages, and which page it is. */
interface PageOfList {
  file: GivenFile
  list: string
  number: number
}

/** JSON by the profile, each file a unit; the pages of one list that were given together are one. */
export async function recognise(files: GivenFile[], as: boolean): Promise<Unit[]> {
  const units: Unit[] = []
  const pages: PageOfList[] = []
  for (const file of files) {
    const start = await startOf(file)
    if (!as && !isOfProfile(start)) continue
    const page = pageOf(file, start)
    if (page) pages.push(page)
    else units.push({ kind: 'open-referral', file: file.name, parts: { data: file } })
  }
  for (const some of Map.groupBy(pages, ({ list }) => list).values()) units.push(unitOfPages(some))
  return units
}

async function startOf(file: GivenFile) {
  // What is cut off at the end of a file without line ends is no harm to who looks for a name.
  return (await startOfText(file.path)).replace(/^\uFEFF/, '').slice(0, 20_000)
}

/** An object or list with the profile's names and ids; descriptions of the format itself have the names too. */
function isOfProfile(start: string) {
  if (!/^\s*[[{]/.test(start) || /"(datapackage_metadata|jsonSchemaDialect|\$schema|tabular_required|resources)"\s*:/.test(start)) return false
  if (/"openapi_url"\s*:/.test(start) && /"profile"\s*:/.test(start)) return true
  return UUID.test(start) && /"(contents|organization|organization_id|service_at_locations|services|schedules|taxonomy|taxonomy_term|term_uri|parent_organization_id)"\s*:/.test(start)
    || (/"contents"\s*:\s*\[/.test(start) && /"(total_items|total_pages|page_number)"\s*:/.test(start))
}

const UUID = /"id"\s*:\s*"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"/i

function pageOf(file: GivenFile, start: string): PageOfList | null {
  const [items, pages, number] = ['total_items', 'total_pages', 'page_number'].map((name) => new RegExp(`"${name}"\\s*:\\s*(\\d+)`).exec(start)?.[1])
  return items && pages && number && Number(pages) > 1 ? { file, list: `${items} ${pages}`, number: Number(number) } : null
}

function unitOfPages(pages: PageOfList[]): Unit {
  const ordered = pages.toSorted((one, other) => one.number - other.number)
  const parts: Unit['parts'] = {}
  for (const [at, { file }] of ordered.entries()) parts[at === 0 ? 'data' : `page${String(at + 1).padStart(5, '0')}`] = file
  return { kind: 'open-referral', file: ordered.length > 1 ? `${ordered[0]!.file.name} and ${ordered.length - 1} more` : ordered[0]!.file.name, parts }
}
