import type { Page } from 'playwright-core'
import { type PageInState, sent, state } from './ways.ts'

const MADE = '/strategies/belonging-2027'
const DERBY = '/strategies/derby-inclusion-2018'

/** The pages of strategies and their actions: those that ended, one that is only begun, one with something in it, and their forms. */
export function strategyStates(): PageInState[] {
  return [
    state('strategies', 'director', '/strategies'), state('strategies without the verb', 'dpo', '/strategies'), state('strategy that ended', 'head', DERBY), state('strategy, to change', 'director', DERBY),
    state('strategy to begin', 'director', '/strategies/new'), state('strategy to begin, without the verb', 'dpo', '/strategies/new'),
    sent('strategy, begun', '/strategies/new', '/strategies', { title: 'Belonging 2027', slug: 'belonging-2027', vision: 'Every child belongs.\n\nكل طفل ينتمي', starts: '2026-01-01', ends: '2031-12-31' }),
    sent('strategy, refused', '/strategies/new', '/strategies', { title: '', starts: '2027-01-01', ends: '2026-01-01' }),
    ...['heading', 'words', 'groups', 'priority', 'timeline', 'boards', 'links', 'retire', 'public'].map((part) => state(`strategy, form of ${part}`, 'director', `${DERBY}/edit?part=${part}`)),
    sent('strategy, words saved', MADE, `${MADE}/edit`, { part: 'words', version: '1', aim: 'Listen\nAct', value: 'For parents:\nthey are partners' }),
    sent('strategy, the same words by two', MADE, `${MADE}/edit`, { part: 'words', version: '1', aim: 'Other words' }),
    sent('strategy, linked to itself', MADE, `${MADE}/edit`, { part: 'links', version: '2', 'links.0.kind': 'linked', 'links.0.held': '', 'links.0.named': 'Belonging 2027' }),
    sent('strategy, priority saved', MADE, `${MADE}/edit`, { part: 'priority', version: '2', title: 'Help comes on time', outcome: 'Nobody waits', 'leads.0.kind': 'headteacher', 'leads.0.roleTitle': 'Headteacher', 'leads.0.people': '5' }),
    sent('strategy, action added', MADE, '/actions', { strategy: 'belonging-2027', place: 'Derby', title: 'Fill four posts', owner: 'Head of SEND', due: '2030-03-31', measure: 'ehc-plans-within-20-weeks' }),
    sent('action, refused', MADE, '/actions', { strategy: 'belonging-2027', place: 'Derby', title: '', owner: '', due: '', measure: '' }),
    state('action to add', 'director', '/actions/new?strategy=belonging-2027'),
    { name: 'action', person: 'director', show: (page) => openAction(page) },
    { name: 'action, all unfolded', person: 'director', show: (page) => openAction(page, true) },
    state('strategy, earlier version', 'director', `${MADE}/versions/1`), state('strategy, with something in it', 'director', MADE),
    state('actions', 'director', '/actions'), state('actions, chosen', 'director', '/actions?state=open&state=soon&sort=-due'), state('actions, none that fits', 'director', '/actions?state=dropped'), state('actions without the verb', 'dpo', '/actions'),
    state('no such strategy', 'director', '/strategies/nothing'),
  ]
}

async function openAction(page: Page, unfolds = false) {
  await page.goto(MADE)
  await page.getByRole('link', { name: 'Fill four posts' }).click()
  if (unfolds) await page.evaluate('for (const folded of document.querySelectorAll("details")) folded.open = true')
}
