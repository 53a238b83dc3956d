import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { drawProblemPage } from './problem-page.tsx'
import { appVersion, type Caller, type Doors, type FileKind, type House, installed, openApi, openConnections, openOutbox, openWeb, type Pages, type PaperKind, restDoors, type Settings, type WebContext, type WorkKind } from '#platform'
import { accessDoors, accessPages, administrationPages, deedsPages, holdsInArea, identify, keepLate, proveAgain, outsidePages, sessionPages, rightsPages, rightsPaper, rightsWork } from '#rooms/access'
import { collectionDoors, collectionPages, collectionWork, keptPlace, mappedKind, mappingDoors, mappingPages, outliers, qualityPages, qualityWork, remindWork, returnPages } from '#rooms/collection'
import { deskDoors, deskPages, paperPagesOf, paperWork } from '#rooms/desk'
import { comparisonPaper, ees, lait, measureDoors, measurePages, refuseWhereFiguresRest, placeHeadlines } from '#rooms/measures'
import { childPages, cityWork, claimWork, completeness, identityWork, peopleChecks, peopleDoors, peopleKinds, peopleTargets } from '#rooms/people'
import { bridgeFile, bridgePages, codes, establishmentLinks, establishments, establishmentTypes, neighbours, placeDoors, placePagesWith, placesGoingWith, placesOfBatch, section41, settingDeeds, settingDoors } from '#rooms/places'
import { openReferral, provisionDoors, provisionPages } from '#rooms/provision'
import { programmeDoors, programmePages, strategyPaper } from '#rooms/programme'
import { publishingDoors, publishingPages } from '#rooms/publishing'
import { areaScorecardPages, scorecardPaper, resultPages, measurePaper, scorecardDoors, scorecardPages, servicePages } from '#rooms/scorecards'
import { servePlumbing } from './plumbing.ts'

/** Every kind of file Belong reads, in the order they are asked. */
export const KINDS: FileKind[] = [lait, neighbours, bridgeFile, codesWithFigures(), ees, withoutFigures(section41), withoutFigures(establishments), establishmentLinks, establishmentTypes, ...peopleKinds, openReferral, mappedKind(peopleTargets)] as FileKind[]

/** What is looked at across returns, once they are in. */
const QUALITY = { checks: [...peopleChecks, outliers], completeness }

/** Every kind of page that can be carried away as a paper. */
export const PAPERS: PaperKind[] = [comparisonPaper, scorecardPaper, measurePaper, strategyPaper, rightsPaper]

/** Settings are kept by those who may in the area; the room of places, below, cannot know who that is. */
const SETTINGS = settingDeeds((actor, db, areaId) => holdsInArea(actor, 'setting:keep', db, areaId))

/** Every door of every room. */
export const DOORS: Doors = [placeDoors, settingDoors(SETTINGS), accessDoors, collectionDoors(KINDS), mappingDoors(peopleTargets), peopleDoors, measureDoors, programmeDoors, scorecardDoors, provisionDoors, publishingDoors, deskDoors(PAPERS)].reduce<Doors>(
  (all, room) => ({ actions: [...all.actions, ...room.actions], queries: [...all.queries, ...room.queries] }),
  { actions: [], queries: [] },
)

/** Work that may keep a core busy, and is then done in a thread of its own. */
export const heavyWork = (settings: Settings): WorkKind[] => [...collectionWork(KINDS, keptPlace(settings)), cityWork(KINDS, DOORS, settings)]

/** Every kind of work that is done in the background. */
export const workOf = (house: House): WorkKind[] => [...heavyWork(house.settings), remindWork(house.mail), qualityWork(QUALITY), ...paperWork(PAPERS, house), ...rightsWork(house), ...identityWork, claimWork]

const PAGES: Pages[] = [accessPages, administrationPages, outsidePages, sessionPages, childPages, deedsPages, rightsPages, deskPages, paperPagesOf(PAPERS), measurePages, areaScorecardPages, scorecardPages, resultPages, servicePages, programmePages, provisionPages, bridgePages, placePagesWith({ headlines: placeHeadlines, settings: SETTINGS }), collectionPages, returnPages(peopleTargets), mappingPages(peopleTargets), qualityPages(QUALITY), publishingPages]

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

/** Nor a list of settings from under those of its schools. */
function withoutFigures(kind: typeof establishments): typeof establishments {
  return {
    ...kind,
    async undo(db, batch) {
      await refuseWhereFiguresRest(db as never, await placesGoingWith(db, batch.batchId))
      await kind.undo(db, batch)
    },
  }
}
