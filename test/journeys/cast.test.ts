import { after, before, describe } from 'node:test'
import type { Browser } from 'playwright-core'
import { type Behind, lookBehind } from './behind.ts'
import { startBrowser } from './browser.ts'
import { administratorsJourney } from './cast/administrator.ts'
import { boardMembersJourney } from './cast/board-member.ts'
import { caseOfficersJourney } from './cast/case-officer.ts'
import { dataProtectionOfficersJourney } from './cast/data-protection-officer.ts'
import { directorsJourney } from './cast/director.ts'
import { parentsJourney, youngPersonsJourney } from './cast/family.ts'
import { headsJourney } from './cast/head.ts'
import { headteachersJourney } from './cast/headteacher.ts'
import { healthPartnersJourney } from './cast/health-partner.ts'
import { publicJourney } from './cast/member-of-the-public.ts'
import { ownAccountJourney } from './cast/own-account.ts'
import { panelMembersJourney } from './cast/panel-member.ts'
import { programmeManagersJourney } from './cast/programme-manager.ts'
import { noticesJourney } from './cast/reader-of-notices.ts'
import { dataManagersEnd, dataManagersJourney, headOwesJourney, schoolDataOfficersJourney } from './cast/returns.ts'
import { sencosJourney } from './cast/senco.ts'
import type { Town } from './cast/town.ts'
import { wedgeChairsJourney } from './cast/wedge-chair.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { arrive, openBelong } from './steps.ts'

let house: RunningHouse
let browser: Browser
let behind: Behind
const town: Town = {
  arrive: (person, eyes) => arrive(browser, house, person, eyes), open: (eyes) => openBelong(browser, house, eyes),
  mailTo: (address) => behind.mailTo(address), sql: (text, values) => behind.sql(text, values),
}
before(async () => {
  house = await openHouse()
  behind = lookBehind(house)
  browser = await startBrowser()
})
after(() => browser.close().finally(() => behind.close()).finally(() => house.close()))

const WAYS = [[{ javaScript: true }, 'with JavaScript'], [{ javaScript: false }, 'without JavaScript']] as const

describe('From home to a printed paper', () => {
  for (const [eyes, way] of WAYS) {
    describe(way, () => {
      directorsJourney(town, eyes)
      programmeManagersJourney(town, eyes)
      wedgeChairsJourney(town, eyes)
      headsJourney(town, eyes)
      publicJourney(town, eyes)
    })
  }
})

describe('Among people and children of Kelderby', () => {
  for (const [eyes, way] of WAYS) {
    describe(way, () => {
      sencosJourney(town, eyes)
      parentsJourney(town, eyes)
      youngPersonsJourney(town, eyes)
      caseOfficersJourney(town, eyes)
      administratorsJourney(town, eyes)
      headteachersJourney(town, eyes)
      dataManagersJourney(town, eyes)
      headOwesJourney(town, eyes)
      schoolDataOfficersJourney(town, eyes)
      dataManagersEnd(town, eyes)
      dataProtectionOfficersJourney(town, eyes)
      ownAccountJourney(town, eyes)
    })
  }
  // Those who only read do so on pages that no script touches: once is enough.
  describe('as those who only read', () => {
    for (const journey of [panelMembersJourney, healthPartnersJourney, boardMembersJourney, noticesJourney]) journey(town, { javaScript: false })
  })
})
