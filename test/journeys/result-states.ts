import type { Page } from 'playwright-core'
import { press } from './steps.ts'
import { openThen, type PageInState, state, unfolded } from './ways.ts'

/** Presses a button with all unfolded and nothing filled in. */
function refused(name: string, open: (page: Page) => Promise<unknown>, button: string): PageInState {
  return {
    name, person: 'director',
    async show(page) {
      await open(page)
      await unfolded(page, page.url())
      await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: button, exact: true }).first().click()])
    },
  }
}

export function resultStates(): PageInState[] {
  const at = (address: string) => (page: Page) => page.goto(address)
  const oneResult = (page: Page) => openThen(page, '/results', () => page.getByRole('link', { name: 'Children are in school and belong there' }).first().click())
  const service = '/services/statutory-sen-assessment'
  return [
    state('results', 'director', '/results'),
    state('results without the verb', 'dpo', '/results'),
    { name: 'results, all unfolded', person: 'director', show: (page) => unfolded(page, '/results') },
    { name: 'result', person: 'director', show: oneResult },
    { name: 'result, all unfolded', person: 'director', show: async (page) => { await oneResult(page); await unfolded(page, page.url()) } },
    { name: 'result without the verb', person: 'dpo', show: oneResult },
    ...['Add the indicator', 'Save the rating', 'Change its part', 'Take it out', 'Save the result', 'Retire this result'].map((button) => refused(`result, refused: ${button}`, oneResult, button)),
    ...['Add the result', 'Begin this set'].map((button) => refused(`results, refused: ${button}`, at('/results'), button)),
    { name: 'results, taken up from a starter set', person: 'director', show: (page) => openThen(page, '/results', () => page.getByRole('button', { name: /^Take this up.*2019$/ }).click()) },
    { name: 'result, only just written', person: 'director', show: (page) => newResult(page) },
    { name: 'result, retired', person: 'director', show: (page) => retire(page) },
    state('results, with one retired', 'director', '/results'),
    state('services', 'director', '/services'),
    state('service', 'director', service),
    { name: 'service, all unfolded', person: 'director', show: (page) => unfolded(page, service) },
    state('service without the verb', 'dpo', service),
    ...['Add the measure', 'It contributes', 'Take it out', 'End this service'].map((button) => refused(`service, refused: ${button}`, at(service), button)),
    refused('services, refused', at('/services'), 'Add the service'),
    { name: 'service, with nothing in it', person: 'director', show: (page) => newService(page) },
  ]
}

async function newResult(page: Page) {
  await unfolded(page, '/results')
  await page.getByLabel('What we want, in one plain sentence').fill('الأطفال مسموعون')
  await Promise.all([page.waitForEvent('load'), press(page, 'Add the result')])
  await openThen(page, '/results', () => page.getByRole('link', { name: 'الأطفال مسموعون' }).first().click())
}

async function retire(page: Page) {
  await openThen(page, '/results', () => page.getByRole('link', { name: 'الأطفال مسموعون' }).first().click())
  await unfolded(page, page.url())
  const form = page.locator('form[action$="/retire"]')
  await form.getByRole('textbox').fill('It is part of another one.')
  await Promise.all([page.waitForEvent('load'), form.getByRole('button').click()])
}

async function newService(page: Page) {
  await unfolded(page, '/services')
  await page.getByLabel('Its name').fill('Early help')
  await page.getByLabel('Whom it serves').fill('Families')
  await page.getByLabel('Who answers for it').fill('Head of early help')
  await Promise.all([page.waitForEvent('load'), press(page, 'Add the service')])
}

export function scorecardStates(): PageInState[] {
  return [
    state('scorecard', 'director', '/scorecard'),
    { name: 'scorecard, all unfolded', person: 'director', show: (page) => unfolded(page, '/scorecard') },
    state('scorecard, other columns and order', 'director', '/scorecard?role=all&sort=trend&columns=latest,turned,story,change'),
    state('scorecard, groups side by side', 'director', '/scorecard?groups=sen-support,ehc-plan,looked-after'),
    state('scorecard, too many columns', 'director', '/scorecard?columns=curve,latest,target,trend,others,age,turned'),
    state('scorecard of a place elsewhere', 'director', '/scorecard?place=E08000025'),
    state('scorecard of England', 'director', '/scorecard?place=England'),
    state('scorecard of a place that is over', 'director', '/scorecard?place=E10000001'),
    state('scorecard, no such place', 'director', '/scorecard?place=Nowhere'),
    state('scorecard, no such results', 'director', '/scorecard?framework=nothing'),
    state('scorecard, for the printer', 'director', '/scorecard?print=yes'),
    state('how well the scorecard is kept', 'director', '/scorecard/kept'),
    state('scorecard without the verbs to change it', 'dpo', '/scorecard'),
  ]
}
