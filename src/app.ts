import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { drawProblemPage } from './problem-page.tsx'
import { appVersion, type Caller, type Doors, type FileKind, type House, installed, openApi, openConnections, openOutbox, openWeb, type Pages, type PaperKind, restDoors, type Settings, type WebContext, type WorkKind } from '#platform'
import { accessDoors, accessPages, administrationPages, deedsPages, identify, keepLate, proveAgain, outsidePages, sessionPages, rightsPages, rightsPaper, rightsWork } from '#rooms/access'
import { collectionDoors, collectionPages, collectionWork, keptFolder } from '#rooms/collection'
import { deskDoors, deskPages, paperPagesOf, paperWork } from '#rooms/desk'
import { comparisonPaper, ees, lait, measureDoors, measurePages, refuseWhereFiguresRest, placeHeadlines } from '#rooms/measures'
import { childPages, peopleDoors, peopleKinds } from '#rooms/people'
import { codes, neighbours, placeDoors, placePagesWith, placesOfBatch } from '#rooms/places'
import { programmeDoors, programmePages, strategyPaper } from '#rooms/programme'
import { publishingDoors, publishingPages } from '#rooms/publishing'
import { areaScorecardPages, scorecardPaper, resultPages, measurePaper, scorecardDoors, scorecardPages, servicePages } from '#rooms/scorecards'
import { servePlumbing } from './plumbing.ts'

/** Every kind of file Belong reads, in the order they are asked. */
export const KINDS: FileKind[] = [lait, neighbours, codesWithFigures(), ees, ...peopleKinds] as FileKind[]

/** Every kind of page that can be carried away as a paper. */
export const PAPERS: PaperKind[] = [comparisonPaper, scorecardPaper, measurePaper, strategyPaper, rightsPaper]

/** Every door of every room. */
export const DOORS: Doors = [placeDoors, accessDoors, collectionDoors(KINDS), peopleDoors, measureDoors, programmeDoors, scorecardDoors, publishingDoors, deskDoors(PAPERS)].reduce<Doors>(
  (all, room) => ({ actions: [...all.actions, ...room.actions], queries: [...all.queries, ...room.queries] }),
  { actions: [], queries: [] },
)

/** Every kind of work that is done in the background. */
export const workOf = (house: House): WorkKind[] => [...collectionWork(KINDS, keptFolder(house.settings.dataFolder)), ...paperWork(PAPERS, house), ...rightsWork(house)]

const PAGES: Pages[] = [accessPages, administrationPages, outsidePages, sessionPages, childPages, deedsPages, rightsPages, deskPages, paperPagesOf(PAPERS), measurePages, areaScorecardPages, scorecardPages, resultPages, servicePages, programmePages, placePagesWith({ headlines: placeHeadlines }), collectionPages, publishingPages]

export function openHouse(open: Parameters<typeof openConnections>[0], settings: Settings): House {
  return { ...openConnections(open), settings, mail: openOutbox(settings), release: releaseName(), doors: DOORS, kinds: KINDS, workshop: null }
}

/** The whole web of Belong over an open house. */
export function openSite(house: House, state: { isReady: () => boolean }) {
  const web = openWeb({
    https: house.settings.baseUrl.startsWith('https:'),
    identify: (c: WebContext) => identify(c, house),
    proveAgain: (c: WebContext) => proveAgain(c, house),
    keepLate: (c, from) => keepLate(c, house, from),
    common: house.common,
    drawProblem: drawProblemPage,
  })
  servePlumbing(web, house, state, openApi(DOORS, appVersion))
  restDoors(web, DOORS)
  for (const pages of PAGES) pages(web, house)
  return web
}

/** The machine's own command line acts as its operator. */
export function operator(house: Pick<House, 'keeper'> & { mail?: House['mail'] }): Caller {
  return { actor: { slug: 'operator', name: 'the operator', operator: true, areaId: 0 }, db: house.keeper, now: new Date(), door: 'command', ...(house.mail ? { mail: house.mail } : {}) }
}

/** Two builds that draw pages differently must not share ETags. */
function releaseName() {
  try {
    return createHash('sha1').update(readFileSync(installed('build', 'main.js'))).update(readFileSync(installed('build', 'assets', 'manifest.json'))).digest('hex').slice(0, 12)
  } catch {
    return `${appVersion}-${process.pid}`
  }
}

/** A code list may not be taken back from under figures; places, a lower room, cannot know of them. */
function codesWithFigures(): typeof codes {
  return {
    ...codes,
    async undo(db, batch) {
      await refuseWhereFiguresRest(db as never, await placesOfBatch(db as never, batch.batchId))
      await codes.undo(db, batch)
    },
  }
}
