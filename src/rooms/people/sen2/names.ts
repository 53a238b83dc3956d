import { readFileSync } from 'node:fs'
import { installed } from '#platform'

export type Module = 'header' | 'person' | 'request' | 'assessment' | 'plan' | 'detail' | 'active' | 'placement' | 'need'

interface ModuleSpec {
  /** What its table is called in a workbook and its element in the XML. */
  titles: string[]
  /** Fields by which its table is known. */
  marks: string[]
  fields: Record<string, string[]>
}

/** The modules of the return with all spellings of their names, from `specs/sen2/names.json`. */
export const MODULES = (JSON.parse(readFileSync(installed('specs', 'sen2', 'names.json'), 'utf8')) as { modules: Record<Module, ModuleSpec> }).modules
export const MODULE_NAMES = Object.keys(MODULES) as Module[]

export interface Sen2Codes {
  sex: Record<string, string | null>
  upnUnknown: string[]
  requestOutcome: string[]
  assessmentOutcome: string[]
  ceaseReason: string[]
  setting: string[]
  settingMaySay: string[]
  rank: string[]
  need: string[]
  needNever: string
  ethnicity: string[]
  otherSettingShare: number
  compulsorySchoolAge: [from: number, to: number]
}

/** The code books of the return, from `specs/sen2/codes.json`. */
export const CODES = JSON.parse(readFileSync(installed('specs', 'sen2', 'codes.json'), 'utf8')) as Sen2Codes

/** As names are compared: without case, blanks, signs and what stands in brackets. */
export const plainName = (name: string) => name.replace(/\([^)]*\)?/g, '').toLowerCase().replace(/[^a-z0-9]/g, '')

const FIELDS = new Map(MODULE_NAMES.map((module) => {
  const names = new Map<string, string>()
  for (const [field, spellings] of Object.entries(MODULES[module].fields)) for (const spelling of [...spellings, field]) if (!names.has(plainName(spelling))) names.set(plainName(spelling), field)
  return [module, names]
}))
const TITLES = new Map(MODULE_NAMES.flatMap((module) => MODULES[module].titles.map((title) => [plainName(title), module] as const)))

/** Our name for a field of a module as a file spells it; undefined where the module has none such. */
export const fieldNamed = (module: Module, name: string): string | undefined => FIELDS.get(module)!.get(plainName(name))

/** The module a title or an element is of; undefined where it is none. */
export const moduleTitled = (title: string): Module | undefined => TITLES.get(plainName(title))

/** Where each field of a module stands among column names. */
export function columnsOf(module: Module, names: readonly string[]): Map<string, number> {
  const at = new Map<string, number>()
  for (const [index, name] of names.entries()) {
    // One column may serve two fields: the id of a request is what its assessment hangs on, too.
    for (const [field, spellings] of Object.entries(MODULES[module].fields)) {
      if (!at.has(field) && spellings.some((spelling) => plainName(spelling) === plainName(name))) at.set(field, index)
    }
  }
  return at
}

/** Whether a table with these columns is one of a module. */
export const isTableOf = (module: Module, at: ReadonlyMap<string, number>) => MODULES[module].marks.every((mark) => at.has(mark))
