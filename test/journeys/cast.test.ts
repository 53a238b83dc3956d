import { after, before, describe } from 'node:test'
import type { Browser } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { directorsJourney } from './cast/director.ts'
import { headsJourney } from './cast/head.ts'
import { publicJourney } from './cast/member-of-the-public.ts'
import { programmeManagersJourney } from './cast/programme-manager.ts'
import type { Town } from './cast/town.ts'
import { wedgeChairsJourney } from './cast/wedge-chair.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { arrive, openBelong } from './steps.ts'

describe('From home to a printed paper', () => {
  let house: RunningHouse
  let browser: Browser
  const town: Town = { arrive: (person, eyes) => arrive(browser, house, person, eyes), open: (eyes) => openBelong(browser, house, eyes) }
  before(async () => {
    house = await openHouse()
    browser = await startBrowser()
  })
  after(() => browser.close().finally(() => house.close()))

  for (const javaScript of [true, false]) {
    const eyes = { javaScript }
    describe(javaScript ? 'with JavaScript' : 'without JavaScript', () => {
      directorsJourney(town, eyes)
      programmeManagersJourney(town, eyes)
      wedgeChairsJourney(town, eyes)
      headsJourney(town, eyes)
      publicJourney(town, eyes)
    })
  }
})
