import type { Doors, PaperKind } from '#platform'
import { listPapers, makePaperOf } from './papers/make-paper.ts'
import { changeView, dropView, keepView, listViews } from './views/keep-view.ts'

export { deskPages } from './desk-pages.tsx'
export { paperPagesOf } from './papers/paper-pages.tsx'
export { paperWork } from './papers/paper-work.ts'
export { sweepPapers } from './papers/papers.ts'

export const deskDoors = (papers: PaperKind[]): Doors => ({ actions: [makePaperOf(papers), keepView, changeView, dropView], queries: [listPapers, listViews] })
