import type { Doors, House, Pages, WorkKind } from '#platform'
import { eraseSubjectOf, erasureWork } from './erasure.ts'
import { decidePassages, fetchCopy, gather, gatherWork, readPassages } from './gather.ts'
import { endHold, listHolds, setHold } from './holds.ts'
import { noticePages } from './notice-pages.tsx'
import { listNotices, writeNotice } from './notices.ts'
import { processingPages } from './processing-pages.tsx'
import { readProcessing } from './processing.ts'
import { readRetention, runRetention, setRetention, tryRetention } from './retention.ts'
import { retentionPages } from './retention-pages.tsx'
import { closeRequest, extendRequest, listRequests, readRequest, takeRequest } from './rights-requests.ts'
import { requestPages } from './rights-pages.tsx'

/** People's rights: requests and their clock, what is gathered, what is erased, what people are told. */
export const rightsDoors: Doors = {
  actions: [takeRequest, extendRequest, closeRequest, gather, decidePassages, fetchCopy, eraseSubjectOf, setRetention, tryRetention, runRetention, setHold, endHold, writeNotice],
  queries: [listRequests, readRequest, readPassages, readRetention, listHolds, readProcessing, listNotices],
}

export const rightsPages: Pages = (web, house) => {
  for (const pages of [requestPages, retentionPages, processingPages, noticePages]) pages(web, house)
}

export const rightsWork = (house: House): WorkKind[] => [gatherWork(house), ...erasureWork(house)]
