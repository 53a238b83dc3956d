import type { Doors, FileKind, Pages, WorkKind } from '#platform'

export { type BatchSource, batchOf, batchSources, findingsOf, INSTALLATION, listBatches } from './batches.ts'
export { given, importFiles, type ImportOptions, type UnitReport } from './intake.ts'
export { enterReference } from './reference.ts'

export const collectionDoors: Doors = { actions: [], queries: [] }
export const collectionPages: Pages = () => {}
export const collectionWork = (_kinds: FileKind[]): WorkKind[] => []
