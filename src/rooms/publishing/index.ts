import type { Doors, Pages } from '#platform'
import { changeLook } from './looks.ts'
import { looksPages } from './looks-pages.tsx'
import { publicPages } from './public-pages.tsx'
import { listReleases, publishScorecard, withdrawRelease } from './publish.ts'
import { publishPages } from './publish-pages.tsx'

export { Colour } from './looks.ts'
export { publicAddress } from './public-address.ts'
export { type Release, releasesOf } from './releases.ts'

export const publishingDoors: Doors = { actions: [publishScorecard, withdrawRelease, changeLook], queries: [listReleases] }

export const publishingPages: Pages = (web, house) => {
  publicPages(web, house)
  publishPages(web, house)
  looksPages(web, house)
}
