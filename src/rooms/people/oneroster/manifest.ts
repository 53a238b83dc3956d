import type { Issues } from '#kernel'
import { csvHead, type Unit } from '#platform'
import { LAYOUT, partOf, type Table, TABLES } from './layout.ts'
import { folderOf } from './recognise.ts'

export interface Manifest {
  version: '1.1' | '1.2'
  /** Only what changed since the last set, in any of its files; else the set is whole. */
  isDelta: boolean
  /** The files that are to be read. */
  present: Table[]
}

/** What the manifest says of a set; where there is none, what its files let be told. */
export async function readManifest(unit: Unit, issues: Issues): Promise<Manifest> {
  const given = unit.parts['manifest']
  const said = new Map((given ? await csvHead(given.path, 200) : []).map(([name = '', value = '']) => [name.trim(), value.trim().toLowerCase()]))
  const folder = folderOf(given ?? unit.parts['data'])
  if (folder) issues.query('in-a-folder', { value: folder }, 'The files of the set lie in a folder of the zip; OneRoster wants them at the top. They were read there.', 'Nothing to do.')
  if (!given) issues.query('no-manifest', {}, 'There is no manifest.csv, which says the version and whether the set is whole. It was told from the files.', 'Export the set with its manifest.')
  const version = said.get('oneroster.version') ?? ''
  if (given && !LAYOUT.versions.includes(version)) issues.query('version', { column: 'manifest.csv oneroster.version', value: version || null }, `Belong reads OneRoster ${LAYOUT.versions.join(' and ')}. The set was read as far as it is like one of them.`, 'Export it as one of these.')
  const present = TABLES.filter((table) => isToBeRead(table, unit, given ? (said.get(`file.${table.toLowerCase()}`) ?? said.get(`file.${table}`) ?? 'absent') : null, issues))
  return { version: unit.parts['roles'] && version !== '1.1' ? '1.2' : '1.1', isDelta: present.some((table) => said.get(`file.${table}`) === 'delta'), present }
}

function isToBeRead(table: Table, unit: Unit, word: string | null, issues: Issues) {
  const isHere = unit.parts[partOf(table)] !== undefined
  if (word === null) return isHere
  const at = { column: `manifest.csv file.${table}`, value: word }
  if (word === 'absent' && isHere) issues.query('said-absent', at, `The manifest says that ${table}.csv is not there. It is, and was left unread.`, 'Export the set again, so that its manifest is right.')
  if (word !== 'absent' && !isHere) issues.error('file-missing', at, `The manifest names ${table}.csv, which is not in the set.`, 'Export the set again, whole.')
  if (!['absent', 'bulk', 'delta'].includes(word)) issues.query('manifest-word', at, `The manifest says neither bulk, delta nor absent of ${table}.csv. It was read as bulk.`, 'Export the set again.')
  return isHere && word !== 'absent'
}
