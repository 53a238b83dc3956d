import type { Doors } from '#platform'
import { breakGlass } from './break-glass.ts'
import { readChild } from './child.ts'
import { listChildren } from './children.ts'
import { changeEntry, writeEntry } from './entries.ts'
import { exportChildren } from './export-children.ts'
import { readFamily } from './family.ts'

export { childPages } from './child-pages.tsx'
export { readChild } from './child.ts'
export { childrenIn } from './children.ts'
export { seedChildren } from './kelderby.ts'
export { nameColumns } from './names.ts'
export { reachOf } from './reach.ts'
export { peopleKinds } from './returns/kinds.ts'

export const peopleDoors: Doors = { actions: [writeEntry, changeEntry, exportChildren, breakGlass], queries: [listChildren, readChild, readFamily] }
